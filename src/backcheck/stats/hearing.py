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
from .solve import follow, foretold, swept

_LOG_2PI = math.log(2.0 * math.pi)
_AT_ONCE = 8  # readings whose products are summed in one go
_CLOSE = 3  # with more readings in between it is less work to solve anew


class Heard(NamedTuple):
    """What one reading did, for the way back."""

    weighed: Array  # (6, N) its error times its precision: the constant's and each coefficient's
    precision: Array  # (N,) of the reading, given the coefficients
    gain: Array  # (3, N)


class Ear:
    """Hears the readings of a block, in place, and sums what readings say of the coefficients.

    Its arrays are made once and used again for every reading.
    """

    def __init__(self, belief: Belief, most: int = _AT_ONCE):
        """An ear for a belief.

        Args:
            belief: it will be changed in place.
            most: readings that will be heard, if it is known to be few.
        """
        size, self._at_once = len(belief.evidence), max(min(most, _AT_ONCE), 1)
        self._belief = belief
        self._noise = belief.cells.noise_var + ROUNDING_VAR
        self._errors = np.zeros((self._at_once, COLUMNS, size))
        self._precisions = np.empty((self._at_once, size))
        self._count = 0  # of readings between the ends that are not summed yet
        self._known: Array | None = None  # of the coefficients, while readings lie at an end
        self._gain = np.empty((3, size))
        self._change = np.empty((3, COLUMNS, size))
        self._said = np.empty((3, 1))
        self._slot = 0

    def hear(self, reading: float) -> None:
        """Let one reading speak, at the belief's own time.  eq. 9"""
        belief, shape = self._belief, self._belief.shape
        plain = shape.scale_low < reading < shape.scale_high
        if self._count == self._at_once or not plain:
            self.sum()
        self._slot = self._count
        error, precision = self._errors[self._slot], self._precisions[self._slot]
        self._expect(error, precision, reading if plain else 0.0)
        if plain:
            self._count += 1
        else:
            self._hear_end(error[FACTORS], precision, reading)
        np.multiply(error[COV], precision, out=self._gain)
        np.multiply(self._gain[:, None], error, out=self._change)
        np.subtract(belief.columns, self._change, out=belief.columns)

    def _hear_end(self, error: Array, precision: Array, reading: float) -> None:
        """A reading at an end, as the plain one that would do the same; it is summed at once.

        Writes the error and the precision of that plain reading.  eq. 11, 30
        """
        belief = self._belief
        if self._known is None:
            self._known = swept(belief.gram)
        moved, unsure = foretold(self._known, error)
        sd = np.sqrt(1.0 / precision - ROUNDING_VAR + unsure)
        plain = _plain(belief.shape, reading, moved[0], sd)
        share = 1.0 / (1.0 - plain.precision * unsure)
        np.multiply(plain.precision, share, out=precision)  # given the coefficients
        error[0] -= plain.value
        moved[0] -= plain.value
        follow(self._known, moved, plain.precision)
        belief.gram += error[:, None] * (error * precision)
        belief.evidence += plain.evidence + 0.5 * np.log(share)
        belief.known_root = None

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
        precision, error = self._precisions[:count], self._errors[:count, FACTORS]
        product = np.multiply.reduce(precision, axis=0)
        belief.evidence += 0.5 * (np.log(product) - count * _LOG_2PI)
        if self._known is not None:
            self._follow(error, precision)
        error *= np.sqrt(precision)[:, None]
        if count == 1:  # both triangles, in one step instead of six
            belief.gram += error[0][:, None] * error[0]
        else:
            for place in range(len(belief.gram)):
                row = belief.gram[place, place:]
                row += np.einsum("tn,tin->in", error[:, place], error[:, place:])
        self._count, belief.known_root = 0, None

    def _follow(self, errors: Array, precisions: Array) -> None:
        """Keep what is known up to date, as long as readings at an end come close together."""
        if self._known is None or len(errors) > _CLOSE:
            self._known = None
            return
        for error, precision in zip(errors, precisions, strict=True):
            moved, unsure = foretold(self._known, error)
            follow(self._known, moved, 1.0 / (1.0 / precision + unsure))

    def last(self) -> Heard:
        """What the reading just heard did."""
        error, precision = self._errors[self._slot], self._precisions[self._slot]
        return Heard(error[FACTORS] * precision, precision.copy(), self._gain.copy())


class _Plain(NamedTuple):
    """The plain reading that would do what a censored one does, and what it lacks in evidence."""

    value: Array  # (N,)
    precision: Array  # (N,)
    evidence: Array  # (N,) nats; of its own normal density the precision is not in it


def _plain(shape: Shape, reading: float, expected: Array, sd: Array) -> _Plain:
    """A reading that says only "beyond the end".  eq. 11, 30

    Moment matching of the truncated normal (assumed density filtering); P(z beyond the end) is the
    evidence. The normal density of the plain reading, which will be summed, is taken out of it.

    Args:
        shape: where the ends are.
        reading: at one of them, or beyond it.
        expected: (N,) what was expected of it.
        sd: (N,) and how uncertainly, but for rounding.
    """
    at_low = reading <= shape.scale_low
    log_prob, ratio, cut = _beyond(shape, at_low, expected, sd)
    steep = ratio + cut
    value = expected + (-sd if at_low else sd) / steep
    return _Plain(value, ratio * steep / (sd * sd), log_prob + 0.5 * ratio / steep)


def _beyond(shape: Shape, at_low: bool, expected: Array, sd: Array) -> tuple[Array, Array, Array]:
    """log P(z beyond the end), phi / Phi, and the cut in standard deviations."""
    if at_low:
        cut = (shape.scale_low + HALF_POINT - expected) / sd
    else:
        cut = (expected - (shape.scale_high - HALF_POINT)) / sd
    return *below(cut), cut
