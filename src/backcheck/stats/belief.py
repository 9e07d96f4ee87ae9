"""What is believed of the state in a block of cells, and how time and a treatment change it.

Five components never move: the level at the start, both natural falls, a and c. In each cell they
are regression coefficients, and only three move: the drift, the flare and the relief that reigns.
So the filter carries the three, each as a constant plus so much of every coefficient, and what the
readings say of the coefficients is a sum (de Jong 1991; Durbin & Koopman 2012, §5.7).
The functions that change a belief do so in place and return it; ``run.step`` copies first.
                                                                                  model.md eq. 30
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from .model import (
    FAST,
    GAIN,
    LEVEL,
    RELIEF,
    SLOW,
    Cells,
    Marks,
    NaturalCourse,
    Placed,
    Prior,
    Shape,
    cells,
)
from .normal import Array
from .solve import log_integral, root_of

_LN2 = math.log(2.0)
_TICKS = 2.0**36  # of a day: gaps are counted in them, so that equal ones are equal to the bit
_LOG_NOTHING = -140.0  # of a relief: e^-140 still has a square
_MOST_GAPS = 16  # whose fading is kept

FIXED = (FAST, SLOW, LEVEL, GAIN, RELIEF)
LEVEL_ROW, FLARE_ROW, RELIEF_ROW = range(3)
FADING = slice(FLARE_ROW, RELIEF_ROW + 1)  # the rows that fade
COLUMNS = 9  # three of covariance, the constant, five of the coefficients
COV, FACTORS, NATURAL = slice(0, 3), slice(3, 9), slice(4, 6)  # of the columns
CONSTANT, _OWN_LEVEL, _OWN_GAIN, _OWN_RELIEF = 3, 6, 7, 8


class Treatments(NamedTuple):
    """What the treatments so far have done to the design, apart from the state.  eq. 5-6"""

    number: int  # how many so far
    last_days: float  # nan before the first
    gain: Array  # (N,) C_j, how many lasting gains have been added
    half_life_days: Array  # (N,) h_j, of the latest treatment
    fading: Array  # (N,) -ln 2 / h_j, the rate of its relief's decay per day
    sure_days: float  # for so long something of its relief is left in each cell


class Passed(NamedTuple):
    """What a gap does to the three that move.  eq. 3, 5"""

    keep: Array  # (2, N) what flare and relief keep of themselves
    wider: Array  # (2, N) the new variance of level and flare


class Gaps:
    """The gaps of a diary are mostly equal, so what they do is kept.

    Several threads may ask at once: what is found is held before anything is forgotten.
    """

    def __init__(self, hyper: Cells):
        self._moved = lru_cache(_MOST_GAPS)(partial(_moved, hyper))
        self._passed: dict[tuple[float, float, int], Passed] = {}

    def passed(self, moving_days: float, fading_days: float, treated: Treatments) -> Passed:
        """Over so many days for level and flare, and for the relief that reigns."""
        gap = moving_days, fading_days, treated.number
        found = self._passed.get(gap)
        if found is None:
            keep, wider = self._moved(moving_days)
            left = np.exp(fading_days * treated.fading) if fading_days else np.ones(len(keep))
            found = Passed(np.array([keep, left]), wider)
            if len(self._passed) >= _MOST_GAPS:
                self._passed.clear()
            self._passed[gap] = found
        return found


def _moved(hyper: Cells, days: float) -> tuple[Array, Array]:
    """What a flare keeps of itself, and the new variance of level and flare.  eq. 3"""
    keep = np.exp(days * hyper.fading)
    return keep, np.array([hyper.drift_var * days, hyper.flare_var * (1.0 - keep * keep)])


class Shifts(NamedTuple):
    """The days on which the level shifts in some cell, in order, and the cells."""

    days: list[float]
    cell: Marks


@dataclass(slots=True, eq=False)
class Belief:
    """x ~ N in each of N cells that share a natural course.  model.md eq. 9-10

    The components that never move are x_i = sd_i u_i. Given u, the moving ones are normal with the
    means columns[:, 3] + sum of columns[:, 4 + i] u_i and the covariance columns[:, :3]; and u has
    the log density -(1, u)' gram (1, u) / 2 up to a constant.

    ``at_days`` counts from the first reading; before it the natural course stands still.
    """

    at_days: float
    columns: Array  # (3, 9, N): level, flare, relief; covariance, constant and FIXED
    widths: Array  # (2, N) a view: the variances of level and flare
    gram: Array  # (6, 6, N): constant and FIXED; the upper triangle
    evidence: Array  # (N,) nats, log prior weight + log evidence, apart from what is in ``gram``
    treatments: Treatments
    cells: Cells
    course: NaturalCourse
    shape: Shape
    fixed_sd: tuple[float, ...]  # (5,)
    shifts: Shifts
    gaps: Gaps  # shared by all that was copied from one belief
    known_root: Array | None = None  # of gram, when it has been asked for since gram changed

    @property
    def root(self) -> Array:
        """The root of ``gram``, (6, 6, N); see ``root_of``."""
        if self.known_root is None:
            self.known_root = root_of(self.gram)
        return self.known_root

    @property
    def log_weight(self) -> Array:
        """Log prior weight + log evidence, (N,) nats.  eq. 10, 30"""
        weight: Array = self.evidence + log_integral(self.root)
        return weight


def begin(prior: Prior, course: NaturalCourse, placed: Placed) -> Belief:
    """The belief before any event.  eq. 4, 7, 8

    Args:
        prior: stance, spread and shape are read from it.
        course: the natural course of this block.
        placed: its N cells.
    """
    hyper, size = cells(prior.spread, placed.points, placed.shift_days), len(placed.points)
    stance, shape = prior.stance, prior.shape
    fixed = (
        (course.fast_mean, course.fast_sd),
        (course.slow_mean, course.slow_sd),
        (shape.level_mean, shape.level_sd),
        (stance.gain_mean, stance.gain_sd),
        (stance.relief_mean, stance.relief_sd),
    )
    columns = np.zeros((3, COLUMNS, size))
    columns[LEVEL_ROW, _OWN_LEVEL] = shape.level_sd
    columns[FLARE_ROW, CONSTANT] = course.flare_mean
    columns[FLARE_ROW, FLARE_ROW] = shape.flare_start_sd**2
    gram = np.zeros((1 + len(FIXED), 1 + len(FIXED), size))
    for place, (mean, sd) in enumerate(fixed, start=1):
        gram[place, place], gram[0, place] = 1.0, -mean / sd
        gram[0, 0] += (mean / sd) ** 2
    return Belief(
        at_days=0.0,
        columns=columns,
        widths=_widths(columns),
        gram=gram,
        evidence=placed.log_weight.copy(),
        treatments=Treatments(
            0, math.nan, np.zeros(size), hyper.half_life_days, np.zeros(size), math.inf
        ),
        cells=hyper,
        course=course,
        shape=shape,
        fixed_sd=tuple(sd for _, sd in fixed),
        shifts=_shifts(hyper.shift_days),
        gaps=Gaps(hyper),
    )


def _widths(columns: Array) -> Array:
    """A view of the variances of level and flare, (2, N)."""
    widths: Array = np.einsum("iin->in", columns[: FLARE_ROW + 1, : FLARE_ROW + 1])
    return widths


def _shifts(days: Array) -> Shifts:
    order = np.argsort(days, kind="stable")[: int(np.isfinite(days).sum())]
    return Shifts(days[order].tolist(), order)


def copy(belief: Belief) -> Belief:
    """A belief that may be changed in place."""
    columns = belief.columns.copy()
    return replace(
        belief,
        columns=columns,
        widths=_widths(columns),
        gram=belief.gram.copy(),
        evidence=belief.evidence.copy(),
    )


def predict(belief: Belief, at_days: float) -> Passed | None:
    """Let time pass to ``at_days``, in place: the level drifts, flare and relief fade.  eq. 3, 28

    Time before the first reading (day 0) leaves level and flare as they are.

    Returns:
        what that did; None: no time has passed.

    Raises:
        ValueError: time would run backwards.
    """
    if at_days < belief.at_days:
        raise ValueError("events must come in the order of time")
    if at_days == belief.at_days:
        return None
    keep, wider = passed = _waited(belief, at_days)
    rows, columns = belief.columns[FADING], belief.columns[:, FADING]
    rows *= keep[:, None]
    columns *= keep
    belief.widths += wider
    _shift(belief, belief.at_days, at_days)
    belief.at_days = at_days
    return passed


def _waited(belief: Belief, at_days: float) -> Passed:
    """What the gap until ``at_days`` does."""
    treated, before_days = belief.treatments, belief.at_days
    moving_days = max(at_days, 0.0) - max(before_days, 0.0)
    fading_days = at_days - before_days if treated.number else 0.0
    passed = belief.gaps.passed(_in_ticks(moving_days), _in_ticks(fading_days), treated)
    if treated.number and at_days - treated.last_days > treated.sure_days:
        fades = _left(treated, at_days) / _left(treated, before_days)
        return Passed(np.array([passed.keep[0], fades]), passed.wider)
    return passed


def _in_ticks(days: float) -> float:
    return math.floor(days * _TICKS + 0.5) / _TICKS


def _left(treated: Treatments, at_days: float) -> Array:
    """The share of the latest relief that is left, (N,), or so little that it can't matter.

    What is left is divided by, so it stays away from nought.
    """
    left: Array = np.exp(np.maximum((at_days - treated.last_days) * treated.fading, _LOG_NOTHING))
    return left


def _shift(belief: Belief, before_days: float, now_days: float) -> None:
    """The level shifts in the cells whose day it is.  eq. 28"""
    days, cell = belief.shifts
    first, last = bisect_right(days, before_days), bisect_right(days, now_days)
    if last > first:
        belief.columns[LEVEL_ROW, LEVEL_ROW, cell[first:last]] += belief.shape.shift_sd**2


def natural_fall(course: NaturalCourse, at_days: float) -> tuple[float, float]:
    """g1 and g2: how much of the fast and the slow natural fall has happened.  eq. 4"""
    since_days = max(at_days, 0.0)
    return -math.expm1(-since_days / course.fast_days), -math.expm1(-since_days / course.slow_days)


def half_life(hyper: Cells, shape: Shape, number: int) -> Array:
    """h_j of treatment ``number``, (N,) days, capped.  eq. 5"""
    grown = hyper.half_life_days * hyper.lengthening ** (number - 1)
    return np.minimum(grown, shape.half_life_cap_days)


def left_now(belief: Belief) -> Array:
    """The share of the latest relief that is left at the belief's own time, (N,).  eq. 5"""
    return _left(belief.treatments, belief.at_days)


