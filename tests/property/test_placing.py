"""Cells placed in several ways stand for the prior, whichever ways they were."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.stats.answer import MOST_TIMES
from backcheck.stats.model import CELLS, frozen_table
from backcheck.stats.placing import (
    Beforehand,
    Found,
    Placing,
    Stood,
    beforehand,
    likelier,
    placing,
    stood,
    together,
    turned,
)
from backcheck.stats.survey import candidate_days
from tests.support.models import SHIFTING, prior
from tools.make_cells import points as more_points

DAYS = candidate_days(SHIFTING, 60.0)
MANY = more_points(8192, 77)


def _believed() -> Beforehand:
    return beforehand(prior(shape=SHIFTING), DAYS)


def _way(seed: int, cells: int = 128) -> Placing:
    """By weights that lean one way, as a diary's do."""
    rng, table = np.random.default_rng(seed), frozen_table(cells)
    weight = np.exp(table[:, :6] @ rng.normal(0.0, 0.4, 6))
    shift = rng.dirichlet(np.ones(1 + len(DAYS)))
    return placing(_believed(), Found(table[:, :7], weight / weight.sum(), shift))


def _all(ways: list[Placing]) -> Stood:
    cells = stood(_believed(), ways[0], MANY)
    for times, way in enumerate(ways[1:], start=1):
        cells = together(cells, stood(_believed(), way, turned(MANY, times)))
    return cells


@pytest.mark.parametrize("ways", [[_way(1)], [_way(1), _way(2)], [_way(3), _way(4), _way(5)]])
def test_weighed_for_being_placed_they_have_the_moments_of_the_prior(ways):
    """8,192 points a way; weights of up to ten leave an error of a few hundredths."""
    cells = _all(ways)
    weight = np.exp(likelier(_believed(), ways, cells)) / len(cells.onset)
    assert weight.sum() == pytest.approx(1.0, abs=0.03)
    normal = cells.points[:, :6]
    np.testing.assert_allclose(weight @ normal, 0.0, atol=0.05)
    np.testing.assert_allclose((normal.T * weight) @ normal, np.eye(6), atol=0.12)
    onset = np.bincount(cells.onset, weight)
    np.testing.assert_allclose(onset, _believed().onset_chance, atol=0.02)
    shift = np.bincount(cells.shift, weight, 1 + len(DAYS))
    np.testing.assert_allclose(shift, _believed().shift_chance, atol=0.02)


def test_no_cell_weighs_more_for_a_second_way_that_placed_it_too():
    """The mean of the chances is at least half the first's: no weight more than doubles."""
    ways, cells = [_way(1), _way(2)], _all([_way(1)])
    alone, both = (likelier(_believed(), some, cells) for some in (ways[:1], ways))
    assert (both - alone).max() <= np.log(2.0) + 1e-12
    assert (both < alone).any()


def test_turned_points_are_as_good_and_stand_elsewhere():
    table = frozen_table(CELLS)
    np.testing.assert_array_equal(turned(table, 0), table)
    every = [turned(table, times) for times in range(MOST_TIMES)]
    for one in every:
        assert ((one[:, 6:] >= 0.0) & (one[:, 6:] < 1.0)).all()
        np.testing.assert_allclose(one[:, :6].mean(axis=0), 0.0, atol=0.02)
        np.testing.assert_allclose(np.cov(one[:, :6].T), np.eye(6), atol=0.06)
        np.testing.assert_allclose(one[:, 6:].mean(axis=0), 0.5, atol=0.01)
    for number, one in enumerate(every):
        for other in every[:number]:
            distance = np.linalg.norm(one[:, None, :6] - other[None, :, :6], axis=2)
            assert np.median(distance.min(axis=1)) > 0.3
