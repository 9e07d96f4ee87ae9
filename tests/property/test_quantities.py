"""What is read off a posterior, against a second road to each number."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from backcheck.stats.functional import Functional, Quantity, read
from backcheck.stats.model import frozen_points
from backcheck.stats.quantities import ahead, effect_now, now, share_left, week_end
from backcheck.stats.run import Reading, Treatment, run, until
from tests.support.models import ACUTE, OVER_A_YEAR, prior, random_happenings

SEEDS = range(5)


def _quantity(seed: int) -> Quantity:
    rng = np.random.default_rng(seed)
    weight = rng.dirichlet(np.full(300, 0.3))
    return Quantity(weight, rng.normal(1.0, 1.0, 300), rng.uniform(0.2, 2.0, 300))


@pytest.mark.parametrize("seed", SEEDS)
def test_probabilities_and_quantiles_are_those_of_the_mixture(seed):
    """1e-4 in the quantile: its tolerance is 1e-6, and the density is flat in the tails."""
    quantity = _quantity(seed)

    def below(x: float) -> float:
        return float(quantity.weight @ stats.norm.cdf(x, quantity.mean, quantity.sd))

    for threshold in (-3.0, 0.0, 1.0, 4.0):
        assert quantity.at_least(threshold) == pytest.approx(1.0 - below(threshold), abs=1e-12)
    for probability in (0.05, 0.5, 0.95):
        truth = optimize.brentq(lambda x, p=probability: below(x) - p, -30, 30)
        assert quantity.quantile(probability) == pytest.approx(truth, abs=1e-4)
    low, high = quantity.interval(0.9)
    assert below(high) - below(low) == pytest.approx(0.9, abs=1e-4)


def test_mean_and_spread_are_those_of_the_mixture():
    quantity = _quantity(7)
    rng = np.random.default_rng(0)
    cell = rng.choice(300, size=400_000, p=quantity.weight)
    draws = rng.normal(quantity.mean[cell], quantity.sd[cell])
    assert quantity.average() == pytest.approx(draws.mean(), abs=0.02)
    assert quantity.spread() == pytest.approx(draws.std(), abs=0.02)


def test_a_quantity_that_is_certain_has_an_interval_of_no_width():
    belief = run(prior(), [Reading(0.0, 5.0)], frozen_points(16))
    nothing = read(belief, lambda _: Functional({3: 1.0}))  # the drift has not begun
    assert nothing.interval(0.9) == pytest.approx((0.0, 0.0), abs=1e-4)


@pytest.mark.parametrize("half_life", [0.3, 4.0, 60.0])
@pytest.mark.parametrize(("start", "end"), [(0.0, 7.0), (3.0, 10.0), (53.0, 60.0)])
def test_the_share_left_is_the_mean_of_the_decay(half_life, start, end):
    truth, _ = integrate.quad(lambda u: 2.0 ** (-u / half_life), start, end, epsabs=1e-13)
    found = share_left(np.array([half_life]), start, end)[0]
    assert found == pytest.approx(truth / (end - start), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_forecast_is_the_filter_run_on_without_readings(seed):
    """Treatments without readings, filtered, then read: the same level and effect."""
    rng = np.random.default_rng(seed)
    happenings = random_happenings(rng, readings=30, treatments=5)
    points, chosen = frozen_points(64), prior(ACUTE, OVER_A_YEAR)
    start = happenings[-1].at_days
    planned = [start + 2.5 + 7 * number for number in range(3)]
    end = planned[-1] + 7
    forecast = ahead(run(chosen, happenings, points), end, planned)
    future = run(chosen, happenings + [Treatment(day) for day in planned], points)
    arrived = now(until(future, end), 0.3)
    for one, other in ((forecast.effect, arrived.effect), (forecast.level, arrived.level)):
        np.testing.assert_allclose(one.mean, other.mean, atol=1e-9)
        np.testing.assert_allclose(one.sd, other.sd, atol=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_stopping_now_is_the_filter_run_on_without_anything(seed):
    happenings = random_happenings(np.random.default_rng(seed), readings=30, treatments=5)
    posterior = run(prior(), happenings, frozen_points(64))
    end = happenings[-1].at_days + 40.0
    stopped, arrived = ahead(posterior, end, ()), now(until(posterior, end), 0.3)
    np.testing.assert_allclose(stopped.level.mean, arrived.level.mean, atol=1e-9)
    np.testing.assert_allclose(stopped.level.sd, arrived.level.sd, atol=1e-9)


def test_change_and_level_are_two_sides_of_one_thing():
    happenings = random_happenings(np.random.default_rng(4))
    today = now(run(prior(), happenings, frozen_points(128)), 0.3)
    np.testing.assert_allclose(today.start.mean - today.level.mean, today.change.mean, atol=1e-9)


def test_relief_counts_for_less_the_longer_the_treatment_is_past():
    happenings = [Reading(float(day), 6.0) for day in range(10)] + [Treatment(9.5)]
    happenings += [Reading(9.5 + 0.5 + day, 3.0) for day in range(6)]
    posterior = run(prior(), happenings, frozen_points(512))
    assert week_end(posterior[0]) == 16.5
    effects = [effect_now(until(posterior, day)).average() for day in (16.5, 20.0, 30.0, 60.0)]
    assert effects == sorted(effects, reverse=True)
    assert effects[0] > effects[-1] + 0.2


def test_before_a_treatment_there_is_no_effect():
    today = now(run(prior(), [Reading(0.0, 6.0), Reading(5.0, 2.0)], frozen_points(64)), 0.3)
    assert today.effect.at_least(1e-6) == pytest.approx(0.0)
    assert abs(today.effect.average()) < 1e-12


def test_a_plan_in_the_past_or_in_the_last_week_is_refused():
    posterior = run(prior(), random_happenings(np.random.default_rng(1)), frozen_points(8))
    here = posterior[0].at_days
    with pytest.raises(ValueError, match="in the past"):
        ahead(posterior, here + 30, [here - 1])
    with pytest.raises(ValueError, match="last week"):
        ahead(posterior, here + 10, [here + 5])
