"""Readings at an end against the truncated normals themselves, integrated on a dense grid.

Nothing is shared with the filter: the levels behind up to three readings at an end are one normal
(tests/support/dense.py), and what the ends say of them is summed over a product of quadratures.
"""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from backcheck.stats import ends as room
from backcheck.stats.belief import Belief, copy
from backcheck.stats.beyond import plain
from backcheck.stats.ends import at_an_end, first_at_an_end, in_the_light_of_all
from backcheck.stats.model import GAIN, LEVEL, RELIEF, frozen_points
from backcheck.stats.normal import below
from backcheck.stats.run import Happening, Reading, Treatment, blocks, fold, spread_as_believed
from tests.support.dense import Cell, dense_levels
from tests.support.models import OVER_A_YEAR, SHAPE, prior
from tests.support.moments import moments

CELLS = 6
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(48)
THREE = (LEVEL, GAIN, RELIEF)
DIARIES = {
    "one, in the middle": ({9: 0.0}, 3.0),
    "one, at the top": ({20: 10.0}, 8.0),
    "three, apart": ({6: 0.0, 13: 0.0, 20: 0.0}, 2.5),
    "three in a row at the end": ({22: 0.0, 23: 0.0, 24: 0.0}, 2.0),
    "both ends": ({4: 10.0, 12: 0.0, 22: 0.0}, 4.0),
}


def _diary(at_ends: dict[int, float], level: float) -> list[Happening]:
    rng = np.random.default_rng(len(at_ends) + int(level))
    told = np.clip(np.round(rng.normal(level, 1.2, 25)), 1.0, 9.0)
    found: list[Happening] = [
        Reading(float(day), at_ends.get(day, float(value))) for day, value in enumerate(told)
    ]
    found += [Treatment(5.5 + 7.0 * number) for number in range(3)]
    return sorted(found, key=lambda each: each.at_days)


def _begun() -> Belief:
    chosen = prior(OVER_A_YEAR)
    (block,) = blocks(chosen, spread_as_believed(chosen, frozen_points(CELLS)), 0.0)
    return block


def _told(happenings: list[Happening]) -> tuple[Belief, Belief]:
    """After all events: by the filter alone, and matched again."""
    first = first_at_an_end(SHAPE, happenings)
    start = fold(_begun(), happenings[:first])
    alone = fold(copy(start), happenings[first:])
    return alone, fold(start, in_the_light_of_all(start, happenings, first))


def _truth(cell: Cell, happenings: list[Happening]) -> tuple[float, np.ndarray, np.ndarray]:
    """Log evidence, and the mean and sd of b0, c and a."""
    places = list(at_an_end(SHAPE, happenings))
    joint, count = dense_levels(prior(), OVER_A_YEAR, cell, happenings, places), len(places)
    root = np.linalg.cholesky(joint.cov[:count, :count])
    grid = np.array(list(itertools.product(NODES, repeat=count))) @ root.T + joint.mean[:count]
    log_weight = np.log(np.array(list(itertools.product(NODE_WEIGHTS, repeat=count)))).sum(axis=1)
    for level, place in zip(grid.T, places, strict=True):
        side, end = (-1.0, 0.5) if happenings[place].value == 0.0 else (1.0, 9.5)
        log_weight += below(side * (level - end) / math.sqrt(cell.noise_var))[0]
    whole = np.logaddexp.reduce(log_weight)
    weight = np.exp(log_weight - whole)
    slope = np.linalg.solve(joint.cov[:count, :count], joint.cov[:count, count:]).T
    mean = weight @ grid
    spread = (grid - mean).T @ ((grid - mean) * weight[:, None])
    own = joint.cov[count:, count:] - slope @ joint.cov[:count, count:]
    return (
        float(joint.log_evidence + whole - 0.5 * count * math.log(2.0 * math.pi)),
        joint.mean[count:] + slope @ (mean - joint.mean[:count]),
        np.sqrt(np.diag(own + slope @ spread @ slope.T)),
    )


