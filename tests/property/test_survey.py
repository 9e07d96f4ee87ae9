"""The evidence of a shift from its echo against a filter that is told of the shift."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.stats.answer import answer, answered, as_believed
from backcheck.stats.model import Placed, frozen_points
from backcheck.stats.quantities import now
from backcheck.stats.run import Reading, Treatment, effective, run_placed, step, until, weights
from backcheck.stats.survey import MOST_DAYS, SURVEY_CELLS, candidate_days, survey
from tests.support.dense import Cell, dense
from tests.support.models import (
    ACUTE,
    OVER_A_YEAR,
    SHIFTING,
    in_order,
    prior,
    random_happenings,
)
from tests.support.moments import moments
from tools.make_cells import points as more_points

NO_ENDS = SHIFTING._replace(scale_low=-1e9, scale_high=1e9)
ROOMY = (0, 1, 3, 5, 7, 9)  # diaries that leave weight on many cells of the prior
EACH_DAY = np.log(SHIFTING.shift_per_day * SHIFTING.shift_grid_days)


def _told(chosen, happenings, day, points):
    """One block in which the level shifts on that day."""
    size = len(points)
    placed = Placed(points, np.full(size, day), np.zeros(size))
    (block,) = run_placed(chosen, happenings, (placed,))
    return block


@pytest.mark.parametrize("seed", range(6))
def test_the_echo_of_a_shift_is_the_filter_told_of_it(seed):
    """Tolerance 1e-8: both roads are exact. Some diaries have gaps in which units are made anew."""
    happenings = random_happenings(np.random.default_rng(seed), readings=30 + seed, whole=False)
    if seed % 2:
        happenings = [h._replace(at_days=h.at_days * 3.0) for h in happenings]
    chosen = prior(OVER_A_YEAR, shape=NO_ENDS)
    found = survey(chosen, OVER_A_YEAR, happenings)
    points = frozen_points(SURVEY_CELLS)
    truth = [_told(chosen, happenings, day, points) for day in (np.inf, *found.shift_days)]
    evidence = np.array([block.log_weight for block in truth])
    evidence[1:] += EACH_DAY
    np.testing.assert_allclose(found.log_weight, evidence, atol=1e-8)


@pytest.mark.parametrize("day", [1.75, 22.75, 57.75])
def test_a_filter_told_of_a_shift_agrees_with_the_dense_joint_gaussian(day):
    happenings = random_happenings(np.random.default_rng(4), whole=False)
    chosen = prior(OVER_A_YEAR, shape=NO_ENDS)
    block = moments(_told(chosen, happenings, day, frozen_points(12)))
    for index in range(12):
        cell = Cell(*(float(column[index]) for column in block.cells[:7]))
        truth = dense(chosen, OVER_A_YEAR, cell, happenings, shift_days=day)
        np.testing.assert_allclose(block.mean[:, index], truth.mean, atol=1e-8)
        np.testing.assert_allclose(block.cov[:, :, index], truth.cov, atol=1e-8)
        assert block.log_weight[index] == pytest.approx(truth.log_evidence, abs=1e-8)


def test_a_plain_step_is_found_and_its_day():
    steps = [Reading(float(day), 7.0 if day < 30 else 4.0) for day in range(60)]
    happenings = in_order([*steps, *(Treatment(10.5 + 7 * k) for k in range(7))])
    found = answered(prior(shape=SHIFTING), happenings)
    weight = weights(found.posterior)
    near = np.abs(found.placed[0].shift_days - 30.0) < 4.0
    assert weight[near].sum() > 0.9
    still = answered(prior(shape=SHIFTING._replace(shift_per_day=0.0)), happenings)
    told = [now(each.posterior, 0.3).effect.at_least(1.0) for each in (found, still)]
    assert told[0] < told[1] - 0.1  # a step in the middle is less of an effect than it looked


def test_no_shift_is_looked_for_before_the_first_day_or_after_the_last_reading():
    assert candidate_days(SHIFTING, 10.0).tolist() == [1.75, 5.25, 8.75]
    assert candidate_days(SHIFTING, 0.0).size == 0
    assert candidate_days(SHIFTING._replace(shift_per_day=0.0), 100.0).size == 0
    long = candidate_days(SHIFTING, 3650.0)
    assert len(long) == MOST_DAYS
    assert 3646.5 < long[-1] <= 3650.0


def _believed(chosen, happenings, seed):
    """16,384 cells as the prior has them, a day of shift in each by its own prior chance."""
    last = max(h.at_days for h in happenings if isinstance(h, Reading))
    return run_placed(chosen, happenings, as_believed(chosen, more_points(16_384, seed), last))


@pytest.mark.parametrize("seed", ROOMY)
def test_placed_cells_answer_as_many_cells_spread_by_the_prior(seed):
    """Tolerance .03, the goal; docs/validation.md has the errors of many more courses."""
    happenings = random_happenings(np.random.default_rng(seed))
    chosen = prior(shape=SHIFTING)
    many = _believed(chosen, happenings, 77 + seed)
    assert effective(weights(many)) > 100.0  # else the yardstick itself would be too thin
    one, other = now(answer(chosen, happenings), 0.3), now(many, 0.3)
    for name, threshold in (("effect", 1.0), ("change", 1.0), ("change", -1.0), ("share", 0.0)):
        found = getattr(one, name).at_least(threshold)
        assert found == pytest.approx(getattr(other, name).at_least(threshold), abs=0.03)


def test_a_mixture_keeps_the_weights_of_its_natural_courses():
    """The evidence of each, from placed cells, against many cells of the prior: within 4 %."""
    happenings = random_happenings(np.random.default_rng(12), readings=20, treatments=3)
    mixed = prior(ACUTE, OVER_A_YEAR, shape=SHIFTING)
    found = answer(mixed, happenings)
    share = [np.exp(block.log_weight).sum() for block in found]
    wanted = []
    for course in (ACUTE, OVER_A_YEAR):
        blocks = _believed(prior(course, shape=SHIFTING), happenings, 5)
        wanted.append(np.exp(np.concatenate([b.log_weight for b in blocks])).sum())
    assert share[0] / sum(share) == pytest.approx(wanted[0] / sum(wanted), abs=0.04)


def test_one_reading_more_is_one_step_of_the_placed_cells():
    happenings = random_happenings(np.random.default_rng(2))
    found = answered(prior(shape=SHIFTING), happenings[:-1])
    stepped = step(found.posterior, happenings[-1])
    whole = run_placed(prior(shape=SHIFTING), happenings, found.placed)
    # The same sums in another order.
    np.testing.assert_allclose(weights(stepped), weights(whole), rtol=1e-9)
    anew = now(answer(prior(shape=SHIFTING), happenings), 0.3).effect.at_least(1.0)
    assert now(stepped, 0.3).effect.at_least(1.0) == pytest.approx(anew, abs=0.03)


def test_until_a_later_day_the_evidence_stays():
    happenings = random_happenings(np.random.default_rng(5))
    posterior = answer(prior(shape=SHIFTING), happenings)
    later = until(posterior, happenings[-1].at_days + 30.0)
    np.testing.assert_array_equal(weights(posterior), weights(later))
