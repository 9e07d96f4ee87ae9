"""The answer's cells: placed where a survey found the weight, and weighed for being placed.

Cells spread as the prior is are mostly wasted: a diary leaves weight on few of them. So the
survey's weights say where the posterior lies, the frozen points are moved there, and each is
weighed by how much more likely it was under the prior than under the move (importance sampling
with fixed points).                                                               model.md eq. 29
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .model import CELLS, Marks, NaturalCourse, Placed, Prior, Shape, frozen_table, onset_classes
from .normal import Array
from .run import Happening, Posterior, effective, first_day, fold, normed, shares, weights
from .run import blocks as blocks_of
from .survey import Surveyed, candidate_days, survey

ENOUGH_CELLS = 150.0  # with fewer that carry weight the cells are placed again
MOST_TIMES = 8
_STEADY_CELLS = 40.0  # as many must carry the weights from which cells are placed
_FLATTER, _MOST_HALVINGS = 0.7, 40
_LITTLE = 0.01  # a natural course with less of the weight isn't placed again
_DOUBT_CELLS = 3.0  # so many cells' worth of the prior is mixed into the moments
_WIDER = 1.1  # than the moments found, so that the tails are covered
_OPEN_ONSET, _OPEN_SHIFT = 0.5, 0.3  # the shares left to the prior


class Answered(NamedTuple):
    """A posterior, and for each natural course the cells it was worked in."""

    placed: tuple[Placed, ...]
    posterior: Posterior


class _Found(NamedTuple):
    """What is known so far of one natural course: where its weight lies."""

    points: Array  # (N, 7)
    weight: Array  # (N,) summing to one
    shift: Array  # (1 + G,) the probability of none and of each day, summing to one
    days: Array  # (G,)


def answer(prior: Prior, happenings: Sequence[Happening]) -> Posterior:
    """The posterior after all events, in cells placed for them."""
    return answered(prior, happenings).posterior


def answered(
    prior: Prior,
    happenings: Sequence[Happening],
    table: Array | None = None,
    enough_cells: float = ENOUGH_CELLS,
) -> Answered:
    """The posterior after all events, and the cells placed for them.  eq. 29

    Args:
        prior: what is believed beforehand.
        happenings: in the order of time; at equal times readings before treatments.
        table: (N, 8) points to place, when it is not the frozen ones.
        enough_cells: with fewer that carry weight the cells are placed again.
    """
    table = frozen_table(CELLS) if table is None else table
    placed, posterior, found = [], [], []
    for share, course in shares(prior):
        surveyed = survey(prior, course, happenings)
        found.append(_looked(surveyed))
        placed.append(_placed(prior, share, found[-1], table))
        posterior.append(_worked(prior, course, placed[-1], happenings))
    for _ in range(MOST_TIMES - 1):
        thin = _thin(posterior, enough_cells)
        if not thin:
            break
        for place in thin:
            share, course = shares(prior)[place]
            found[place] = _looked_again(found[place], placed[place], posterior[place])
            placed[place] = _placed(prior, share, found[place], table)
            posterior[place] = _worked(prior, course, placed[place], happenings)
    return Answered(tuple(placed), tuple(block for blocks in posterior for block in blocks))


def as_believed(prior: Prior, table: Array, last_days: float) -> tuple[Placed, ...]:
    """Cells spread as the prior is, the day of a shift in each by its own chance.  eq. 8, 28

    Args:
        prior: what is believed beforehand.
        table: (N, 8) points.
        last_days: the last reading's day; a shift is looked for up to it.
    """
    days, shape = candidate_days(prior.shape, last_days), prior.shape
    each_day = shape.shift_per_day * shape.shift_grid_days
    odds = np.append(1.0, np.full(len(days), each_day))
    place = np.searchsorted(np.cumsum(odds / odds.sum())[:-1], table[:, 7], side="right")
    shift_days, size = np.append(math.inf, days)[place], len(table)
    return tuple(
        Placed(table[:, :7], shift_days, np.full(size, math.log(share / size)))
        for share, _ in shares(prior)
    )


def heaviest(answered: Answered, share: float) -> tuple[Placed, ...]:
    """The cells that carry this share of the weight, each natural course's in their order.

    Args:
        answered: with one block for each natural course.
        share: between 0 and 1.
    """
    weight = weights(answered.posterior)
    order = np.argsort(weight)[::-1]
    enough = int(np.searchsorted(np.cumsum(weight[order]), share)) + 1
    kept = np.zeros(len(weight), dtype=bool)
    kept[order[:enough]] = True
    parts = np.split(kept, np.cumsum([len(each.points) for each in answered.placed])[:-1])
    return tuple(
        Placed(*(column[part] for column in each))
        for each, part in zip(answered.placed, parts, strict=True)
    )


def _worked(
    prior: Prior, course: NaturalCourse, placed: Placed, happenings: Sequence[Happening]
) -> Posterior:
    alone = prior._replace(courses=((1.0, course),))
    begun = blocks_of(alone, (placed,), first_day(happenings))
    return tuple(fold(block, happenings) for block in begun)


def _thin(posterior: Sequence[Posterior], enough_cells: float) -> list[int]:
    """The natural courses that matter and are carried by too few cells.  eq. 13"""
    whole = [np.concatenate([block.log_weight for block in blocks]) for blocks in posterior]
    weight = normed(np.array(whole))
    return [
        place
        for place, each in enumerate(weight)
        if each.sum() >= _LITTLE and effective(each) < enough_cells
    ]


def _looked(surveyed: Surveyed) -> _Found:
    weight = _tempered(surveyed.log_weight)
    return _Found(surveyed.points, weight.sum(axis=0), weight.sum(axis=1), surveyed.shift_days)


def _looked_again(before: _Found, placed: Placed, posterior: Posterior) -> _Found:
    weight = _tempered(np.concatenate([block.log_weight for block in posterior])[None, :])[0]
    place = np.searchsorted(before.days, placed.shift_days)  # the last: none
    shift = np.bincount(place, weight, len(before.days) + 1)
    return _Found(placed.points, weight, np.roll(shift, 1), before.days)


def _tempered(log_weight: Array) -> Array:
    """The weights (days, N), flattened until enough cells carry them: a road, not a leap.  eq. 29

    From two cells nobody can tell where the others belong; flattened, the weights still say in
    which direction, and the next placing goes on from there.
    """
    flat = 1.0
    for _ in range(_MOST_HALVINGS):
        weight = normed(flat * (log_weight - log_weight.max()))
        if effective(weight.sum(axis=0)) >= _STEADY_CELLS:
            break
        flat *= _FLATTER
    return weight


def _placed(prior: Prior, share: float, found: _Found, table: Array) -> Placed:
    """The frozen points moved to where the weight lies.  eq. 29"""
    carried = effective(found.weight)
    trust = carried / (carried + _DOUBT_CELLS)
    centre, root = _moments(found, trust)
    normal = centre + table[:, :6] @ root.T
    moved = 0.5 * (np.square(table[:, :6]) - np.square(normal)).sum(axis=1)
    moved += math.log(float(np.prod(np.diag(root))))
    onset, chosen = _onset(prior, found, table[:, 6])
    day, likelier = _shift(prior.shape, found, table[:, 7])
    log_weight = moved + chosen + likelier + math.log(share / len(table))
    days = np.append(math.inf, found.days)[day]
    return Placed(np.column_stack([normal, onset]), days, log_weight)


def _moments(found: _Found, trust: float) -> tuple[Array, Array]:
    """Mean (6,) of the points and a root (6, 6) of their covariance, drawn to the prior's."""
    points, weight = found.points[:, :6], found.weight
    centre = weight @ points
    away = points - centre
    carried = effective(weight)
    unbiased = carried / max(carried - 1.0, 0.5 * carried)
    cov = trust * unbiased * (away.T * weight) @ away + (1.0 - trust) * np.eye(6)
    root: Array = np.asarray(np.linalg.cholesky(cov) * _WIDER, dtype=np.float64)
    return trust * centre, root


def _onset(prior: Prior, found: _Found, uniform: Array) -> tuple[Array, Array]:
    """A coordinate (N,) in the middle of the onset chosen, and log prior over chance, (N,)."""
    onset = prior.spread.onset
    believed = np.array([probability for _, probability in onset])
    seen = np.bincount(onset_classes(onset, found.points[:, 6]), found.weight, len(onset))
    chance = (1.0 - _OPEN_ONSET) * seen + _OPEN_ONSET * believed
    place = np.searchsorted(np.cumsum(chance)[:-1], uniform, side="right")
    middle = np.cumsum(believed) - 0.5 * believed
    return middle[place], np.log(believed / chance)[place]


def _shift(shape: Shape, found: _Found, uniform: Array) -> tuple[Marks, Array]:
    """Which day (0: none) each cell has its shift on, and log prior over chance, each (N,)."""
    each_day = shape.shift_per_day * shape.shift_grid_days
    believed = np.append(1.0, np.full(len(found.days), each_day))
    chance = (1.0 - _OPEN_SHIFT) * found.shift + _OPEN_SHIFT * believed / believed.sum()
    place: Marks = np.searchsorted(np.cumsum(chance)[:-1], uniform, side="right")
    return place, np.log(believed / chance)[place]
