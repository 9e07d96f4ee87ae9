"""The questions a course is asked: how much has changed (D), how much more than untreated (E).

Both are about the week that ends at ``week_end``: the treatment's own cycle when the latest
treatment is less than a week old, otherwise the week just past. So one treatment reigns in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .belief import Belief, half_life, natural_fall
from .functional import Functional, Quantity, read, read_all
from .model import CURRENT, DRIFT, FAST, GAIN, LEVEL, RELIEF, SLOW
from .normal import Array
from .run import Posterior

WEEK_DAYS = 7.0
_LN2 = math.log(2.0)
_ROUNDING_DAYS = 1e-6  # day numbers with fractions do not add up to the last bit
Rows = dict[int, Array | float]


class Now(NamedTuple):
    """What the posterior says about today."""

    change: Quantity  # D, points; positive is better.  eq. 15
    effect: Quantity  # E, points; positive is better.  eq. 16
    share: Quantity  # D - fraction b0: P(D >= fraction of b0) is P(this >= 0)
    level: Quantity  # U, the usual level of the week, points
    start: Quantity  # b0, the usual level at the beginning, points


class Ahead(NamedTuple):
    """Level and effect at the planned end.  eq. 17"""

    level: Quantity
    effect: Quantity


def week_end(belief: Belief) -> float:
    """The end of the week that change and effect are about, days.  eq. 14"""
    treated = belief.treatments
    if treated.number == 0:
        return belief.at_days
    return max(belief.at_days, treated.last_days + WEEK_DAYS)


def share_left(half_life_days: Array, from_days: float, to_days: float) -> Array:
    """The mean of 2^(-u / h) for u from ``from_days`` to ``to_days``, (N,).  eq. 14"""
    rate = _LN2 / half_life_days
    length = to_days - from_days
    mean: Array = np.exp(-rate * from_days) * -np.expm1(-rate * length) / (rate * length)
    return mean


def _left_before(belief: Belief, end_days: float) -> Array | float:
    """How much of the latest relief is left on average over the week before ``end_days``."""
    treated = belief.treatments
    if treated.number == 0:
        return 0.0
    age = end_days - treated.last_days
    return share_left(treated.half_life_days, age - WEEK_DAYS, age)


def _treated(belief: Belief) -> Rows:
    return {GAIN: belief.treatments.gain, CURRENT: _left_before(belief, week_end(belief))}


def _changed(belief: Belief) -> Rows:
    fast, slow = natural_fall(belief.course, belief.at_days)
    return {FAST: fast, SLOW: slow, DRIFT: -1.0} | _treated(belief)


def _level(change: Rows) -> Rows:
    return {LEVEL: 1.0} | {i: -factor for i, factor in change.items()}


def effect_now(posterior: Posterior) -> Quantity:
    """E alone.  eq. 16"""
    return read(posterior, lambda block: Functional(_treated(block)))


def now(posterior: Posterior, fraction: float) -> Now:
    """D, E and the usual level on the posterior's own day.

    Args:
        posterior: at the day asked about (``run.until`` carries it there).
        fraction: of b0, for ``share``.
    """

    def asked(block: Belief) -> Sequence[Functional]:
        change = _changed(block)
        return (
            Functional(change),
            Functional(_treated(block)),
            Functional(change | {LEVEL: -fraction}),
            Functional(_level(change)),
            Functional({LEVEL: 1.0}),
        )

    return Now(*read_all(posterior, asked))


def ahead(posterior: Posterior, end_days: float, treatments_days: Sequence[float]) -> Ahead:
    """The week before ``end_days`` if treated at ``treatments_days`` (none: if stopped).  eq. 17

    Raises:
        ValueError: a treatment lies in the past, or in the last week before the end.
    """
    if any(day < posterior[0].at_days for day in treatments_days):
        raise ValueError("a planned treatment lies in the past")
    if any(day + WEEK_DAYS > end_days + _ROUNDING_DAYS for day in treatments_days):
        raise ValueError("the last week must belong to one treatment")

    def asked(block: Belief) -> Sequence[Functional]:
        treated = _effect_ahead(block, end_days, treatments_days)
        fast, slow = natural_fall(block.course, end_days)
        change = {FAST: fast, SLOW: slow, DRIFT: -1.0} | treated.rows
        wait_days = max(end_days, 0.0) - max(block.at_days, 0.0)
        coming = block.cells.drift_var * wait_days + _shift_to_come(block, wait_days)
        return Functional(_level(change), treated.extra_var + coming), treated

    return Ahead(*read_all(posterior, asked))


def _shift_to_come(belief: Belief, wait_days: float) -> Array:
    """The variance of a shift in the days to come, (N,), where there has been none yet.  eq. 28"""
    expected = belief.shape.shift_per_day * wait_days
    chance = expected / (1.0 + expected)
    found: Array = np.isinf(belief.cells.shift_days) * chance * belief.shape.shift_sd**2
    return found


def _effect_ahead(belief: Belief, end_days: float, treatments_days: Sequence[float]) -> Functional:
    """E at the end: gains still to come are added, the last relief is a new draw around a."""
    if not treatments_days:
        left = _left_before(belief, max(end_days, week_end(belief)))
        return Functional({GAIN: belief.treatments.gain, CURRENT: left})
    done, shape, hyper = belief.treatments.number, belief.shape, belief.cells
    last = done + len(treatments_days)
    gain = belief.treatments.gain + sum(
        (hyper.onset < number) * shape.gain_ratio ** (number - 1)
        for number in range(done + 1, last + 1)
    )
    age = end_days - treatments_days[-1]
    # Where the onset has not come no relief has begun: e stays at zero.
    left = (hyper.onset < last) * share_left(half_life(hyper, shape, last), age - WEEK_DAYS, age)
    return Functional({GAIN: gain, RELIEF: left}, (left * shape.relief_wobble_sd) ** 2)
