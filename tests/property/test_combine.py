"""Several measures together, against sums over a grid and simulated truth."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from backcheck.knowledge.several import several
from backcheck.stats.combine import Estimate, Part, combine, without_prior
from backcheck.stats.correlation import Believed, Series, correlation

PRIOR = Estimate(0.0, 1.46)
OWN = [Part(part.fraction, part.weight_fraction) for part in several().own]
FLAT = Estimate(0.0, 1e4)
CERTAIN_OWN = [Part(0.0, 1.0)]


def _of(rho: float) -> list[Part]:
    return [Part(rho, 1.0)]


def _fitted(said: np.ndarray, sds: np.ndarray, prior: Estimate = PRIOR) -> list[Estimate]:
    """The posterior of each measure from its own fit."""
    precision = sds**-2.0 + prior.sd**-2
    means = (said * sds**-2.0 + prior.mean * prior.sd**-2) / precision
    return [Estimate(float(m), float(p**-0.5)) for m, p in zip(means, precision, strict=True)]


def test_the_prior_divided_out_is_what_the_readings_said():
    (fitted,) = _fitted(np.array([2.3]), np.array([1.1]))
    assert without_prior(fitted, PRIOR) == pytest.approx((2.3, 1.1))
    assert without_prior(PRIOR, PRIOR).sd > 100.0  # nothing was said


@pytest.mark.parametrize("rho", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_study_s_multipliers(rho, count):
    """sqrt((1 + (K - 1) rho) / K), and .73/.82/.89 and .66/.77/.87 as it printed them."""
    fitted = [Estimate(1.0, 1.0)] * count
    found = combine(fitted, FLAT, _of(rho), CERTAIN_OWN).effect
    assert found.spread() == pytest.approx(math.sqrt((1 + (count - 1) * rho) / count), rel=1e-6)
    printed = {3: (0.73, 0.82, 0.89), 5: (0.66, 0.77, 0.87)}
    if count in printed:
        assert round(found.spread(), 2) == printed[count][[0.3, 0.5, 0.7].index(rho)]


def test_the_prior_is_counted_once():
    """K measures that all say the same and share every error are worth one of them."""
    (one,) = _fitted(np.array([1.8]), np.array([1.2]))
    found = combine([one] * 4, PRIOR, _of(1.0 - 1e-9), CERTAIN_OWN).effect
    assert (found.average(), found.spread()) == pytest.approx(one, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
def test_a_sum_over_a_grid_agrees(seed):
    """Two measures: the joint density of the common and both own effects, summed on 71^3 points for
    each share and correlation. 2e-3: the grid's step is a third of the narrowest sd."""
    rng = np.random.default_rng(seed)
    said, sds = rng.normal(0.5, 1.5, 2), rng.uniform(0.8, 2.0, 2)
    rhos = [Part(0.35, 0.4), Part(0.7, 0.6)]
    own = [Part(0.2, 0.5), Part(0.5, 0.5)]
    together = combine(_fitted(said, sds), PRIOR, rhos, own)
    axis = np.linspace(-7.0, 7.0, 71)
    common, one, other = np.meshgrid(axis, axis, axis, indexing="ij", sparse=True)
    mass, difference = np.zeros(len(axis)), 0.0
    for rho, part in itertools.product(rhos, own):
        shared = rho.value * min(sds) ** 2
        noise = np.diag(sds**2 - shared) + shared
        inverse = np.linalg.inv(noise)
        a, b = said[0] - one, said[1] - other
        fit = inverse[0, 0] * a * a + 2 * inverse[0, 1] * a * b + inverse[1, 1] * b * b
        own_var = part.value * PRIOR.sd**2
        spread = ((one - common) ** 2 + (other - common) ** 2) / own_var
        held = common**2 / (PRIOR.sd**2 - own_var)
        scale = math.sqrt(np.linalg.det(noise) * (PRIOR.sd**2 - own_var)) * own_var
        density = np.exp(-0.5 * (fit + spread + held)) * rho.weight * part.weight / scale
        mass += density.sum(axis=(1, 2))
        difference += float((density * (one - other)).sum())
    total = mass.sum()
    assert together.effect.average() == pytest.approx(mass @ axis / total, abs=2e-3)
    share = (mass * (axis >= 0.9)).sum() / total  # between two points of the grid
    assert together.effect.at_least(0.9) == pytest.approx(share, abs=2e-3)
    assert together.apart[0].average() == pytest.approx(difference / total, abs=2e-3)
    assert together.apart[1].average() == pytest.approx(-difference / total, abs=2e-3)


def _simulated(rng, rho: float, own_fraction: float, sds: np.ndarray):
    """A true common effect, and what each measure's fit says of its own."""
    common_sd = PRIOR.sd * math.sqrt(1.0 - own_fraction)
    common = rng.normal(0.0, common_sd)
    own = common + PRIOR.sd * math.sqrt(own_fraction) * rng.standard_normal(len(sds))
    shared = rho * min(sds) ** 2
    errors = math.sqrt(shared) * rng.standard_normal() + np.sqrt(
        sds**2 - shared
    ) * rng.standard_normal(len(sds))
    return common, _fitted(own + errors, sds)


