"""A first look with few cells: where the weight lies, and when the level may have shifted.

In each cell the model is linear, so what a shift would have done to every later reading follows
from its day alone, and what they say of its size is carried back from them: one pass there and
one back give the evidence of a shift on every day looked at (de Jong and Penzer 1998).
                                                                                  model.md eq. 28
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .backward import Later, Step, keep
from .belief import LEVEL_ROW, Belief, begin
from .hearing import Ear, Heard
from .model import Marks, NaturalCourse, Placed, Prior, Shape, frozen_points
from .normal import Array
from .run import Happening, Reading, first_day, hear
from .solve import reduced

SURVEY_CELLS = 128
MOST_DAYS = 120  # on which a shift is looked for; in a longer course the latest


class Surveyed(NamedTuple):
    """The weight of each cell with a shift on each day, or none.

    ``weight`` is (1 + G, N), nats up to a constant, without a shift first; ``shift_days`` is (G,).
    """

    points: Array  # (N, 7)
    shift_days: Array
    log_weight: Array


def candidate_days(shape: Shape, last_days: float) -> Array:
    """The days on which a shift is looked for, (G,): up to the last reading, 120 at most."""
    pieces_so_far = math.floor(last_days / shape.shift_grid_days + 0.5)
    count = pieces_so_far if shape.shift_per_day > 0.0 else 0
    pieces = np.arange(max(count - MOST_DAYS, 0), count, dtype=np.float64)
    return (pieces + 0.5) * shape.shift_grid_days


def survey(prior: Prior, course: NaturalCourse, happenings: Sequence[Happening]) -> Surveyed:
    """One pass over all events with the few cells, and back.

    Args:
        prior: what is believed beforehand.
        course: one of its natural courses.
        happenings: in the order of time; at equal times readings before treatments.
    """
    points = frozen_points(SURVEY_CELLS)
    none = np.full(SURVEY_CELLS, math.inf)
    belief = begin(prior, course, Placed(points, none, np.zeros(SURVEY_CELLS)))
    belief.at_days = first_day(happenings)
    last = max((h.at_days for h in happenings if isinstance(h, Reading)), default=0.0)
    days = candidate_days(prior.shape, last)
    steps = _there(belief, happenings, days)
    found = np.empty((1 + len(days), SURVEY_CELLS))
    found[:] = belief.log_weight
    if len(days):
        found[1:] += _said_of_shifts(belief, steps)[_first_readings(happenings, days)]
    return Surveyed(points, days, found)


def _there(belief: Belief, happenings: Sequence[Happening], days: Array) -> list[Step]:
    """All events, in place; the steps from the first day looked at."""
    since_days = days[0] if len(days) else math.inf
    ear, steps = Ear(belief), list[Step]()
    for happening in happenings:
        if happening.at_days < since_days:
            hear(belief, ear, happening)
        else:
            keep(belief, ear, happening, steps)
    ear.sum()
    return steps


def _first_readings(happenings: Sequence[Happening], days: Array) -> Marks:
    """For each day, (G,), the first reading on it or later, counted from the first day's."""
    seen = [h.at_days for h in happenings if isinstance(h, Reading) and h.at_days >= days[0]]
    return np.searchsorted(np.array(seen), days)


def _said_of_shifts(belief: Belief, steps: Sequence[Step]) -> Array:
    """(n, N): how much likelier a shift before each of the readings kept is than none.  eq. 28"""
    count, size = sum(isinstance(step, Heard) for step in steps), len(belief.evidence)
    pull, hold, later = np.empty((6, count, size)), np.empty((count, size)), Later(size)
    for step in reversed(steps):
        later.back(step)
        if isinstance(step, Heard):
            count -= 1
            pull[:, count] = later.pull[LEVEL_ROW]
            hold[count] = later.hold[LEVEL_ROW, LEVEL_ROW]
    pull_alone, held_by_others = reduced(belief.root, pull)
    shape, var = belief.shape, belief.shape.shift_sd**2
    known = 1.0 + var * (hold - held_by_others)
    said = 0.5 * (var * np.square(pull_alone) / known - np.log(known))
    each_day = math.log(shape.shift_per_day * shape.shift_grid_days)
    found: Array = said + each_day
    return found
