"""A diary's readings, one after the other, in a block of cells.

Given the coefficients a reading is one exact scalar Kalman update of what moves (Durbin & Koopman
2012, §4.3, §5.7). Its error has a column for the constant and for each coefficient; weighed by the
reading's precision, their products are summed. A reading at an end of the scale is a censored one,
matched in two moments.                                                model.md eq. 9, 9a, 11
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .belief import ALL, BEFORE_TREATMENT, COLUMNS, FACTORS, Belief, natural_fall, treat
from .model import HALF_POINT, ROUNDING_VAR, Shape
from .normal import Array, below
from .solve import reduced, root_of

_LOG_2PI = math.log(2.0 * math.pi)
_AT_ONCE = 8  # readings whose products are summed in one go


class Heard(NamedTuple):
    """What one reading did, for the way back."""

    weighed: Array  # (6, N) its error times its precision: the constant's and each coefficient's
    precision: Array  # (N,) of the reading, given the coefficients
    gain: Array  # (3, N)
    shown: Array  # (3, N)


class _Slot(NamedTuple):
    """Views of where the error of one reading is written, and of its parts."""

    error: Array  # of the columns that are not nought
    moving: Array  # (4, N) a row of ones, and the covariance with what moves
    live: Array  # those of the moving that are not nought
    natural: Array  # (3, N) the constant, FAST and SLOW
    factors: Array  # (6, N)
    precision: Array  # (N,)


class Ear:
    """Hears what happens in a block, in place, and sums what readings say of the coefficients.

    Its arrays are made once and used again for every reading.
    """

    def __init__(self, belief: Belief):
        size = len(belief.evidence)
        self._belief = belief
        self._errors = np.zeros((_AT_ONCE, 1 + COLUMNS, size))
        self._errors[:, 0] = 1.0
        self._precisions = np.empty((_AT_ONCE, size))
        self._count = 0
        self._censored = 0  # of these; such a one comes first
        self._gain = np.zeros((3, size))
        self._change = np.empty((3, COLUMNS, size))
        self._said = np.empty((3, 1))
        self._look()

    def _look(self) -> None:
        """Make the views; before the first treatment some rows and columns are nought."""
        belief = self._belief
        rows, columns = live = ALL if belief.treatments.number else BEFORE_TREATMENT
        self._live, self._shown = belief.columns[live], belief.shown[1:][rows]
        self._live_gain, self._live_change = self._gain[rows], self._change[live]
        self._factor_count = min(columns.stop, COLUMNS) - FACTORS.start
        self._slots = [
            _Slot(
                error=error[1:][columns],
                moving=error[:4],
                live=error[1:][rows],
                natural=error[1:][FACTORS][:3],
                factors=error[1:][FACTORS],
                precision=precision,
            )
            for error, precision in zip(self._errors, self._precisions, strict=True)
        ]

    def treat(self) -> None:
        """A treatment at the belief's own time; what was heard before is summed."""
        self.sum()
        treat(self._belief)
        if self._belief.treatments.number == 1:
            self._look()

    def hear(self, reading: float) -> None:
        """Let one reading speak, at the belief's own time.  eq. 9"""
        shape = self._belief.shape
        plain = shape.scale_low < reading < shape.scale_high
        if self._count == _AT_ONCE or not plain:
            self.sum()
        slot = self._slots[self._count]
        self._expect(slot, reading if plain else 0.0)
        if not plain:
            self._censored = 1
            slot.precision[...] = _censored(self._belief, slot, reading)
        self._count += 1
        np.multiply(slot.live, slot.precision, out=self._live_gain)
        np.multiply(self._live_gain[:, None], slot.error, out=self._live_change)
        self._live -= self._live_change

    def _expect(self, slot: _Slot, reading: float) -> None:
        """What is expected of a reading now, less what it says, and how precise it is.  eq. 2, 9a"""
        belief = self._belief
        fast, slow = natural_fall(belief.course, belief.at_days)
        fast_sd, slow_sd, *_ = belief.fixed_sd
        np.einsum("kcn,kn->cn", self._live, self._shown, out=slot.error)
        said, natural = self._said, slot.natural
        said[0, 0], said[1, 0], said[2, 0] = reading, fast * fast_sd, slow * slow_sd
        natural -= said
        np.einsum("kn,kn->n", slot.moving, belief.shown, out=slot.precision)
        np.divide(1.0, slot.precision, out=slot.precision)

    def sum(self) -> None:
        """Add what has been heard to ``gram`` and ``evidence``."""
        count, belief = self._count, self._belief
        if not count:
            return
        plain, precision = count - self._censored, self._precisions[:count]
        if plain:
            product = np.multiply.reduce(precision[self._censored :], axis=0)
            belief.evidence += 0.5 * (np.log(product) - plain * _LOG_2PI)
        error = self._errors[:count, 1 + FACTORS.start : 1 + FACTORS.start + self._factor_count]
        error *= np.sqrt(precision)[:, None]
        for place in range(self._factor_count):
            row = belief.gram[place, place : self._factor_count]
            row += np.einsum("tn,tin->in", error[:, place], error[:, place:])
        self._count = self._censored = 0

    def last(self) -> Heard:
        """What the reading just heard did."""
        slot = self._slots[self._count - 1]
        return Heard(
            slot.factors * slot.precision,
            slot.precision.copy(),
            self._gain.copy(),
            self._belief.shown[1:].copy(),
        )


def _censored(belief: Belief, slot: _Slot, reading: float) -> Array:
    """A reading that says only "beyond the end": the plain one that would do the same.  eq. 11

    Moment matching of the truncated normal (assumed density filtering); P(z beyond the end) is the
    evidence. Writes the error of that plain reading, and returns its precision given the
    coefficients, (N,).
    """
    at_low = reading <= belief.shape.scale_low
    expected, unsure = reduced(root_of(belief.gram), slot.factors.copy())
    sd = np.sqrt(1.0 / slot.precision - ROUNDING_VAR + unsure)
    log_prob, ratio, cut = _beyond(belief.shape, at_low, expected, sd)
    steep = ratio + cut
    shrink = ratio * steep / (sd * sd)
    share = 1.0 / (1.0 - shrink * unsure)  # of the precision given the coefficients in ``shrink``
    # Its own normal density, which ``gram`` will add, is taken out again.
    belief.evidence += log_prob + 0.5 * (np.log(share) + ratio / steep)
    slot.factors[0] -= expected + (-sd if at_low else sd) / steep
    precision: Array = shrink * share
    return precision


def _beyond(shape: Shape, at_low: bool, expected: Array, sd: Array) -> tuple[Array, Array, Array]:
    """log P(z beyond the end), phi / Phi, and the cut in standard deviations."""
    if at_low:
        cut = (shape.scale_low + HALF_POINT - expected) / sd
    else:
        cut = (expected - (shape.scale_high - HALF_POINT)) / sd
    return *below(cut), cut
