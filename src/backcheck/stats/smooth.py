"""What is believed of each day, given the whole diary: the lines of the picture.

The filter runs forward once more and keeps what each event did; a backward pass then carries what
later readings said to earlier days, without inverting anything (Durbin and Koopman 2012, §4.4).
                                                                                   model.md eq. 21
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .belief import Belief, absorb, left_now, natural_fall, predict, treat, update_of
from .belief import Update as _Update
from .functional import Functional, factors_of
from .model import (
    CURRENT,
    DRIFT,
    FAST,
    FLARE,
    GAIN,
    LEVEL,
    RELIEF,
    SLOW,
    STATE_SIZE,
    Placed,
    Prior,
)
from .normal import Array
from .run import Happening, Reading, Treatment, blocks, normed


class Mark(NamedTuple):
    """A day that is only looked at; days since the first reading, none before it."""

    at_days: float


class Lines(NamedTuple):
    """The usual level and what was expected anyway on every mark.

    The posterior of each is a mixture over cells: weights (N,), means and sds (marks, N), points.
    """

    weight: Array
    usual_mean: Array
    usual_sd: Array
    anyway_mean: Array
    anyway_sd: Array


class _Seen(NamedTuple):
    """A functional u on a mark, before anything later is known: u'm, u'Pu and P u."""

    mean: Array  # (N,)
    var: Array  # (N,)
    shown: Array  # (8, N)


class _Settled(NamedTuple):
    """The flare's units were made anew: what it had kept of itself, (N,)."""

    keep: Array


class _Treated(NamedTuple):
    """A treatment: in which cells it works, (N,)."""

    works: NDArray[np.bool_]


_Step = _Update | _Settled | _Treated | tuple[_Seen, _Seen]


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
    events = sorted([*happenings, *marks], key=lambda e: (e.at_days, isinstance(e, Treatment)))
    begun = blocks(prior, placed, min((event.at_days for event in events), default=0.0))
    passes = [_there_and_back(block, events) for block in begun]
    weight = normed(np.concatenate([log_weight for log_weight, _ in passes]))
    lines = np.concatenate([line for _, line in passes], axis=3)  # (2, 2, marks, N)
    (usual_mean, usual_var), (anyway_mean, anyway_var) = lines
    return Lines(weight, usual_mean, _sd(usual_var), anyway_mean, _sd(anyway_var))


def _sd(var: Array) -> Array:
    root: Array = np.sqrt(np.maximum(var, 0.0))
    return root


def _there_and_back(block: Belief, events: Sequence[Happening | Mark]) -> tuple[Array, Array]:
    """One block's log weights (N,) and lines (usual or anyway, mean or var, marks, N)."""
    steps: list[_Step] = []
    for event in events:
        block = _forward(block, event, steps)
    size = block.mean.shape[1]
    pull, hold = np.zeros((STATE_SIZE, size)), np.zeros((STATE_SIZE, STATE_SIZE, size))
    found: list[Array] = []
    for step in reversed(steps):
        match step:
            case _Update():
                _unlearn(step, pull, hold)
            case _Settled(keep):
                pull[FLARE] *= keep
                hold[FLARE] *= keep
                hold[:, FLARE] *= keep
            case _Treated(works):
                _untreat(works, pull, hold)
            case usual, anyway:
                found.append(np.array([_informed(seen, pull, hold) for seen in (usual, anyway)]))
    lines = np.stack(found[::-1], axis=2) if found else np.zeros((2, 2, 0, size))
    return block.log_weight, lines


def _forward(block: Belief, event: Happening | Mark, steps: list[_Step]) -> Belief:
    """One event, keeping what the way back needs."""
    since_days = block.flare_since_days
    block = predict(block, event.at_days)
    if block.flare_since_days != since_days:
        passed_days = block.flare_since_days - since_days
        steps.append(_Settled(np.exp(passed_days * block.cells.fading)))
    if isinstance(event, Mark):
        steps.append((_seen(block, _usual(block)), _seen(block, _anyway(block))))
        return block
    if isinstance(event, Reading):
        update = update_of(block, event.value)
        steps.append(update._replace(design=update.design.copy()))
        return absorb(block, update)
    steps.append(_Treated(block.cells.onset < block.treatments.number + 1))
    return treat(block)


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


def _seen(block: Belief, functional: Functional) -> _Seen:
    chosen, factors = factors_of(block, functional)
    shown = np.einsum("kin,kn->in", block.cov[chosen], factors)
    mean = np.einsum("kn,kn->n", block.mean[chosen], factors)
    return _Seen(mean, np.einsum("kn,kn->n", shown[chosen], factors), shown)


def _informed(seen: _Seen, pull: Array, hold: Array) -> Array:
    """Mean u'm + (Pu)'r and variance u'Pu - (Pu)'N(Pu) with what came later, (2, N)."""
    mean = seen.mean + np.einsum("kn,kn->n", seen.shown, pull)
    held = np.einsum("ijn,jn->in", hold, seen.shown)  # two steps: one of three arrays is slower
    var = seen.var - np.einsum("in,in->n", seen.shown, held)
    return np.array([mean, var])


def _unlearn(update: _Update, pull: Array, hold: Array) -> None:
    """Back through a reading: r = h shift + L'r, N = h h' shrink + L'N L, L = I - K h'; in place.

    With K = P h shrink and q = N K:  L'N L = N - q h' - h q' + h (K'q) h'.
    """
    seen, live = len(update.design), len(update.shown)
    design, gain = update.design, update.shown * update.shrink
    pull[:seen] += design * (update.shift - np.einsum("kn,kn->n", gain, pull[:live]))
    column = np.einsum("ijn,jn->in", hold[:, :live], gain)
    both = np.einsum("kn,kn->n", column[:live], gain) + update.shrink
    hold[:, :seen] -= column[:, None] * design[None, :]
    hold[:seen, :] -= design[:, None] * column[None, :]
    hold[:seen, :seen] += design[:, None] * (design * both)[None, :]


def _untreat(works: NDArray[np.bool_], pull: Array, hold: Array) -> None:
    """Back through a treatment, where e had become a + d: what pulled e now pulls a; in place."""
    stays = np.where(works, 0.0, 1.0)
    pull[RELIEF] += works * pull[CURRENT]
    pull[CURRENT] *= stays
    hold[RELIEF] += works * hold[CURRENT]
    hold[CURRENT] *= stays
    hold[:, RELIEF] += works * hold[:, CURRENT]
    hold[:, CURRENT] *= stays
