"""The answer's cells: placed where a survey found the weight, and again until enough carry it.

Cells spread as the prior is are mostly wasted: a diary leaves weight on few of them. So the
survey's weights say where the posterior lies, and the frozen points are moved there. Where too few
carry the answer more are placed by them, and those that were there before stay.
                                                                                  model.md eq. 29
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .belief import Belief
from .model import CELLS, Placed, Prior, frozen_table
from .normal import Array
from .placing import beforehand, chosen
from .run import Happening, Posterior, effective, normed, shares, weights
from .survey import candidate_days
from .working import Work, Worked

ENOUGH_CELLS = 400.0  # with fewer that carry weight more are placed
MOST_TIMES = 8
_LITTLE = 0.01  # a natural course with less of the weight isn't placed again
_LEFT_OUT = 0.001  # a block of cells with less of the weight is left out of the answer


class Answered(NamedTuple):
    """A posterior, and for each natural course the cells it was worked in."""

    placed: tuple[Placed, ...]
    posterior: Posterior


def answer(prior: Prior, happenings: Sequence[Happening]) -> Posterior:
    """The posterior after all events, in cells placed for them."""
    return answered(prior, happenings).posterior


def answered(
    prior: Prior,
    happenings: Sequence[Happening],
    table: Array | None = None,
    enough_cells: float = ENOUGH_CELLS,
) -> Answered:
    """The posterior after all events, and the cells placed for them.  eq. 29, 32

    Args:
        prior: what is believed beforehand.
        happenings: in the order of time; at equal times readings before treatments.
        table: (N, 8) points to place, when it is not the frozen ones.
        enough_cells: with fewer that carry weight more are placed.
    """
    table = frozen_table(CELLS) if table is None else table
    courses = [
        Work(prior._replace(courses=((1.0, course),)), share, happenings, table).begin()
        for share, course in shares(prior)
    ]
    for _ in range(MOST_TIMES - 1):
        thin = _thin(courses, enough_cells)
        if not thin:
            break
        for course in thin:
            course.place_more()
    return _finished(courses)


def _finished(courses: Sequence[Worked]) -> Answered:
    """The blocks that matter, readings at an end matched anew in them.  eq. 32"""
    placed, posterior = list[Placed](), list[Belief]()
    for course, weight in zip(courses, _weights(courses), strict=True):
        kept = [each for each in course.blocks if weight[each.cells].sum() >= _LEFT_OUT]
        none = np.empty(0, dtype=np.intp)
        placed.append(course.placed(np.concatenate([none, *(block.cells for block in kept)])))
        posterior += [course.finished(block) for block in kept]
    return Answered(tuple(placed), tuple(posterior))


def as_believed(prior: Prior, table: Array, last_days: float) -> tuple[Placed, ...]:
    """Cells spread as the prior is, the day of a shift in each by its own chance.  eq. 8, 28

    Args:
        prior: what is believed beforehand.
        table: (N, 8) points.
        last_days: the last reading's day; a shift is looked for up to it.
    """
    believed = beforehand(prior, candidate_days(prior.shape, last_days))
    place, size = chosen(believed.shift_chance, table[:, 7]), len(table)
    shift_days = np.append(math.inf, believed.shift_days)[place]
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


def _thin(courses: Sequence[Worked], enough_cells: float) -> list[Worked]:
    """The natural courses that matter and are carried by too few cells.  eq. 13"""
    return [
        course
        for course, weight in zip(courses, _weights(courses), strict=True)
        if weight.sum() >= _LITTLE and effective(weight) < enough_cells
    ]


def _weights(courses: Sequence[Worked]) -> list[Array]:
    """Of each natural course's cells, (N,) each; of all together they sum to one."""
    every = [course.log_weight for course in courses]
    return np.split(normed(np.concatenate(every)), np.cumsum([len(each) for each in every])[:-1])
