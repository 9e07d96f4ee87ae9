"""Where cells are placed: the frozen points moved to where the weight was seen to lie.

Each cell is weighed by how much more likely it was under the prior than under all placings of its
natural course together (importance sampling with fixed points; the balance heuristic of Veach &
Guibas 1995, Owen, ch. 9.12).                                                     model.md eq. 29
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .model import Marks, Prior, onset_classes
from .normal import Array
from .run import effective

_DOUBT_CELLS = 3.0  # so many cells' worth of the prior is mixed into the moments
_WIDER = 1.1  # than the moments found, so that the tails are covered
_OPEN_ONSET, _OPEN_SHIFT = 0.5, 0.3  # the shares left to the prior
_GOLDEN = (5.0**0.5 - 1.0) / 2.0


class Found(NamedTuple):
    """What is known so far of one natural course: where its weight lies."""

    points: Array  # (N, 7)
    weight: Array  # (N,) summing to one
    shift: Array  # (1 + G,) the probability of none and of each day, summing to one


class Beforehand(NamedTuple):
    """What is believed of an onset and of the day of a shift, before any event."""

    onset: tuple[tuple[int, float], ...]
    onset_chance: Array  # (O,)
    shift_chance: Array  # (1 + G,): none, then each day
    shift_days: Array  # (G,)


class Placing(NamedTuple):
    """A way of placing cells."""

    centre: Array  # (6,) of the normal coordinates
    root: Array  # (6, 6) lower triangle
    onset_chance: Array  # (O,)
    shift_chance: Array  # (1 + G,)


class Stood(NamedTuple):
    """Cells where they were placed."""

    points: Array  # (N, 7)
    onset: Marks  # (N,) which of the onsets
    shift: Marks  # (N,) which day; 0: none


def beforehand(prior: Prior, shift_days: Array) -> Beforehand:
    """The prior's part of it.  eq. 8, 28"""
    onset, shape = prior.spread.onset, prior.shape
    each_day = shape.shift_per_day * shape.shift_grid_days
    odds = np.append(1.0, np.full(len(shift_days), each_day))
    onset_chance = np.array([probability for _, probability in onset])
    return Beforehand(onset, onset_chance, odds / odds.sum(), shift_days)


def placing(believed: Beforehand, found: Found) -> Placing:
    """Where cells belong by what was found.  eq. 29"""
    carried = effective(found.weight)
    centre, root = _moments(found, carried / (carried + _DOUBT_CELLS))
    seen = onset_classes(believed.onset, found.points[:, 6])
    onset = np.bincount(seen, found.weight, len(believed.onset))
    return Placing(
        centre,
        root,
        (1.0 - _OPEN_ONSET) * onset + _OPEN_ONSET * believed.onset_chance,
        (1.0 - _OPEN_SHIFT) * found.shift + _OPEN_SHIFT * believed.shift_chance,
    )


def _moments(found: Found, trust: float) -> tuple[Array, Array]:
    """Mean (6,) of the points and a root (6, 6) of their covariance, drawn to the prior's."""
    points, weight = found.points[:, :6], found.weight
    centre = weight @ points
    away = points - centre
    carried = effective(weight)
    unbiased = carried / max(carried - 1.0, 0.5 * carried)
    cov = trust * unbiased * (away.T * weight) @ away + (1.0 - trust) * np.eye(6)
    root: Array = np.asarray(np.linalg.cholesky(cov) * _WIDER, dtype=np.float64)
    return trust * centre, root


def stood(believed: Beforehand, way: Placing, table: Array) -> Stood:
    """The points of a table (N, 8), placed: six normal quantiles and two uniforms."""
    normal = way.centre + table[:, :6] @ way.root.T
    onset = chosen(way.onset_chance, table[:, 6])
    middle = np.cumsum(believed.onset_chance) - 0.5 * believed.onset_chance
    return Stood(
        np.column_stack([normal, middle[onset]]), onset, chosen(way.shift_chance, table[:, 7])
    )


def together(some: Stood, others: Stood) -> Stood:
    """One after the other."""
    return Stood(
        np.concatenate([some.points, others.points]),
        np.concatenate([some.onset, others.onset]),
        np.concatenate([some.shift, others.shift]),
    )


def chosen(chance: Array, uniform: Array) -> Marks:
    """Which of the possibilities each of the uniforms (N,) stands for, by quantile."""
    return np.searchsorted(np.cumsum(chance)[:-1], uniform, side="right")


def likelier(believed: Beforehand, ways: Sequence[Placing], cells: Stood) -> Array:
    """log of a cell's prior over the mean of its chances under all placings, (N,) nats.  eq. 29"""
    normal = cells.points[:, :6]
    under = [
        _log_density(normal, way)
        + np.log(way.onset_chance)[cells.onset]
        + np.log(way.shift_chance)[cells.shift]
        for way in ways
    ]
    placed = np.logaddexp.reduce(under) - np.log(len(ways))
    prior = np.log(believed.onset_chance)[cells.onset]
    prior += np.log(believed.shift_chance)[cells.shift]
    found: Array = prior - 0.5 * np.square(normal).sum(axis=1) - placed
    return found


def _log_density(normal: Array, way: Placing) -> Array:
    """Of the normal coordinates, (N,) nats, up to the constant that the prior's has, too."""
    away = np.linalg.solve(way.root, (normal - way.centre).T)
    found: Array = -0.5 * np.square(away).sum(axis=0) - np.log(np.diag(way.root)).sum()
    return found


def turned(table: Array, times: int) -> Array:
    """The same points (N, 8), turned so that they stand elsewhere: for a further placing.

    The six normal coordinates take each other's place and are mirrored, in twelve ways; the
    uniforms go round by the golden section.
    """
    normal = np.roll(table[:, :6], times, axis=1)
    is_mirrored = (times + times // 6) % 2 == 1
    uniform = (table[:, 6:] + times * _GOLDEN) % 1.0
    return np.hstack([-normal if is_mirrored else normal, uniform])
