"""A small part of docs/validation.md's calibration, again: 120 people drawn from the prior.

Tolerances: the seeds are fixed, so a test either always passes or never; the bounds are those that
a calibrated model breaks once in a thousand sets of people.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tools.validate.calibration import (
    COURSES,
    DESIGNS,
    QUANTITIES,
    STRATA,
    Judged,
    covered,
    judged,
    miscalibration,
    of_a_perfect,
    uniforms,
)

SELDOM = 0.001
FIRST = COURSES  # people the page has not counted
EACH = 10  # of a stratum and design


@pytest.fixture(scope="module")
def people() -> list[Judged]:
    return [judged(s, d, FIRST + k) for s in STRATA for d in DESIGNS for k in range(EACH)]


@pytest.mark.parametrize("name", QUANTITIES)
def test_the_truth_lies_evenly_in_the_posterior(people, name):
    values = uniforms(people, QUANTITIES.index(name))
    assert stats.kstest(values, "uniform").pvalue > SELDOM


@pytest.mark.parametrize("name", QUANTITIES)
def test_the_ninety_percent_interval_holds_nine_of_ten(people, name):
    values = uniforms(people, QUANTITIES.index(name))
    low, high = stats.binom.interval(1.0 - 2.0 * SELDOM, len(values), 0.9)
    assert low <= covered(values) * len(values) <= high


def test_what_is_said_comes_true_as_often_as_it_is_said(people):
    """The sum of what came true, against its mean and sd if every probability were right."""
    helped = np.array([each.helped for each in people])
    for said in (
        np.array([each.p_helping for each in people]),
        np.array([each.p_success for each in people]),
    ):
        sd = np.sqrt((said * (1.0 - said)).sum())
        assert abs(helped.sum() - said.sum()) < stats.norm.isf(SELDOM / 2.0) * sd


def test_a_forecast_that_exaggerates_is_found_out():
    """The measure can fail: said twice as surely as it is."""
    rng = np.random.default_rng(3)
    right = rng.uniform(0.05, 0.95, 2000)
    true = (rng.random(2000) < right).astype(float)
    bold = np.where(right > 0.5, 0.5 + 0.5 * right, 0.5 * right)
    assert miscalibration(right, true) < 2.0 * of_a_perfect(right)
    assert miscalibration(bold, true) > 0.1
