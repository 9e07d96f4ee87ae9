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

from .belief import COLUMNS, CONSTANT, COV, FACTORS, NATURAL, Belief, natural_fall
from .beyond import is_plain, plain
from .model import ROUNDING_VAR
from .normal import Array
from .solve import follow, foretold, swept

LOG_2PI = math.log(2.0 * math.pi)
_AT_ONCE = 8  # readings whose products are summed in one go
_CLOSE = 3  # with more readings in between it is less work to solve anew


class Seen(NamedTuple):
    """A reading at an end as each cell of a block sees it: a plain one.  eq. 32"""

    at_days: float
    value: Array  # (N,)
    noise_var: Array  # (N,)
    evidence: Array  # (N,) nats, of what was read, less the plain reading's own


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
        self._natural = np.empty((2, 1))
        self._slot = 0

    def hear(self, reading: float) -> None:
        """Let one reading speak, at the belief's own time.  eq. 9"""
        if is_plain(self._belief.shape, reading):
            self._hear_plain(reading, self._noise)
        else:
            self._hear_end(reading)

    def see(self, seen: Seen) -> None:
        """Let a reading speak that each cell sees in its own way.  eq. 32"""
        self._hear_plain(seen.value, seen.noise_var)
        self._belief.evidence += seen.evidence

    def _hear_plain(self, value: float | Array, noise_var: Array) -> None:
        if self._count == self._at_once:
            self.sum()
        self._slot = self._count
        error, precision = self._errors[self._slot], self._precisions[self._slot]
        self._expect(error, precision, noise_var)
        error[CONSTANT] -= value
        self._count += 1
        self._learn(error, precision)

    def _hear_end(self, reading: float) -> None:
        """A reading at an end, as the plain one that would do the same; it is summed at once.

        Moment matching of the truncated normal (assumed density filtering).  eq. 11, 30
        """
        self.sum()
        self._slot, belief = 0, self._belief
        error, precision = self._errors[0], self._precisions[0]
        factors = error[FACTORS]
        self._expect(error, precision, belief.cells.noise_var)
        if self._known is None:
            self._known = swept(belief.gram)
        moved, unsure = foretold(self._known, factors)
        at_low = reading <= belief.shape.scale_low
        found = plain(belief.shape, at_low, moved[0], np.sqrt(1.0 / precision + unsure))
        share = 1.0 / (1.0 - found.precision * unsure)
        np.multiply(found.precision, share, out=precision)  # given the coefficients
        factors[0] -= found.value
        moved[0] -= found.value
        follow(self._known, moved, found.precision)
        belief.gram += factors[:, None] * (factors * precision)
        belief.evidence += found.log_prob + 0.5 * (found.squared + np.log(share))
        belief.known_root = None
        self._learn(error, precision)

    def _expect(self, error: Array, precision: Array, noise_var: Array) -> None:
        """What is expected of a reading now; and the precision of its error.  eq. 2, 30"""
        belief, natural = self._belief, error[NATURAL]
        fast, slow = natural_fall(belief.course, belief.at_days)
        self._natural[0, 0] = fast * belief.fixed_sd[0]
        self._natural[1, 0] = slow * belief.fixed_sd[1]
        np.add.reduce(belief.columns, axis=0, out=error)
        np.subtract(natural, self._natural, out=natural)
        np.add.reduce(error[COV], axis=0, out=precision)
        np.add(precision, noise_var, out=precision)
        np.reciprocal(precision, out=precision)

    def _learn(self, error: Array, precision: Array) -> None:
        """What moves is where the reading says.  eq. 30"""
        np.multiply(error[COV], precision, out=self._gain)
        np.multiply(self._gain[:, None], error, out=self._change)
        np.subtract(self._belief.columns, self._change, out=self._belief.columns)

    def sum(self) -> None:
        """Add what has been heard to ``gram`` and ``evidence``."""
        count, belief = self._count, self._belief
        if not count:
            return
        precision, error = self._precisions[:count], self._errors[:count, FACTORS]
        product = np.multiply.reduce(precision, axis=0)
        belief.evidence += 0.5 * (np.log(product) - count * LOG_2PI)
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
