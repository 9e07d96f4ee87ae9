"""Back through a diary: what later readings said, carried to earlier days.

The filter's steps are kept on the way there. On the way back ``pull`` and ``hold`` are the slope
and the curvature of the evidence of all later readings in the three components that move, so that
the same pass serves the lines of the picture and the look for a shift (Durbin & Koopman 2012,
§4.4; de Jong & Penzer 1998).                                            model.md eq. 21, 21a, 28
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .belief import (
    COLUMNS,
    CURRENT_ROW,
    FLARE_ROW,
    MOVING,
    Belief,
    moving_days,
    predict,
    works_next,
)
from .hearing import Ear, Heard
from .normal import Array
from .run import Happening, Reading, hear

_PULL, _HOLD = slice(0, 6), slice(6, COLUMNS)


class Faded(NamedTuple):
    """Time passed: what the flare kept of itself, (N,)."""

    keep: Array


class Treated(NamedTuple):
    """A treatment: where the relief before it went on, (N,), one or nought."""

    stays: Array


Step = Heard | Faded | Treated


class Later:
    """What the readings after a moment say of what moves, in N cells.

    ``pull`` is for the constant and for each of FIXED.
    """

    def __init__(self, size: int):
        self._both = np.zeros((len(MOVING), COLUMNS, size))
        self._change, self._seen = np.empty_like(self._both), np.empty((COLUMNS, size))
        self._seen_pull = self._seen[_PULL]
        self.pull = self._both[:, _PULL]  # (3, 6, N) the slope of minus the log evidence
        self.hold = self._both[:, _HOLD]  # (3, 3, N) its curvature

    def back(self, step: Step) -> None:
        """Back through one step, in place."""
        match step:
            case Heard():
                self._unhear(step)
            case Faded(keep):
                self._scale(FLARE_ROW, keep)
            case Treated(stays):
                self._scale(CURRENT_ROW, stays)

    def _scale(self, place: int, scale: Array) -> None:
        row, column = self._both[place], self._both[:, _HOLD.start + place]
        row *= scale
        column *= scale

    def _unhear(self, heard: Heard) -> None:
        """With L = I - K h': pull = h p error + L'pull, hold = h p h' + L'hold L.  eq. 21a"""
        both, change = self._both, self._change
        seen = np.einsum("kcn,kn->cn", both, heard.gain, out=self._seen)
        self._seen_pull -= heard.weighed
        both -= np.multiply(heard.shown[:, None], seen, out=change)
        across = np.einsum("ikn,kn->in", self.hold, heard.gain)
        across -= heard.shown * heard.precision
        self.hold -= np.multiply(across[:, None], heard.shown, out=change[:, _HOLD])


def keep(belief: Belief, ear: Ear, happening: Happening, steps: list[Step]) -> None:
    """One event, in place, keeping what the way back needs."""
    wait(belief, happening.at_days, steps)
    if isinstance(happening, Reading):
        hear(belief, ear, happening)
        steps.append(ear.last())
    else:
        steps.append(Treated(1.0 - works_next(belief)))
        hear(belief, ear, happening)


def wait(belief: Belief, at_days: float, steps: list[Step]) -> None:
    """Let time pass, keeping it."""
    passed_days = moving_days(belief, at_days)
    if passed_days > 0.0:
        steps.append(Faded(belief.gaps.moved(passed_days)[0]))
    predict(belief, at_days)
