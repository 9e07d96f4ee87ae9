"""stats/normal.py against mpmath at 50 digits.

Tolerances. exp(-x²/2) cannot be had better than rounding x² allows, x² / 2 times 2⁻⁵² or so: 3e-13
at x = 37, where the tail is about to underflow. Elsewhere the polynomial is good to some 2e-14.
"""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from backcheck.stats.normal import below, upper_tail

TINY = 1e-300  # below it doubles lose digits one by one
POINTS = np.concatenate(
    [np.linspace(-300.0, 300.0, 801), np.linspace(-40.0, 40.0, 801), np.linspace(-2.0, 2.0, 401)]
)


@pytest.fixture(autouse=True)
def fifty_digits():
    with mpmath.workdps(50):
        yield


def tail(x: float) -> mpmath.mpf:
    return mpmath.erfc(mpmath.mpf(float(x)) / mpmath.sqrt(2)) / 2


def density(x: float) -> mpmath.mpf:
    return mpmath.exp(-(mpmath.mpf(float(x)) ** 2) / 2) / mpmath.sqrt(2 * mpmath.pi)


def relative(found: float, truth: mpmath.mpf) -> float:
    if abs(truth) < TINY:
        return float(abs(found - truth) / TINY)
    return float(abs(found - truth) / abs(truth))


def allowed(x: float) -> float:
    return max(3e-14, x * x / 2 * 4.5e-16)


def test_the_upper_tail():
    for x, found in zip(POINTS, upper_tail(POINTS), strict=True):
        assert relative(found, tail(x)) < (allowed(x) if x > 0 else 3e-14), x


def test_the_upper_tail_keeps_thirteen_digits_up_to_twenty_sd():
    near = POINTS[(POINTS > 0.0) & (POINTS <= 20.0)]
    for x, found in zip(near, upper_tail(near), strict=True):
        assert relative(found, tail(x)) < 1e-13, x


def test_the_log_probability_below():
    log_prob, _ = below(POINTS)
    for x, found in zip(POINTS, log_prob, strict=True):
        truth = mpmath.log(tail(-x))
        if x < 0.0:
            assert relative(found, truth) < 3e-14, x
        else:  # it comes near 0, so the absolute error counts
            assert abs(found - truth) < 3e-14, x


def test_the_mean_below():
    _, ratio = below(POINTS)
    for x, found in zip(POINTS, ratio, strict=True):
        truth = density(x) / tail(-x)
        assert relative(found, truth) < (allowed(x) if x > 0 else 3e-14), x


def test_the_shrink_of_a_censored_reading_far_below():
    """ratio (ratio + cut) tends to 1; ratio + cut cancels, at -300 nine digits remain."""
    far = POINTS[POINTS < -5.0]
    _, ratio = below(far)
    for x, found in zip(far, ratio * (ratio + far), strict=True):
        truth = density(x) / tail(-x)
        assert relative(found, truth * (truth + mpmath.mpf(float(x)))) < 1e-8, x
        assert 0.0 < found < 1.0


def test_symmetric_points_sum_to_one():
    np.testing.assert_allclose(upper_tail(POINTS) + upper_tail(-POINTS), 1.0, rtol=0, atol=2e-14)
