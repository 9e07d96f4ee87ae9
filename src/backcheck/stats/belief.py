"""What is believed of the state in a block of cells, and how time and a treatment change it.

Five components never move: the level at the start, both natural falls, a and c. In each cell they
are regression coefficients, and only three move: the drift, the flare and the relief that reigns.
So the filter carries the three, each as a constant plus so much of every coefficient, and what the
readings say of the coefficients is a sum (de Jong 1991; Durbin & Koopman 2012, §5.7).
The functions that change a belief do so in place and return it; ``run.step`` copies first.
                                                                                  model.md eq. 9a
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .model import (
    CURRENT,
    DRIFT,
    FAST,
    FLARE,
    GAIN,
    LEVEL,
    RELIEF,
    ROUNDING_VAR,
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
_DIGITS = 9  # of a gap in days, so that equal gaps are equal to the bit
_MOST_GAPS = 16  # whose fading is kept

MOVING = (CURRENT, DRIFT, FLARE)  # the rows; the drift's holds all that is level: b0 + w - c C
FIXED = (FAST, SLOW, LEVEL, GAIN, RELIEF)
CURRENT_ROW, LEVEL_ROW, FLARE_ROW = range(3)
COLUMNS = 9  # three of covariance, the constant, five of the coefficients
COV, FACTORS = slice(0, 3), slice(3, 9)  # of the columns
_CONSTANT, _OWN_LEVEL, _OWN_GAIN, _OWN_RELIEF = 3, 6, 7, 8
ALL = slice(0, 3), slice(0, COLUMNS)  # rows and columns
BEFORE_TREATMENT = slice(1, 3), slice(1, 7)  # there is no e, a or c


class Treatments(NamedTuple):
    """What the treatments so far have done to the design, apart from the state.  eq. 5-6"""

    number: int  # how many so far
    last_days: float  # nan before the first
    gain: Array  # (N,) C_j, how many lasting gains have been added
    half_life_days: Array  # (N,) h_j, of the latest treatment
    fading: Array  # (N,) -ln 2 / h_j, the rate of its relief's decay per day


class Gaps:
    """How a flare and a relief fade over a gap: the gaps of a diary are mostly equal."""

    def __init__(self, hyper: Cells):
        self._hyper = hyper
        self._moved: dict[float, tuple[Array, Array]] = {}
        self._relief: dict[float, Array] = {}

    def moved(self, days: float) -> tuple[Array, Array]:
        """What a flare keeps of itself, (N,), and the new variance of level and flare, (2, N)."""
        if days not in self._moved:
            if len(self._moved) >= _MOST_GAPS:
                self._moved.clear()
            hyper, keep = self._hyper, np.exp(days * self._hyper.fading)
            fresh = hyper.flare_var * (1.0 - keep * keep)
            self._moved[days] = keep, np.array([hyper.drift_var * days, fresh])
        return self._moved[days]

    def relief(self, days: float, fading: Array) -> Array:
        """What a relief keeps of itself, (N,).  eq. 5"""
        if days not in self._relief:
            if len(self._relief) >= _MOST_GAPS:
                self._relief.clear()
            self._relief[days] = np.exp(days * fading)
        return self._relief[days]

    def treated(self) -> None:
        """The next relief fades at another rate."""
        self._relief.clear()


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
    ``root`` and ``log_weight`` are those of the last ``solve``.
    """

    at_days: float
    columns: Array  # (3, 9, N): relief e, level, flare; covariance, constant and FIXED
    widths: Array  # (2, N) a view: the variances of level and flare
    gram: Array  # (6, 6, N): constant and FIXED; the upper triangle
    evidence: Array  # (N,) nats, log prior weight + log evidence, apart from what is in ``gram``
    shown: Array  # (4, N) the variance of a reading's noise, and how the moving ones show in it
    treatments: Treatments
    cells: Cells
    course: NaturalCourse
    shape: Shape
    fixed_sd: tuple[float, ...]  # (5,)
    shifts: Shifts
    gaps: Gaps
    root: Array  # (6, 6, N) of gram
    log_weight: Array  # (N,) nats, log prior weight + log evidence