def _away(block: Belief, happenings: list[Happening]) -> tuple[float, float, float]:
    """The largest errors in the evidence, and in sds of the truth of the means and of the sds."""
    found, worst = moments(block), np.zeros(3)
    prior_weight = -math.log(CELLS)
    for index in range(CELLS):
        cell = Cell(*(float(column[index]) for column in block.cells[:7]))
        evidence, mean, sd = _truth(cell, happenings)
        own = np.sqrt(found.cov[THREE, THREE, index])
        worst = np.maximum(
            worst,
            (
                abs(found.log_weight[index] - prior_weight - evidence),
                np.abs((found.mean[THREE, index] - mean) / sd).max(),
                np.abs(own / sd - 1.0).max(),
            ),
        )
    return tuple(worst.tolist())


@pytest.mark.parametrize("name", [name for name in DIARIES if name.startswith("one")])
def test_of_a_single_reading_at_an_end_mean_variance_and_evidence_are_exact(name, monkeypatch):
    """Led all of the way there is nothing left but rounding and the grid, 1e-6 with 48 nodes."""
    monkeypatch.setattr(room, "_LEFT", 1e-12)
    happenings = _diary(*DIARIES[name])
    assert max(_away(_told(happenings)[1], happenings)) < 1e-6


@pytest.mark.parametrize("name", list(DIARIES))
def test_they_lie_nearer_to_the_truth_than_the_filter_alone(name):
    """.01 of an sd moves a probability by .004 at most; of the evidence .02 is a fiftieth."""
    happenings = _diary(*DIARIES[name])
    alone, again = (_away(block, happenings) for block in _told(happenings))
    assert max(again) < 0.02
    assert max(again) < max(0.8 * max(alone), 0.002)


def test_without_a_reading_at_an_end_nothing_is_matched():
    for happenings in (_diary({}, 5.0), [Treatment(1.0)], []):
        assert at_an_end(SHAPE, happenings) == {}
        assert first_at_an_end(SHAPE, happenings) == len(happenings)
        assert in_the_light_of_all(_begun(), happenings, 0) == happenings


def test_it_does_not_matter_how_much_of_what_came_before_the_first_was_heard():
    happenings = _diary({9: 0.0, 12: 0.0}, 3.0)
    first = first_at_an_end(SHAPE, happenings)
    assert isinstance(happenings[first], Reading)
    assert happenings[first].at_days == 9.0
    whole = in_the_light_of_all(_begun(), happenings, 0)[first:]
    later = in_the_light_of_all(fold(_begun(), happenings[:first]), happenings, first)
    for one, other in zip(whole, later, strict=True):
        for ours, theirs in zip(one, other, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


def test_a_block_is_left_as_it_was():
    happenings, begun = _diary({9: 0.0, 12: 0.0}, 3.0), _begun()
    before = copy(begun)
    in_the_light_of_all(begun, happenings, 0)
    np.testing.assert_array_equal(begun.columns, before.columns)
    np.testing.assert_array_equal(begun.evidence, before.evidence)
    assert begun.treatments.number == 0


@pytest.mark.parametrize("at_low", [True, False])
def test_a_plain_reading_leaves_what_the_censored_one_does(at_low):
    """Mean and variance of a truncated normal, by quadrature; far on the wrong side, too."""
    sd = np.full(5, 1.3)
    expected = np.array([-4.0, 0.2, 5.0, 9.9, 14.0])
    found = plain(SHAPE, at_low, expected, sd)
    z = np.linspace(-60.0, 60.0, 2_000_001)[:, None] * 0.4 + expected
    inside = z < 0.5 if at_low else z > 9.5
    for place in range(5):
        ours = z[inside[:, place], place]
        log_density = -0.5 * np.square((ours - expected[place]) / sd[place])
        density = np.exp(log_density - log_density.max())
        mean = np.average(ours, weights=density)
        var = np.average(np.square(ours - mean), weights=density)
        gain = sd[place] ** 2 * found.precision[place]
        told = expected[place] + gain * (found.value[place] - expected[place])
        assert told == pytest.approx(mean, abs=1e-4)
        assert sd[place] ** 2 * (1.0 - gain) == pytest.approx(var, abs=1e-4)
