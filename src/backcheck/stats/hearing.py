"""A diary's readings, one after the other, in a block of cells.

Given the coefficients a reading is one exact scalar Kalman update of what moves (Durbin & Koopman
2012, §4.3, §5.7). Its error has a column for the constant and for each coefficient; weighed by the
reading's precision, their products are summed. A reading at an end of the scale is a censored one,
matched in two moments.                                                model.md eq. 9, 11, 30
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .belief import COLUMNS, COV, FACTORS, NATURAL, Belief, natural_fall
from .model import HALF_POINT, ROUNDING_VAR, Shape
from .normal import Array, below
from .solve import reduced

_LOG_2PI = math.log(2.0 * math.pi)
_AT_ONCE = 8  # readings whose products are summed in one go


class Heard(NamedTuple):
    """What one reading did, for the way back."""

    weighed: Array  # (6, N) its error times its precision: the constant's and each coefficient's
    precision: Array  # (N,) of the reading, given the coefficients
    gain: Array  # (3, N)


class Ear:
    """Hears the readings of a block, in place, and sums what readings say of the coefficients.

    Its arrays are made once and used again for every reading.
    """

    def __init__(self, belief: Belief):
        size = len(belief.evidence)
        self._belief = belief
        self._noise = belief.cells.noise_var + ROUNDING_VAR
        self._errors = np.zeros((_AT_ONCE, COLUMNS, size))
        self._precisions = np.empty((_AT_ONCE, size))
        self._count = 0
        self._censored = 0  # of these; such a one comes first
        self._gain = np.empty((3, size))
        self._change = np.empty((3, COLUMNS, size))
        self._said = np.empty((3, 1))

    def hear(self, reading: float) -> None:
        """Let one reading speak, at the belief's own time.  eq. 9"""
        belief, shape = self._belief, self._belief.shape
        plain = shape.scale_low < reading < shape.scale_high
        if self._count == _AT_ONCE or not plain:
            self.sum()
        error, precision = self._errors[self._count], self._precisions[self._count]
        self._expect(error, precision, reading if plain else 0.0)
        if not plain:
            self._censored = 1
            precision[...] = _censored(belief, error[FACTORS], precision, reading)
        self._count += 1
        np.multiply(error[COV], precision, out=self._gain)
        np.multiply(self._gain[:, None], error, out=self._change)
        np.subtract(belief.columns, self._change, out=belief.columns)

    def _expect(self, error: Array, precision: Array, reading: float) -> None:
        """What is expected of a reading now, less what it says; and its precision.  eq. 2, 30"""
        belief, said, natural = self._belief, self._said, error[NATURAL]
        fast, slow = natural_fall(belief.course, belief.at_days)
        said[0, 0], said[1, 0] = reading, fast * belief.fixed_sd[0]
        said[2, 0] = slow * belief.fixed_sd[1]
        np.add.reduce(belief.columns, axis=0, out=error)
        np.subtract(natural, said, out=natural)
        np.add.reduce(error[COV], axis=0, out=precision)
        np.add(precision, self._noise, out=precision)
        np.reciprocal(precision, out=precision)

    def sum(self) -> None:
        """Add what has been heard to ``gram`` and ``evidence``."""
        count, belief = self._count, self._belief
        if not count:
            return
        plain, precision = count - self._censored, self._precisions[:count]
        if plain:
            product = np.multiply.reduce(precision[self._censored :], axis=0)
            belief.evidence += 0.5 * (np.log(product) - plain * _LOG_2PI)
        error = self._errors[:count, FACTORS]
        error *= np.sqrt(precision)[:, None]
        for place in range(len(belief.gram)):
            row = belief.gram[place, place:]
            row += np.einsum("tn,tin->in", error[:, place], error[:, place:])
        self._count, self._censored, belief.known_root = 0, 0, None

    def last(self) -> Heard:
        """What the reading just heard did."""
        error, precision = self._errors[self._count - 1], self._precisions[self._count - 1]
        return Heard(error[FACTORS] * precision, precision.copy(), self._gain.copy())


def _censored(belief: Belief, error: Array, precision: Array, reading: float) -> Array:
    """A reading that says only "beyond the end": the plain one that would do the same.  eq. 11

    Moment matching of the truncated normal (assumed density filtering); P(z beyond the end) is the
    evidence. Writes the error of that plain reading.

    Args:
        belief: all that was heard before has been summed.
        error: (6, N) what is expected of the reading.
        precision: (N,) of a plain reading, given the coefficients.
        reading: at one end, or beyond it.

    Returns:
        the precision of that plain reading, given the coefficients, (N,).
    """
    at_low = reading <= belief.shape.scale_low
    expected, unsure = reduced(belief.root, error.copy())
    sd = np.sqrt(1.0 / precision - ROUNDING_VAR + unsure)
    log_prob, ratio, cut = _beyond(belief.shape, at_low, expected, sd)
    steep = ratio + cut
    shrink = ratio * steep / (sd * sd)
    share = 1.0 / (1.0 - shrink * unsure)  # of the precision given the coefficients in ``shrink``
    # Its own normal density, which ``gram`` will add, is taken out again.
    belief.evidence += log_prob + 0.5 * (np.log(share) + ratio / steep)
    error[0] -= expected + (-sd if at_low else sd) / steep
    found: Array = shrink * share
    return found


def _beyond(shape: Shape, at_low: bool, expected: Array, sd: Array) -> tuple[Array, Array, Array]:
    """log P(z beyond the end), phi / Phi, and the cut in standard deviations."""
    if at_low:
        cut = (shape.scale_low + HALF_POINT - expected) / sd
    else:
        cut = (expected - (shape.scale_high - HALF_POINT)) / sd
    return *below(cut), cut
