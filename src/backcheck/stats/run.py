"""From events to a posterior: the run is the fold of one step; cells are raised when too few."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .belief import Belief, begin, condition, copy, predict, treat
from .model import ENOUGH_CELLS, FEW_CELLS, MANY_CELLS, Prior, frozen_points
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
    return tuple(_step(copy(block), happening) for block in posterior)


def further(posterior: Posterior, happenings: Sequence[Happening]) -> Posterior:
    """The events one after the other; the posterior given is left as it was."""
    return tuple(_fold(copy(block), happenings) for block in posterior)


def until(posterior: Posterior, at_days: float) -> Posterior:
    """The posterior carried to a later day without an event."""
    return tuple(predict(copy(block), at_days) for block in posterior)


def _step(belief: Belief, happening: Happening) -> Belief:
    later = predict(belief, happening.at_days)
    if isinstance(happening, Reading):
        return condition(later, happening.value)
    return treat(later)


def run(prior: Prior, happenings: Sequence[Happening], points: Array) -> Posterior:
    """The posterior after all events: the fold of ``step``, block by block.

    Args:
        prior: what is believed beforehand.
        happenings: in the order of time; at equal times readings before treatments.
        points: (N, 7) hyperparameter points, used for each natural course. They are worked in
            blocks that fit a processor's cache; blocks do not know of each other, so the answer
            does not depend on their size.
    """
    begun = blocks(prior, points, min((h.at_days for h in happenings), default=0.0))
    return tuple(_fold(block, happenings) for block in begun)


def blocks(prior: Prior, points: Array, start_days: float) -> Iterator[Belief]:
    """The beliefs before any event, one for each natural course and each block of points.

    Their time is the first reading's, or ``start_days`` when something happened before it.
    """
    total = sum(weight for weight, _ in prior.courses)
    for weight, course in prior.courses:
        log_weight = math.log(weight / total / len(points))
        for first in range(0, len(points), FEW_CELLS):
            begun = begin(prior, course, points[first : first + FEW_CELLS], log_weight)
            yield begun._replace(at_days=min(start_days, 0.0))


def _fold(belief: Belief, happenings: Sequence[Happening]) -> Belief:
    for happening in happenings:
        belief = _step(belief, happening)
    return belief


def weights(posterior: Posterior) -> Array:
    """The cells' posterior weights over all blocks, summing to one.  eq. 10"""
    return normed(np.concatenate([block.log_weight for block in posterior]))


def normed(log_weight: Array) -> Array:
    """Weights that sum to one, from their logs up to a constant."""
    raw = np.exp(log_weight - log_weight.max())
    found: Array = raw / raw.sum()
    return found


def heaviest(weight: Array, points: Array, share: float) -> Array:
    """The points that carry this share of the weight, in their order: (M, 7) of (N, 7).

    Args:
        weight: of all cells, as ``weights`` gives them: N for each natural course.
        points: the points of the run.
        share: between 0 and 1.
    """
    carried = weight.reshape(-1, len(points)).sum(axis=0)
    order = np.argsort(carried)[::-1]
    enough = int(np.searchsorted(np.cumsum(carried[order]), share)) + 1
    return points[np.sort(order[:enough])]


def effective_cells(posterior: Posterior) -> float:
    """1 / sum w²: how many cells carry the answer.  eq. 13"""
    return _effective(weights(posterior))


def _effective(weight: Array) -> float:
    return float(1.0 / np.square(weight).sum())


def too_few(weight: Array, prior: Prior) -> bool:
    """Whether the few cells must be raised to the many.  eq. 13

    A mixture has its cells for each natural course, and needs enough for each.
    """
    return _effective(weight) < ENOUGH_CELLS * len(prior.courses)


def answer(prior: Prior, happenings: Sequence[Happening]) -> Posterior:
    """The run with 512 cells, or with 4,096 when fewer than 60 of the 512 carry weight.  eq. 13"""
    posterior = run(prior, happenings, frozen_points(FEW_CELLS))
    if too_few(weights(posterior), prior):
        posterior = run(prior, happenings, frozen_points(MANY_CELLS))
    return posterior
