"""From events to a posterior: the run is the fold of one step."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .belief import Belief, begin, copy, predict, treat
from .hearing import Ear, Seen
from .model import CELLS, NaturalCourse, Placed, Prior
from .normal import Array


class Reading(NamedTuple):
    """A reading on the scale, more is worse; days since the first reading."""

    at_days: float
    value: float


class Treatment(NamedTuple):
    """A treatment; days since the first reading, negative before it."""

    at_days: float


Happening = Reading | Treatment

Posterior = tuple[Belief, ...]
"""Blocks of cells side by side: of one natural course or, for a mixture, of several.  eq. 10"""


def step(posterior: Posterior, happening: Happening) -> Posterior:
    """One event more; the posterior given is left as it was.

    Raises:
        ValueError: the event lies before the posterior's time.
    """
    return further(posterior, [happening])


def further(posterior: Posterior, happenings: Sequence[Happening]) -> Posterior:
    """The events one after the other; the posterior given is left as it was."""
    return tuple(fold(copy(block), happenings) for block in posterior)


def until(posterior: Posterior, at_days: float) -> Posterior:
    """The posterior carried to a later day without an event."""
    later = tuple(map(copy, posterior))
    for block in later:
        predict(block, at_days)
    return later


def run(prior: Prior, happenings: Sequence[Happening], points: Array) -> Posterior:
    """The posterior after all events with cells spread as the prior is, and no shift.

    Args:
        prior: what is believed beforehand.
        happenings: in the order of time; at equal times readings before treatments.
        points: (N, 7) hyperparameter points, used for each natural course.
    """
    return run_placed(prior, happenings, spread_as_believed(prior, points))


def run_placed(
    prior: Prior, happenings: Sequence[Happening], placed: Sequence[Placed]
) -> Posterior:
    """The posterior after all events: the fold of ``step``, block by block.

    Args:
        prior: what is believed beforehand.
        happenings: in the order of time; at equal times readings before treatments.
        placed: the cells of each natural course. They are worked in blocks that fit a
            processor's cache; blocks do not know of each other, so the answer does not depend on
            their size.
    """
    begun = blocks(prior, placed, first_day(happenings))
    return tuple(fold(block, happenings) for block in begun)


def spread_as_believed(prior: Prior, points: Array) -> tuple[Placed, ...]:
    """Points (N, 7) for each natural course, of equal weight, without a shift."""
    size = len(points)
    return tuple(
        Placed(points, np.full(size, math.inf), np.full(size, math.log(share / size)))
        for share, _ in shares(prior)
    )


def shares(prior: Prior) -> list[tuple[float, NaturalCourse]]:
    """The natural courses with their prior probabilities."""
    total = sum(weight for weight, _ in prior.courses)
    return [(weight / total, course) for weight, course in prior.courses]


def first_day(happenings: Sequence[Happening]) -> float:
    """When the run begins: at the first reading, or at something that happened before it."""
    return min(min((h.at_days for h in happenings), default=0.0), 0.0)


def blocks(prior: Prior, placed: Sequence[Placed], start_days: float) -> Iterator[Belief]:
    """The beliefs before any event, one for each natural course and each block of its cells."""
    for (_, course), cells in zip(prior.courses, placed, strict=True):
        for first in range(0, len(cells.points), CELLS):
            part = Placed(*(column[first : first + CELLS] for column in cells))
            block = begin(prior, course, part)
            block.at_days = start_days
            yield block


def fold(belief: Belief, happenings: Sequence[Happening | Seen]) -> Belief:
    """A belief after these events; it is changed in place."""
    ear = Ear(belief, len(happenings))
    for happening in happenings:
        hear(belief, ear, happening)
    ear.sum()
    return belief


def hear(belief: Belief, ear: Ear, happening: Happening | Seen) -> None:
    """One event, in place."""
    predict(belief, happening.at_days)
    match happening:
        case Reading():
            ear.hear(happening.value)
        case Seen():
            ear.see(happening)
        case Treatment():
            treat(belief)


def weights(posterior: Posterior) -> Array:
    """The cells' posterior weights over all blocks, summing to one.  eq. 10"""
    return normed(np.concatenate([block.log_weight for block in posterior]))


def normed(log_weight: Array) -> Array:
    """Weights that sum to one, from their logs up to a constant."""
    raw = np.exp(log_weight - log_weight.max())
    found: Array = raw / raw.sum()
    return found


def effective(weight: Array) -> float:
    """(sum w)² / sum w²: how many cells carry the weight.  eq. 13"""
    return float(weight.sum() ** 2 / np.square(weight).sum())
