"""The answer's cells: placed where a survey found the weight, and again until enough carry it.

Cells spread as the prior is are mostly wasted: a diary leaves weight on few of them. So the
survey's weights say where the posterior lies, and the frozen points are moved there. Where too few
carry the answer more are placed by them, and those that were there before stay.
                                                                                  model.md eq. 29
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .belief import Belief, copy
from .ends import Told, at_an_end, in_the_light_of_all, tell
from .model import CELLS, Marks, Placed, Prior, frozen_table
from .normal import Array
from .placing import Beforehand, Found, Placing, Stood, beforehand, likelier, placing, stood, turned
from .run import Happening, Posterior, blocks, effective, first_day, fold, normed, shares, weights
from .survey import Surveyed, candidate_days, survey

ENOUGH_CELLS = 400.0  # with fewer that carry weight more are placed
MOST_TIMES = 8
_STEADY_CELLS = 40.0  # as many must carry the weights from which cells are placed
_FLATTER, _MOST_HALVINGS = 0.7, 40
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
    ends = at_an_end(prior.shape, happenings)
    courses = [
        _Diary(prior._replace(courses=((1.0, course),)), share, happenings, ends, table).begin()
        for share, course in shares(prior)
    ]
    for _ in range(MOST_TIMES - 1):
        thin = _thin(courses, enough_cells)
        if not thin:
            break
        for course in thin:
            course.place(_looked_again(course))
    return _finished(courses)


def _finished(courses: Sequence[_Course]) -> Answered:
    """The blocks that matter, readings at an end matched anew in them.  eq. 32"""
    every = [np.concatenate([block.log_weight for block in each.blocks]) for each in courses]
    most = max(float(each.max()) for each in every)
    enough = _LEFT_OUT * sum(float(np.exp(each - most).sum()) for each in every)
    placed, posterior = list[Placed](), list[Belief]()
    for course in courses:
        kept = [each for each in course.blocks if np.exp(each.log_weight - most).sum() >= enough]
        none = np.empty(0, dtype=np.intp)
        placed.append(course.placed(np.concatenate([none, *(block.cells for block in kept)])))
        posterior += [course.diary.finished(block) for block in kept]
    return Answered(tuple(placed), tuple(posterior))


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


class _Block(NamedTuple):
    """Some of the cells, side by side."""

    cells: Marks  # of the natural course's
    begun: Belief  # before any event
    told: Told

    @property
    def log_weight(self) -> Array:
        return self.told.belief.log_weight


@dataclass
class _Course:
    """One natural course: the cells placed for it so far, and what was worked in them."""

    diary: _Diary
    believed: Beforehand
    ways: list[Placing]
    stood: Stood
    log_prior: Array  # (N,) nats
    blocks: list[_Block]

    def place(self, found: Found) -> None:
        """Place as many cells more by what was found, and work them.  eq. 29"""
        before, size = self.log_prior, len(self.log_prior)
        self.ways.append(placing(self.believed, found))
        cells = stood(self.believed, self.ways[-1], turned(self.diary.table, len(self.ways) - 1))
        self.stood = Stood(*map(np.concatenate, zip(self.stood, cells, strict=True)))
        self.log_prior = likelier(self.believed, self.ways, self.stood)
        self.log_prior += math.log(self.diary.share / len(self.log_prior))
        for block in self.blocks:
            now, then = self.log_prior[block.cells], before[block.cells]
            for belief in (block.begun, block.told.belief):
                belief.evidence += now - then
        self.blocks += self.diary.worked(self.placed(np.arange(size, len(self.log_prior))), size)

    def placed(self, cells: Marks) -> Placed:
        """Some of the cells."""
        days = np.append(math.inf, self.believed.shift_days)[self.stood.shift[cells]]
        return Placed(self.stood.points[cells], days, self.log_prior[cells])

    @property
    def log_weight(self) -> Array:
        """Of all cells, (N,) nats."""
        return np.concatenate([block.log_weight for block in self.blocks])


class _Diary(NamedTuple):
    """What is worked, with one natural course alone."""

    prior: Prior
    share: float
    happenings: Sequence[Happening]
    ends: Sequence[int]
    table: Array

    def begin(self) -> _Course:
        """The first cells, placed by a survey."""
        ((_, course),) = self.prior.courses
        seen = survey(self.prior, course, self.happenings)
        believed, none = beforehand(self.prior, seen.shift_days), np.empty(0, dtype=np.intp)
        found = _Course(self, believed, [], Stood(np.empty((0, 7)), none, none), np.empty(0), [])
        found.place(_looked(seen))
        return found

    def worked(self, placed: Placed, first: int) -> Iterator[_Block]:
        """New cells, from number ``first`` of the natural course on."""
        for block in blocks(self.prior, (placed,), first_day(self.happenings)):
            cells = np.arange(first, first := first + len(block.evidence))
            yield _Block(cells, block, self.told(copy(block)))

    def told(self, block: Belief) -> Told:
        """A block after all events; the way is kept where readings will be matched anew."""
        if self.ends:
            return tell(block, self.happenings, self.ends)
        return Told(fold(block, self.happenings), [], [])

    def finished(self, block: _Block) -> Belief:
        """A block, readings at an end matched anew."""
        if self.ends:
            return fold(block.begun, in_the_light_of_all(block.begun, self.happenings, block.told))
        return block.told.belief


def _thin(courses: Sequence[_Course], enough_cells: float) -> list[_Course]:
    """The natural courses that matter and are carried by too few cells.  eq. 13"""
    every = [course.log_weight for course in courses]
    most = max(float(each.max()) for each in every)
    weight = [np.exp(each - most) for each in every]
    whole = sum(float(each.sum()) for each in weight)
    return [
        course
        for course, each in zip(courses, weight, strict=True)
        if each.sum() >= _LITTLE * whole and effective(each) < enough_cells
    ]


def _looked(surveyed: Surveyed) -> Found:
    weight = _tempered(surveyed.log_weight)
    return Found(surveyed.points, weight.sum(axis=0), weight.sum(axis=1))


def _looked_again(course: _Course) -> Found:
    weight = _tempered(course.log_weight[None])[0]
    days = np.bincount(course.stood.shift, weight, 1 + len(course.believed.shift_days))
    return Found(course.stood.points, weight, days)


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
