"""A first look with few cells: where the weight lies, and when the level may have shifted.

In each cell the model is linear, so what a shift would have done to every later reading follows
from its day alone: a shift by one point moves the errors of the filter by a vector, its echo, that
fades as readings correct it. Each reading adds to what is known of the shift's size. So one pass
gives the evidence of a shift on every day looked at (de Jong and Penzer 1998).   model.md eq. 28
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .belief import Belief, Update, absorb, begin, predict, shifts_between, treat, update_of
from .model import (
    CURRENT,
    DRIFT,
    FLARE,
    RELIEF,
    STATE_SIZE,
    NaturalCourse,
    Placed,
    Prior,
    Shape,
    frozen_points,
)
from .normal import Array
from .run import Happening, Reading, first_day

SURVEY_CELLS = 128
MOST_DAYS = 120  # on which a shift is looked for; in a longer course the latest


class Surveyed(NamedTuple):
    """The weight of each cell with a shift on each day, or none.

    ``weight`` is (1 + G, N), nats up to a constant, without a shift first; ``shift_days`` is (G,).
    """

    points: Array  # (N, 7)
    shift_days: Array
    log_weight: Array


class _Echoes(NamedTuple):
    """What a shift by one point on each of G days would have done so far, in N cells."""

    days: Array  # (G,)
    error: Array  # (G, 8, N) how far the filter is off
    pull: Array  # (G, N) the slope of the log evidence in the size of the shift, at 0
    hold: Array  # (G, N) its curvature, the sign turned


def candidate_days(shape: Shape, last_days: float) -> Array:
    """The days on which a shift is looked for, (G,): up to the last reading, 120 at most."""
    count = shifts_between(shape, 0.0, last_days) if shape.shift_per_day > 0.0 else 0
    pieces = np.arange(max(count - MOST_DAYS, 0), count, dtype=np.float64)
    return (pieces + 0.5) * shape.shift_grid_days


def survey(prior: Prior, course: NaturalCourse, happenings: Sequence[Happening]) -> Surveyed:
    """One pass over all events with the few cells.

    Args:
        prior: what is believed beforehand.
        course: one of its natural courses.
        happenings: in the order of time; at equal times readings before treatments.
    """
    points = frozen_points(SURVEY_CELLS)
    none = np.full(SURVEY_CELLS, math.inf)
    belief = begin(prior, course, Placed(points, none, np.zeros(SURVEY_CELLS)))
    belief = belief._replace(at_days=first_day(happenings))
    last = max((h.at_days for h in happenings if isinstance(h, Reading)), default=0.0)
    days = candidate_days(prior.shape, last)
    size = (len(days), SURVEY_CELLS)
    error = np.zeros((len(days), STATE_SIZE, SURVEY_CELLS))
    error[:, DRIFT] = 1.0
    echoes = _Echoes(days, error, np.zeros(size), np.zeros(size))
    for happening in happenings:
        belief = _heard(belief, echoes, happening)
    return Surveyed(points, days, _log_weight(belief, echoes, prior.shape))


def _heard(belief: Belief, echoes: _Echoes, happening: Happening) -> Belief:
    """One event, in the belief and in the echoes of all shifts before it; in place."""
    since_days = belief.flare_since_days
    belief = predict(belief, happening.at_days)
    begun = int(np.searchsorted(echoes.days, belief.at_days, side="right"))
    error = echoes.error[:begun]
    if belief.flare_since_days != since_days:
        error[:, FLARE] *= np.exp((belief.flare_since_days - since_days) * belief.cells.fading)
    if not isinstance(happening, Reading):
        works = belief.cells.onset < belief.treatments.number + 1
        error[:, CURRENT] = np.where(works, error[:, RELIEF], error[:, CURRENT])
        return treat(belief)
    update = update_of(belief, happening.value)
    _echo(error, echoes.pull[:begun], echoes.hold[:begun], update)
    return absorb(belief, update)


def _echo(error: Array, pull: Array, hold: Array, update: Update) -> None:
    """What a reading says of each shift before it, and how much of its echo is left; in place."""
    seen, live = len(update.design), len(update.shown)
    seen_error = np.einsum("gkn,kn->gn", error[:, :seen], update.design)
    pull += seen_error * update.shift
    corrected = seen_error * update.shrink
    hold += seen_error * corrected
    error[:, :live] -= update.shown * corrected[:, None, :]


def _log_weight(belief: Belief, echoes: _Echoes, shape: Shape) -> Array:
    """(1 + G, N): the size of the shift integrated over its prior.  eq. 28"""
    found = np.empty((1 + len(echoes.pull), belief.mean.shape[1]))
    found[:] = belief.log_weight
    if len(echoes.pull):
        var = shape.shift_sd**2
        known = 1.0 + var * echoes.hold
        said = 0.5 * (var * np.square(echoes.pull) / known - np.log(known))
        found[1:] += said + math.log(shape.shift_per_day * shape.shift_grid_days)
    return found