def begin(prior: Prior, course: NaturalCourse, placed: Placed) -> Belief:
    """The belief before any event; not yet solved.  eq. 4, 7, 8

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
    columns = np.zeros((len(MOVING), COLUMNS, size))
    columns[LEVEL_ROW, _OWN_LEVEL] = shape.level_sd
    columns[FLARE_ROW, _CONSTANT] = course.flare_mean
    columns[FLARE_ROW, FLARE_ROW] = shape.flare_start_sd**2
    gram = np.zeros((1 + len(FIXED), 1 + len(FIXED), size))
    for place, (mean, sd) in enumerate(fixed, start=1):
        gram[place, place], gram[0, place] = 1.0, -mean / sd
        gram[0, 0] += (mean / sd) ** 2
    shown = np.ones((1 + len(MOVING), size))
    shown[0], shown[1 + CURRENT_ROW] = hyper.noise_var + ROUNDING_VAR, 0.0
    return Belief(
        at_days=0.0,
        columns=columns,
        widths=_widths(columns),
        gram=gram,
        evidence=placed.log_weight.copy(),
        shown=shown,
        treatments=Treatments(0, math.nan, np.zeros(size), hyper.half_life_days, np.zeros(size)),
        cells=hyper,
        course=course,
        shape=shape,
        fixed_sd=tuple(sd for _, sd in fixed),
        shifts=_shifts(hyper.shift_days),
        gaps=Gaps(hyper),
        root=gram,
        log_weight=placed.log_weight,
    )


def _widths(columns: Array) -> Array:
    """A view of the variances of level and flare, (2, N)."""
    return np.einsum("iin->in", columns[LEVEL_ROW:, LEVEL_ROW : FLARE_ROW + 1])


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
        shown=belief.shown.copy(),
        gaps=Gaps(belief.cells),
    )


def solve(belief: Belief) -> Belief:
    """Sum up the evidence of all that was heard, so that the belief can be read.  eq. 9a"""
    belief.root = root_of(belief.gram)
    belief.log_weight = belief.evidence + log_integral(belief.root)
    return belief


def predict(belief: Belief, at_days: float) -> None:
    """Let time pass to ``at_days``, in place: the level drifts, flare and relief fade.  eq. 3, 28

    Time before the first reading (day 0) leaves level and flare as they are.

    Raises:
        ValueError: time would run backwards.
    """
    before_days = belief.at_days
    if at_days < before_days:
        raise ValueError("events must come in the order of time")
    if belief.treatments.number and at_days > before_days:
        left = belief.shown[1 + CURRENT_ROW]
        left *= belief.gaps.relief(round(at_days - before_days, _DIGITS), belief.treatments.fading)
    moved_days = moving_days(belief, at_days)
    if moved_days > 0.0:
        keep, wider = belief.gaps.moved(moved_days)
        row, column = belief.columns[FLARE_ROW], belief.columns[:, FLARE_ROW]
        row *= keep
        column *= keep
        belief.widths += wider
        _shift(belief, before_days, at_days)
    belief.at_days = at_days


def moving_days(belief: Belief, at_days: float) -> float:
    """For how long level and flare move until ``at_days``: before the first reading not at all."""
    return round(max(at_days, 0.0) - max(belief.at_days, 0.0), _DIGITS)


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
    left: Array = -belief.shown[1 + CURRENT_ROW]
    return left


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
    gained = works * shape.gain_ratio ** (number - 1)
    stays = 1.0 - works
    columns[CURRENT_ROW] *= stays
    columns[:, CURRENT_ROW] *= stays
    columns[CURRENT_ROW, CURRENT_ROW] += works * shape.relief_wobble_sd**2
    columns[CURRENT_ROW, _OWN_RELIEF] += works * relief_sd
    columns[LEVEL_ROW, _OWN_GAIN] -= gained * gain_sd
    belief.shown[1 + CURRENT_ROW] = -1.0
    belief.gaps.treated()
    held_days = half_life(hyper, shape, number)
    belief.treatments = Treatments(
        number=number,
        last_days=belief.at_days,
        gain=belief.treatments.gain + gained,
        half_life_days=held_days,
        fading=-_LN2 / held_days,
    )