def works_next(belief: Belief) -> Array:
    """1 where the next treatment brings relief, (N,): where the onset has come.  eq. 6"""
    return np.where(belief.cells.onset <= belief.treatments.number, 1.0, 0.0)


def treat(belief: Belief) -> None:
    """A treatment at the belief's own time, in place.  eq. 5-6

    The relief of the treatment before ends (reset, not summed) and a new one begins: e = a + d.
    Cells whose onset has not come leave the state as it is.
    """
    columns, hyper, shape = belief.columns, belief.cells, belief.shape
    number, works = belief.treatments.number + 1, works_next(belief)
    *_, gain_sd, relief_sd = belief.fixed_sd
    gained, stays = works * shape.gain_ratio ** (number - 1), 1.0 - works
    row, column = columns[RELIEF_ROW], columns[:, RELIEF_ROW]
    row *= stays
    column *= stays
    columns[RELIEF_ROW, RELIEF_ROW] += works * shape.relief_wobble_sd**2
    columns[RELIEF_ROW, _OWN_RELIEF] -= works * relief_sd
    columns[LEVEL_ROW, _OWN_GAIN] -= gained * gain_sd
    held_days = half_life(hyper, shape, number)
    belief.treatments = Treatments(
        number=number,
        last_days=belief.at_days,
        gain=belief.treatments.gain + gained,
        half_life_days=held_days,
        fading=-_LN2 / held_days,
        sure_days=-_LOG_NOTHING / _LN2 * float(held_days.min()),
    )
