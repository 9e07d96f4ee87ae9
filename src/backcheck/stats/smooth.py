"""What is believed of each day, given the whole diary: the lines of the picture.

The filter runs forward once more and keeps what each event did; a backward pass then carries what
later readings said to earlier days, without inverting anything (Durbin and Koopman 2012, §4.4).
                                                                                   model.md eq. 21
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .backward import Later, Step, keep, wait
from .belief import Belief, copy, left_now, natural_fall
from .ends import first_at_an_end, in_the_light_of_all
from .functional import Functional, Parts, parts_of
from .hearing import Ear, Seen
from .model import CURRENT, DRIFT, FAST, GAIN, LEVEL, SLOW, Placed, Prior
from .normal import Array
from .run import Happening, Treatment, blocks, first_day, fold, normed
from .solve import reduced


class Mark(NamedTuple):
    """A day that is only looked at; days since the first reading, none before it."""

    at_days: float


_Event = Happening | Seen | Mark


class Lines(NamedTuple):
    """The usual level and what was expected anyway on every mark.

    The posterior of each is a mixture over cells: weights (N,), means and sds (marks, N), points.
    """

    weight: Array
    usual_mean: Array
    usual_sd: Array
    anyway_mean: Array
    anyway_sd: Array


class _Marked(NamedTuple):
    """Both lines on a mark, before anything later is known."""

    steps: int  # so many had been made
    usual: Parts
    anyway: Parts


def smooth(
    prior: Prior,
    happenings: Sequence[Happening],
    marks: Sequence[Mark],
    placed: Sequence[Placed],
) -> Lines:
    """The two lines on the marks, given all readings.  eq. 21

    Args:
        prior: what is believed beforehand.
        happenings: in the order of time; at equal times readings before treatments.
        marks: in the order of time. A mark at the time of a treatment sees the day before it.
        placed: the cells of each natural course.

    Raises:
        ValueError: a mark lies before the first reading.
    """
    if any(mark.at_days < 0.0 for mark in marks):
        raise ValueError("before the first reading there is no line to draw")
    begun = blocks(prior, placed, first_day(happenings))
    passes = [_there_and_back(block, _with_marks(block, happenings, marks)) for block in begun]
    weight = normed(np.concatenate([log_weight for log_weight, _ in passes]))
    lines = np.concatenate([line for _, line in passes], axis=3)  # (2, 2, marks, N)
    (usual_mean, usual_var), (anyway_mean, anyway_var) = lines
    return Lines(weight, usual_mean, _sd(usual_var), anyway_mean, _sd(anyway_var))


def _with_marks(
    begun: Belief, happenings: Sequence[Happening], marks: Sequence[Mark]
) -> list[_Event]:
    """All in the order of time, readings at an end as the block's cells see them."""
    first = first_at_an_end(begun.shape, happenings)
    before, start = happenings[:first], copy(begun)
    since = in_the_light_of_all(fold(start, before), happenings, first)
    return sorted(
        [*before, *since, *marks], key=lambda each: (each.at_days, isinstance(each, Treatment))
    )


def _sd(var: Array) -> Array:
    root: Array = np.sqrt(np.maximum(var, 0.0))
    return root


def _there_and_back(block: Belief, events: Sequence[_Event]) -> tuple[Array, Array]:
    """One block's log weights (N,) and lines (usual or anyway, mean or var, marks, N)."""
    size = len(block.evidence)
    steps, marked = _there(block, events)
    later, found = Later(size), list[Array]()
    for mark in reversed(marked):
        while len(steps) > mark.steps:
            later.back(steps.pop())
        lines = [_informed(parts, later, block.root) for parts in (mark.usual, mark.anyway)]
        found.append(np.array(lines))
    drawn = np.stack(found[::-1], axis=2) if found else np.zeros((2, 2, 0, size))
    return block.log_weight, drawn


def _there(block: Belief, events: Sequence[_Event]) -> tuple[list[Step], list[_Marked]]:
    """All events, in place; the way, and what was to be seen on each mark."""
    ear, steps, marked = Ear(block), list[Step](), list[_Marked]()
    for event in events:
        if isinstance(event, Mark):
            wait(block, event.at_days, steps)
            usual, anyway = (parts_of(block, line(block)) for line in (_usual, _anyway))
            marked.append(_Marked(len(steps), usual, anyway))
        else:
            keep(block, ear, event, steps)
    ear.sum()
    return steps, marked


def _anyway(block: Belief) -> Functional:
    """What was expected anyway: b0 - A1 g1 - A2 g2 + w.  eq. 21"""
    fast, slow = natural_fall(block.course, block.at_days)
    return Functional({LEVEL: 1.0, FAST: -fast, SLOW: -slow, DRIFT: 1.0})


def _usual(block: Belief) -> Functional:
    """The usual level: what was expected anyway, less what the treatment takes away."""
    untreated = _anyway(block)
    if block.treatments.number == 0:
        return untreated
    return Functional(untreated.rows | {GAIN: -block.treatments.gain, CURRENT: -left_now(block)})


def _informed(parts: Parts, later: Later, root: Array) -> Array:
    """Mean and variance with what came later, (2, N).  eq. 21, 31"""
    factors = parts.factors - np.einsum("kcn,kn->cn", later.pull, parts.shown)
    held = np.einsum("ijn,jn->in", later.hold, parts.shown)
    mean, var = reduced(root, factors)
    return np.array([mean, var + parts.var - np.einsum("in,in->n", parts.shown, held)])
