"""The picture's lines against the dense joint Gaussian, and their right edge against the answer."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.stats.ends import first_at_an_end, in_the_light_of_all
from backcheck.stats.model import frozen_points
from backcheck.stats.quantities import effect_now, week_end
from backcheck.stats.run import (
    Reading,
    Treatment,
    blocks,
    fold,
    run,
    spread_as_believed,
    until,
)
from backcheck.stats.smooth import Mark, smooth
from tests.support.dense import Cell, dense_lines
from tests.support.models import ACUTE, OVER_A_YEAR, SHAPE, prior, random_happenings
from tests.support.moments import moments

NO_ENDS = SHAPE._replace(scale_low=-1e9, scale_high=1e9)


@pytest.mark.parametrize("seed", range(8))
def test_the_lines_agree_with_the_dense_joint_gaussian(seed):
    """Tolerance 1e-8, as for the filter: both roads are exact."""
    rng = np.random.default_rng(seed)
    happenings = random_happenings(rng, readings=int(rng.integers(3, 50)), whole=False)
    chosen, points = prior(OVER_A_YEAR, shape=NO_ENDS), frozen_points(12)
    looks = sorted(rng.uniform(0.0, happenings[-1].at_days + 9.0, 15))
    lines = smooth(
        chosen, happenings, [Mark(float(day)) for day in looks], spread_as_believed(chosen, points)
    )
    (block,) = run(chosen, happenings, points)
    for index in range(12):
        cell = Cell(*(float(column[index]) for column in block.cells[:7]))
        truth = dense_lines(chosen, OVER_A_YEAR, cell, happenings, looks)
        for found, wanted in zip(lines[1:], truth, strict=True):
            np.testing.assert_allclose(found[:, index], wanted, atol=1e-8)


@pytest.mark.parametrize("gap_days", [21.0, 400.0])
def test_a_long_gap_is_drawn_as_the_dense_joint_gaussian_says(gap_days):
    happenings = [Reading(0.0, 6.0), Reading(1.0, 7.0), Treatment(2.0), Reading(3.0, 4.0)]
    happenings += [Reading(3.0 + gap_days, 5.0), Reading(5.0 + gap_days, 3.0)]
    looks = [0.5, 2.5, 10.0, 3.5 + gap_days, 9.0 + gap_days]
    chosen, points = prior(shape=NO_ENDS), frozen_points(24)
    lines = smooth(
        chosen, happenings, [Mark(day) for day in looks], spread_as_believed(chosen, points)
    )
    (block,) = run(chosen, happenings, points)
    for index in range(24):
        cell = Cell(*(float(column[index]) for column in block.cells[:7]))
        truth = dense_lines(chosen, OVER_A_YEAR, cell, happenings, looks)
        for found, wanted in zip(lines[1:], truth, strict=True):
            np.testing.assert_allclose(found[:, index], wanted, atol=1e-8)


def test_treatments_before_the_first_reading_are_drawn_too():
    happenings = [Treatment(-3.0), Reading(0.0, 6.0), Reading(2.0, 5.0), Treatment(4.0)]
    happenings += [Reading(5.0, 3.0), Reading(9.0, 4.0)]
    chosen, points, looks = prior(shape=NO_ENDS), frozen_points(16), [0.0, 1.0, 4.0, 4.5, 12.0]
    lines = smooth(
        chosen, happenings, [Mark(day) for day in looks], spread_as_believed(chosen, points)
    )
    (block,) = run(chosen, happenings, points)
    for index in range(16):
        cell = Cell(*(float(column[index]) for column in block.cells[:7]))
        truth = dense_lines(chosen, OVER_A_YEAR, cell, happenings, looks)
        for found, wanted in zip(lines[1:], truth, strict=True):
            np.testing.assert_allclose(found[:, index], wanted, atol=1e-8)


@pytest.mark.parametrize("seed", range(10))
def test_the_weekly_mean_of_the_gap_at_the_right_edge_is_the_effect(seed):
    """Tolerance .05 points, the contract's; the trapezoid on quarter days is good to .01."""
    happenings = random_happenings(np.random.default_rng(seed))
    chosen, points = prior(ACUTE, OVER_A_YEAR), frozen_points(256)
    posterior = until(run(chosen, happenings, points), happenings[-1].at_days)
    end = week_end(posterior[0])
    days = np.linspace(end - 7.0 + 1e-6, end, 29)
    lines = smooth(
        chosen, happenings, [Mark(float(day)) for day in days], spread_as_believed(chosen, points)
    )
    gap = (lines.anyway_mean - lines.usual_mean) @ lines.weight
    week = float(np.sum((gap[1:] + gap[:-1]) / 2) / (len(days) - 1))
    assert week == pytest.approx(effect_now(posterior).average(), abs=0.05)


def test_readings_at_an_end_keep_the_last_mark_equal_to_the_filter_that_sees_them_so():
    happenings = [Reading(float(day), max(0.0, 4.0 - day)) for day in range(12)]
    happenings = [*happenings[:6], Treatment(5.5), *happenings[6:]]
    chosen, points = prior(), frozen_points(128)
    cells = spread_as_believed(chosen, points)
    lines = smooth(chosen, happenings, [Mark(11.0)], cells)
    gap = (lines.anyway_mean - lines.usual_mean) @ lines.weight
    (block,) = blocks(chosen, cells, 0.0)
    first = first_at_an_end(chosen.shape, happenings)
    fold(block, happenings[:first])
    fold(block, in_the_light_of_all(block, happenings, first))
    left = np.exp((11.0 - 5.5) * block.treatments.fading)
    mean = moments(block).mean
    today = block.treatments.gain * mean[5] + left * mean[6]
    assert gap[0] == pytest.approx(float(lines.weight @ today), abs=1e-9)


def test_before_the_first_reading_there_is_no_line():
    with pytest.raises(ValueError, match="no line to draw"):
        smooth(
            prior(),
            [Reading(0.0, 5.0)],
            [Mark(-1.0)],
            spread_as_believed(prior(), frozen_points(8)),
        )
