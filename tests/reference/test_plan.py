"""What is to be expected of a plan, against diaries simulated from the model itself, and against
what must always hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.stats.model import frozen_table
from backcheck.stats.plan import expected_sd
from backcheck.stats.quantities import effect_now
from backcheck.stats.run import Reading, Treatment, run, until
from backcheck.verdict.course import Stratum
from backcheck.verdict.course_plan import CoursePlan, Pause
from backcheck.verdict.plan import plan_information
from backcheck.verdict.posterior import prior

TABLE = frozen_table(64)
POINTS = TABLE[:, :7]
OPEN = prior(Stratum.OVER_A_YEAR)._replace(
    shape=prior(Stratum.OVER_A_YEAR).shape._replace(
        scale_low=-1e6, scale_high=1e6, shift_per_day=0.0
    )
)
READINGS = [float(day) for day in range(0, 38, 3)]
TREATMENTS = [10.6, 17.6, 24.6, 31.6]
END = 38.6


def from_the_model(rng):
    """Readings of somebody drawn from the prior, one after the other from what the filter itself
    expects of the next: first the cell, then each reading given those before it."""
    cell = POINTS[[rng.integers(len(POINTS))]]
    values: list[float] = []
    belief = run(OPEN, [], cell)
    for at in sorted([*READINGS, *TREATMENTS]):
        belief = until(belief, at)
        if at in TREATMENTS:
            belief = run(OPEN, _so_far(values, at), cell)
            continue
        mean, sd = _next(belief, cell, values, at)
        values.append(float(rng.normal(mean, sd)))
        belief = run(OPEN, _so_far(values, at), cell)
    return values


def _so_far(values, until_days):
    done = [Reading(at, value) for at, value in zip(READINGS, values, strict=False)]
    done += [Treatment(at) for at in TREATMENTS if at <= until_days]
    return sorted(done, key=lambda each: each.at_days)


def _next(belief, cell, values, at):
    """Mean and sd of the next reading, from its density at three places: it is a normal's."""
    log_density = []
    base = float(belief[0].log_weight[0])
    for value in (4.0, 5.0, 6.0):
        after = run(OPEN, [*_so_far(values, at), Reading(at, value)], cell)
        log_density.append(float(after[0].log_weight[0]) - base)
    low, middle, high = log_density
    precision = 2 * middle - low - high
    return 5.0 + (high - low) / 2 / precision, precision**-0.5


def test_the_expected_sd_is_that_of_fits_to_simulated_diaries():
    """On average over diaries from the prior the weights are the prior's: four standard errors."""
    expected = expected_sd(OPEN, READINGS, TREATMENTS, END, TABLE)
    rng = np.random.default_rng(11)
    within, whole = [], []
    for _ in range(100):
        values = from_the_model(rng)
        found = until(run(OPEN, _so_far(values, END), POINTS), END)
        effect = effect_now(found)
        within.append(float(effect.weight @ np.square(effect.sd)))
        whole.append(effect.spread() ** 2)
    error = np.std(within) / np.sqrt(len(within))
    assert np.mean(within) == pytest.approx(expected.after**2, abs=4 * error)
    assert error < 0.05 * expected.after**2
    # What isn't known of the hyperparameters comes on top; docs/model.md says that it is little.
    assert 1.0 <= np.sqrt(np.mean(whole)) / expected.after < 1.2


@given(st.floats(0.5, 9.5), st.integers(0, 63))
@settings(max_examples=20, deadline=None)
def test_in_one_cell_it_is_the_posterior_sd_whatever_the_readings_say(value, cell):
    point = POINTS[[cell]]
    expected = expected_sd(OPEN, READINGS, TREATMENTS, END, TABLE[[cell]])
    found = until(run(OPEN, _so_far([value] * len(READINGS), END), point), END)
    assert effect_now(found).spread() == pytest.approx(expected.after, rel=1e-9)


@given(
    st.sets(st.integers(0, 60), min_size=1, max_size=30),
    st.sets(st.integers(0, 60), min_size=1, max_size=10),
)
@settings(max_examples=30, deadline=None)
def test_more_diary_days_never_raise_the_expected_sd(some, more):
    """With the first day in both, because time begins there."""
    days = sorted(float(day) for day in {0, *some})
    all_days = sorted({*days, *(float(day) for day in more)})
    visits = [10.6, 17.6, 24.6, 31.6]
    one, two = (expected_sd(OPEN, each, visits, 61.0, TABLE) for each in (days, all_days))
    assert two.after <= one.after + 1e-9
    assert two.before == one.before
    assert one.after <= one.before + 1e-9


def test_what_a_practitioner_can_change():
    usual = CoursePlan(8, 10, 1, Stratum.OVER_A_YEAR)
    width = {
        name: plan_information(plan).after_points
        for name, plan in {
            "usual": usual,
            "none": replace(usual, baseline_days=0),
            "long": replace(usual, baseline_days=28),
            "seldom": replace(usual, every_days=3),
            "paused": replace(usual, pause=Pause(3, 4)),
        }.items()
    }
    assert width["long"] < width["usual"] < width["none"]
    assert width["usual"] < width["seldom"]
    assert width["paused"] == pytest.approx(width["usual"], rel=0.05)  # a pause adds little
    assert (
        plan_information(usual).before_points
        == plan_information(replace(usual, baseline_days=28)).before_points
    )


def test_days_of_a_plan():
    plan = CoursePlan(4, 5, 2, Stratum.ACUTE, Pause(2, 2))
    assert plan.visit_days() == [5, 12, 33, 40]
    assert plan.rating_days()[:3] == [0, 2, 4]
    assert plan.rating_days()[-1] == 46
    assert plan.ratings_before() == 3
    assert not plan_information(plan).enough_before


@pytest.mark.parametrize(
    "wrong",
    [
        {"visits": 0},
        {"visits": 21},
        {"baseline_days": -1},
        {"every_days": 15},
        {"pause": Pause(2, 8)},
        {"pause": Pause(0, 4)},
    ],
)
def test_a_plan_nobody_can_make_is_refused(wrong):
    with pytest.raises(ValueError):
        replace(CoursePlan(8, 10, 1, Stratum.MIXED), **wrong)
