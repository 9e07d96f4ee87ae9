"""One natural course of a diary: the cells placed for it, and what was worked in them.

A survey's weights say where the first cells belong, the weights of all cells so far where further
ones do.                                                                    model.md eq. 28, 29, 32
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .belief import Belief, copy
from .ends import first_at_an_end, in_the_light_of_all
from .model import Marks, Placed, Prior
from .normal import Array
from .placing import (
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
from .run import Happening, blocks, effective, first_day, fold, normed
from .survey import Surveyed, survey

_STEADY_CELLS = 40.0  # as many must carry the weights from which cells are placed
_FLATTER, _MOST_HALVINGS = 0.7, 40


class Block(NamedTuple):
    """Some of the cells, side by side, their prior weights left aside."""

    cells: Marks  # of the natural course's
    start: Belief  # before the first reading at an end
    told: Belief  # after the last event, by the filter alone


@dataclass
class Worked:
    """One natural course: the cells placed for it so far, and what was worked in them."""

    work: Work
    believed: Beforehand
    ways: list[Placing]
    stood: Stood
    log_prior: Array  # (N,) nats
    blocks: list[Block]

    def place_more(self) -> None:
        """As many cells more, placed by the weights of those that are there.  eq. 29"""
        self.place(_looked_again(self))

    def place(self, found: Found) -> None:
        """As many cells more, placed by what was found.  eq. 29"""
        size = len(self.log_prior)
        self.ways.append(placing(self.believed, found))
        cells = stood(self.believed, self.ways[-1], turned(self.work.table, len(self.ways) - 1))
        self.stood = together(self.stood, cells)
        self.log_prior = likelier(self.believed, self.ways, self.stood)
        self.log_prior += math.log(self.work.share / len(self.log_prior))
        new = self.placed(np.arange(size, len(self.log_prior)))
        self.blocks += self.work.worked(new, size)

    def placed(self, cells: Marks) -> Placed:
        """Some of the cells."""
        days = np.append(math.inf, self.believed.shift_days)[self.stood.shift[cells]]
        return Placed(self.stood.points[cells], days, self.log_prior[cells])

    def finished(self, block: Block) -> Belief:
        """A block with its prior weights, readings at an end matched anew.  eq. 32"""
        happenings, first = self.work.happenings, self.work.first_end
        found = block.told
        if first < len(happenings):
            found = fold(copy(block.start), in_the_light_of_all(block.start, happenings, first))
        found.evidence += self.log_prior[block.cells]
        return found

    @property
    def log_weight(self) -> Array:
        """Of all cells, (N,) nats."""
        said: Array = np.concatenate([block.told.log_weight for block in self.blocks])
        return self.log_prior + said


class Work(NamedTuple):
    """What is worked, with one natural course alone."""

    prior: Prior
    share: float
    happenings: Sequence[Happening]
    table: Array

    def begin(self) -> Worked:
        """The first cells, placed by a survey."""
        ((_, course),) = self.prior.courses
        seen = survey(self.prior, course, self.happenings)
        believed, none = beforehand(self.prior, seen.shift_days), np.empty(0, dtype=np.intp)
        found = Worked(self, believed, [], Stood(np.empty((0, 7)), none, none), np.empty(0), [])
        found.place(_looked(seen))
        return found

    @property
    def first_end(self) -> int:
        """The place of the first reading at an end; the number of events if there is none."""
        return first_at_an_end(self.prior.shape, self.happenings)

    def worked(self, placed: Placed, first: int) -> Iterator[Block]:
        """New cells, from number ``first`` of the natural course on, each of weight one."""
        alike = placed._replace(log_weight=np.zeros(len(placed.points)))
        before, since = self.happenings[: self.first_end], self.happenings[self.first_end :]
        for block in blocks(self.prior, (alike,), first_day(self.happenings)):
            cells = np.arange(first, first := first + len(block.evidence))
            start = fold(block, before)
            yield Block(cells, start, fold(copy(start), since) if since else start)


def _looked(surveyed: Surveyed) -> Found:
    weight = _tempered(surveyed.log_weight)
    return Found(surveyed.points, weight.sum(axis=0), weight.sum(axis=1))


def _looked_again(worked: Worked) -> Found:
    weight = _tempered(worked.log_weight[None])[0]
    days = np.bincount(worked.stood.shift, weight, len(worked.believed.shift_chance))
    return Found(worked.stood.points, weight, days.astype(np.float64))


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
