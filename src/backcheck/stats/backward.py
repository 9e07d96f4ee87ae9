"""Back through a diary: what later readings said, carried to earlier days.

The filter's steps are kept on the way there. On the way back ``pull`` and ``hold`` are the slope
and the curvature of the evidence of all later readings in the three components that move, so that
the same pass serves the lines of the picture and the look for a shift (Durbin & Koopman 2012,
§4.4; de Jong & Penzer 1998).                                            model.md eq. 21, 28, 31
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .belief import COLUMNS, FADING, RELIEF_ROW, Belief, Passed, predict, works_next
from .hearing import Ear, Heard, Seen
from .normal import Array
from .run import Happening, Treatment, hear

_RELIEF = slice(RELIEF_ROW, RELIEF_ROW + 1)
_PULL, _HOLD = slice(0, 6), slice(6, COLUMNS)


class Treated(NamedTuple):
    """A treatment: where the relief before it goes on, (1, N), one or nought."""

    stays: Array


Step = Heard | Passed | Treated


class Later:
    """What the readings after a moment say of what moves, in N cells.

    ``pull`` is for the constant and for each of FIXED.
    """

    def __init__(self, size: int):
        self._both, self._seen = np.zeros((3, COLUMNS, size)), np.empty((COLUMNS, size))
        self._seen_pull = self._seen[_PULL]
        self.pull = self._both[:, _PULL]  # (3, 6, N) the slope of minus the log evidence
        self.hold = self._both[:, _HOLD]  # (3, 3, N) its curvature

    def alone(self, heard: Heard) -> tuple[Array, Array]:
        """What all other readings, earlier and later, leave of a reading's error.  eq. 32

        Returns:
            its columns times the precision of it, (6, N), and this precision, (N,), both given the
            coefficients.
        """
        left = heard.weighed - np.einsum("kcn,kn->cn", self.pull, heard.gain)
        across = np.einsum("ikn,kn->in", self.hold, heard.gain)
        precision = heard.precision + np.einsum("in,in->n", heard.gain, across)
        return left, precision

    def back(self, step: Step) -> None:
        """Back through one step, in place."""
        match step:
            case Heard():
                self._unhear(step)
            case Passed(keep):
                self._scale(FADING, keep)
            case Treated(stays):
                self._scale(_RELIEF, stays)

    def _scale(self, rows: slice, scale: Array) -> None:
        moved, both_ways = self._both[rows], self.hold[:, rows]
        moved *= scale[:, None]
        both_ways *= scale

    def _unhear(self, heard: Heard) -> None:
        """With L = I - K 1': pull = 1 p error + L'pull, hold = 1 p 1' + L'hold L.  eq. 31"""
        both, seen = self._both, self._seen
        np.einsum("kcn,kn->cn", both, heard.gain, out=seen)
        self._seen_pull -= heard.weighed
        both -= seen
        across = np.einsum("ikn,kn->in", self.hold, heard.gain)
        across -= heard.precision
        self.hold -= across[:, None]


def keep(belief: Belief, ear: Ear, happening: Happening | Seen, steps: list[Step]) -> None:
    """One event, in place, keeping what the way back needs."""
    wait(belief, happening.at_days, steps)
    if isinstance(happening, Treatment):
        steps.append(Treated(1.0 - works_next(belief)[None]))
        hear(belief, ear, happening)
    else:
        hear(belief, ear, happening)
        steps.append(ear.last())


def wait(belief: Belief, at_days: float, steps: list[Step]) -> None:
    """Let time pass, in place, keeping what the way back needs."""
    passed = predict(belief, at_days)
    if passed is not None:
        steps.append(passed)
