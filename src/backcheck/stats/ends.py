"""Readings at an end of the scale, each in the light of the whole diary.

The filter takes such a reading for the plain one that would do the same to what was expected at
that moment. What came later changes what was expected, so each is matched anew against what all
other readings, earlier and later, leave of it (expectation propagation: Minka 2001; in a state
space model Heskes & Zoeter 2002).                                               model.md eq. 32
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from .backward import Later, Step, keep
from .belief import CONSTANT, Belief, copy
from .beyond import is_plain, plain
from .hearing import LOG_2PI, Ear, Heard, Seen
from .model import Shape
from .normal import Array
from .run import Happening, Reading
from .solve import reduced

_LEFT = 0.2  # of the way a matching is led: when so little is left of it, it is done
_LEAST_VAR = 1e-9  # of what was expected: rounding may leave less


class _Told(NamedTuple):
    """A diary as a block was told it, and what the way back needs."""

    belief: Belief  # after the last event
    steps: list[Step]
    ends: list[_End]  # in the order of time


class _End(NamedTuple):
    """The plain reading that one at an end was taken for."""

    step: int  # its place on the way
    value: Array  # (N,)
    noise_var: Array  # (N,)


class _Others(NamedTuple):
    """What the other readings say of each reading at an end, (E, N) each."""

    expected: Array
    var: Array
    value: Array  # of the plain reading it was
    noise_var: Array


class _Again(NamedTuple):
    """Each reading at an end as a plain one, (E, N) each."""

    value: Array
    noise_var: Array
    evidence: Array


def at_an_end(shape: Shape, happenings: Sequence[Happening]) -> dict[int, Reading]:
    """The readings at an end, by their places among the events."""
    return {
        place: each
        for place, each in enumerate(happenings)
        if isinstance(each, Reading) and not is_plain(shape, each.value)
    }


def _told(
    start: Belief, happenings: Sequence[Happening | Seen], ends: Mapping[int, Reading]
) -> _Told:
    """All events, in place, keeping the way."""
    ear, steps, found = Ear(start), list[Step](), list[_End]()
    for place, each in enumerate(happenings):
        keep(start, ear, each, steps)
        if place in ends:
            found.append(_End(len(steps) - 1, *_own(start, steps[-1])))
    ear.sum()
    return _Told(start, steps, found)


def first_at_an_end(shape: Shape, happenings: Sequence[Happening]) -> int:
    """The place of the first reading at an end among the events; their number if there is none."""
    return min(at_an_end(shape, happenings), default=len(happenings))


def in_the_light_of_all(
    start: Belief, happenings: Sequence[Happening], first: int
) -> list[Happening | Seen]:
    """The events from ``first`` on, each reading at an end matched anew in each cell.  eq. 32

    They are led a part of the way at a time, 1 / (1 + their share of the readings), until little of
    it is left: a reading is not to answer for what others, matched at the same time, say already.

    Args:
        start: a block that has heard the events before ``first``; it is left as it is.
        happenings: in the order of time; at equal times readings before treatments.
        first: none before it is a reading at an end.
    """
    seen = list[Happening | Seen](happenings[first:])
    ends = at_an_end(start.shape, happenings[first:])
    readings = sum(isinstance(each, Reading) for each in happenings)
    part, left = 1.0 / (1.0 + len(ends) / max(readings, 1)), 1.0
    at_low = np.array([[each.value <= start.shape.scale_low] for each in ends.values()])
    while ends and left > _LEFT:
        again = _matched(start, _others(_told(copy(start), seen, ends)), at_low, part)
        for (place, end), *what in zip(ends.items(), *again, strict=True):
            seen[place] = Seen(end.at_days, *what)
        left *= 1.0 - part
    return seen


def _others(told: _Told) -> _Others:
    """Back through the diary: what all others say of each reading at an end.  eq. 32"""
    value = np.array([end.value for end in told.ends])
    noise_var = np.array([end.noise_var for end in told.ends])
    left, precision = _alone(told)
    away, by_coefficients = reduced(told.belief.root, left)
    precision -= by_coefficients
    var = np.maximum(1.0 / precision - noise_var, _LEAST_VAR)
    return _Others(value + away / precision, var, value, noise_var)


def _own(belief: Belief, heard: Step) -> tuple[Array, Array]:
    """The value and the variance of the plain reading just heard, each (N,)."""
    assert isinstance(heard, Heard)
    error_var = 1.0 / heard.precision
    noise_var = (1.0 - heard.gain.sum(axis=0)) * error_var
    shown = belief.columns[:, CONSTANT].sum(axis=0)
    return shown - heard.weighed[0] * noise_var, noise_var


def _alone(told: _Told) -> tuple[Array, Array]:
    """What all others leave of the readings at an end, (6, E, N) and (E, N)."""
    later, wanted = Later(len(told.belief.evidence)), {end.step for end in told.ends}
    found = list[tuple[Array, Array]]()
    for place, step in reversed(list(enumerate(told.steps))):
        if place in wanted and isinstance(step, Heard):
            found.append(later.alone(step))
        later.back(step)
    left, precision = zip(*reversed(found), strict=True)
    return np.stack(left, axis=1), np.array(precision)


def _matched(block: Belief, others: _Others, at_low: Array, part: float) -> _Again:
    """The plain readings matched anew, a part of the way from what they were."""
    sd = np.sqrt(others.var + block.cells.noise_var)
    found = plain(block.shape, at_low, others.expected, sd)
    before, wanted = 1.0 / others.noise_var, 1.0 / (1.0 / found.precision - others.var)
    precision = before + part * (wanted - before)
    told = before * others.value + part * (wanted * found.value - before * others.value)
    value, noise_var = told / precision, 1.0 / precision
    var = others.var + noise_var
    surprise = np.square(value - others.expected) / var + np.log(var) + LOG_2PI
    return _Again(value, noise_var, found.log_prob + 0.5 * surprise)