@pytest.mark.parametrize("true_rho", [0.5, 0.7])
def test_the_interval_covers_and_independence_would_not(true_rho):
    """600 courses of four signs: 90 % intervals hold the truth in 90 %, and those of signs taken
    for independent, the error to avoid, in less than 85 %. 3 standard errors are 3.7 %."""
    rng = np.random.default_rng(20)
    sds, n = np.array([1.4, 1.6, 1.8, 2.2]), 600
    near = several().errors
    rhos = correlation(
        [], Believed(near.usual_correlation, near.weight_weeks, 0.3, near.most_correlation)
    )
    held = {"ours": 0, "independent": 0}
    for _ in range(n):
        truth, fitted = _simulated(rng, true_rho, 0.2, sds)
        for name, believed in (("ours", rhos), ("independent", _of(0.0))):
            low, high = combine(fitted, PRIOR, believed, OWN).effect.interval(0.9)
            held[name] += low <= truth <= high
    assert held["ours"] / n == pytest.approx(0.9, abs=0.037)
    assert held["independent"] / n < 0.85


def test_a_measure_more_never_widens_the_interval_of_fixed_parts():
    fitted = _fitted(np.array([1.0, 0.5, 2.0, 0.2]), np.array([1.5, 1.5, 1.9, 4.0]))
    widths = [
        combine(fitted[:count], PRIOR, _of(0.5), [Part(0.2, 1.0)]).effect.spread()
        for count in (2, 3, 4)
    ]
    assert widths == sorted(widths, reverse=True)


def test_a_weak_measure_never_pulls_the_wrong_way():
    """With a correlation of both errors' sizes a poor measure would get a negative weight."""
    sds = np.array([1.0, 5.0])
    low, high = (
        combine(_fitted(np.array([1.0, x]), sds), PRIOR, _of(0.9), OWN).effect.average()
        for x in (-4.0, 6.0)
    )
    assert low < high


def test_one_that_lies_far_from_the_others_is_seen_and_the_others_are_not():
    fitted = _fitted(np.array([3.0, 2.9, -3.5]), np.array([0.6, 0.6, 0.6]))
    apart = combine(fitted, PRIOR, _of(0.5), OWN).apart
    assert 1.0 - apart[2].at_least(-1.0) > 0.95
    assert apart[2].average() < -2.0
    assert apart[0].average() == pytest.approx(apart[1].average(), abs=0.2)


def test_one_measure_cannot_be_combined():
    with pytest.raises(ValueError, match="nothing to be combined with"):
        combine([PRIOR], PRIOR, _of(0.5), OWN)


BELIEVED = Believed(0.5, 10.0, 0.3, 0.9)


def _mean(parts) -> float:
    return sum(part.value * part.weight for part in parts)


def _weeks(rng, rho: float, weeks: int) -> list[Series]:
    """Weekly levels on a slope, whose wandering about it is correlated."""
    days = 7.0 * np.arange(weeks) + 3.0
    cov = [[1.0, rho], [rho, 1.0]]
    wander = rng.multivariate_normal([0.0, 0.0], cov, weeks)
    return [Series(days, 8.0 - 0.05 * days + wander[:, i]) for i in (0, 1)]


def test_nothing_seen_leaves_the_usual_correlation():
    few = _weeks(np.random.default_rng(1), 0.9, 4)
    assert correlation(few, BELIEVED) == correlation([], BELIEVED)
    assert correlation([], BELIEVED)[2].value == pytest.approx(0.5)


@pytest.mark.parametrize(("rho", "low", "high"), [(0.0, 0.3, 0.4), (0.85, 0.65, 0.9)])
def test_many_weeks_outweigh_what_is_usual_within_the_limits(rho, low, high):
    found = correlation(_weeks(np.random.default_rng(2), rho, 60), BELIEVED)
    assert low <= _mean(found) <= high
    assert sum(part.weight for part in found) == pytest.approx(1.0)


def test_the_correlation_is_never_negative_nor_none():
    days = np.arange(0.0, 700.0, 7.0)
    wave = np.sin(days)
    found = correlation([Series(days, 5 + wave), Series(days, 5 - wave)], BELIEVED)
    assert {part.value for part in found} == {0.3}


def test_a_measure_that_never_moves_says_nothing():
    days = np.arange(0.0, 210.0, 7.0)
    still = [Series(days, np.full(30, 5.0)), Series(days, np.sin(days))]
    assert correlation(still, BELIEVED) == correlation([], BELIEVED)


@pytest.mark.parametrize("weeks", [8, 20])
def test_weeks_without_a_slope_give_fishers_z(weeks):
    """Against scipy's Pearson on residuals of scipy's lines; the shrinkage by hand."""
    rng = np.random.default_rng(weeks)
    one, other = _weeks(rng, 0.6, weeks)
    left = [
        s.values - np.polyval(np.polyfit(s.at_days, s.values, 1), s.at_days) for s in (one, other)
    ]
    z = math.atanh(stats.pearsonr(*left)[0])
    centre = (10.0 * math.atanh(0.5) + (weeks - 4) * z) / (weeks + 6.0)
    middle = correlation([one, other], BELIEVED)[2].value
    assert middle == pytest.approx(min(max(math.tanh(centre), 0.3), 0.9), abs=1e-9)
