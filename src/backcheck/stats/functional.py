"""Numbers read off a posterior: every one is linear in the state, so a mixture of normals."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from .belief import COV, FACTORS, FIXED, FLARE_ROW, LEVEL_ROW, RELIEF_ROW, Belief, left_now
from .model import CURRENT, DRIFT, FLARE, GAIN, LEVEL
from .normal import Array, upper_tail
from .run import Posterior, weights
from .solve import reduced

_QUANTILE_TOLERANCE = 1e-6  # of the quantile and of its probability; answers show three digits
_TAIL_SDS = 9.0
_ROOT_INVERSE_2PI = 1.0 / math.sqrt(2.0 * math.pi)
_LEAST_VAR = 1e-18  # a quantity that is certain still divides


class Functional(NamedTuple):
    """f = rows'x + e,  e ~ N(0, extra_var), in each cell of a block.  model.md eq. 12"""

    rows: dict[int, Array | float]  # state component -> its factor, (N,) or a number
    extra_var: Array | float = 0.0


class Quantity(NamedTuple):
    """The posterior of one functional: weights, means and standard deviations, each (N,)."""

    weight: Array
    mean: Array
    sd: Array

    def average(self) -> float:
        """Posterior mean."""
        return float(self.weight @ self.mean)

    def spread(self) -> float:
        """Posterior standard deviation."""
        centre = self.average()
        return math.sqrt(float(self.weight @ (self.sd**2 + (self.mean - centre) ** 2)))

    def at_least(self, threshold: float) -> float:
        """P(f >= threshold)."""
        return float(self.weight @ upper_tail((threshold - self.mean) / self.sd))

    def quantile(self, probability: float) -> float:
        """The value below which f lies with ``probability``: Newton's steps, kept in a bracket."""
        low = float((self.mean - _TAIL_SDS * self.sd).min())
        high = float((self.mean + _TAIL_SDS * self.sd).max())
        guess = self.average() + self.spread() * NormalDist().inv_cdf(probability)
        while high - low > _QUANTILE_TOLERANCE:
            if not low < guess < high:
                guess = 0.5 * (low + high)
            z = (guess - self.mean) / self.sd
            miss = 1.0 - float(self.weight @ upper_tail(z)) - probability
            if abs(miss) < _QUANTILE_TOLERANCE:
                return guess
            if miss > 0.0:
                high = guess
            else:
                low = guess
            density = float(self.weight @ (np.exp(-0.5 * z * z) / self.sd)) * _ROOT_INVERSE_2PI
            guess = guess - miss / density if density > 0.0 else low
        return 0.5 * (low + high)

    def interval(self, coverage: float) -> tuple[float, float]:
        """The central interval that holds f with probability ``coverage``."""
        tail = 0.5 * (1.0 - coverage)
        return self.quantile(tail), self.quantile(1.0 - tail)


def read(posterior: Posterior, functional: Callable[[Belief], Functional]) -> Quantity:
    """The posterior of a functional, given as a recipe for each block.  eq. 12"""
    moments = [_moments(block, functional(block)) for block in posterior]
    mean, var = (np.concatenate(column) for column in zip(*moments, strict=True))
    return Quantity(weights(posterior), mean, np.sqrt(np.maximum(var, _LEAST_VAR)))


class Parts(NamedTuple):
    """A functional in each cell: a part in the coefficients, and a part that moves by itself."""

    factors: Array  # (6, N) of the constant and of u
    shown: Array  # (3, N) its covariance with what moves, given u
    var: Array  # (N,) given u


def parts_of(block: Belief, functional: Functional) -> Parts:
    """A functional as the belief holds it.  eq. 9a"""
    rows, size = functional.rows, len(block.evidence)
    moving = np.zeros((3, size))
    moving[LEVEL_ROW] = drift = rows.get(DRIFT, 0.0)
    moving[FLARE_ROW] = rows.get(FLARE, 0.0)
    if block.treatments.number and CURRENT in rows:
        moving[RELIEF_ROW] = -rows[CURRENT] / left_now(block)
    carried = np.einsum("kcn,kn->cn", block.columns, moving)
    factors = carried[FACTORS]
    # The level's row holds b0 + w - c C, so the drift is that less the other two.
    own = {LEVEL: rows.get(LEVEL, 0.0) - drift}
    own[GAIN] = rows.get(GAIN, 0.0) + drift * block.treatments.gain
    for place, (component, sd) in enumerate(zip(FIXED, block.fixed_sd, strict=True), start=1):
        factors[place] += np.multiply(own.get(component, rows.get(component, 0.0)), sd)
    var = np.einsum("kn,kn->n", carried[COV], moving) + functional.extra_var
    return Parts(factors, carried[COV], var)


def _moments(block: Belief, functional: Functional) -> tuple[Array, Array]:
    parts = parts_of(block, functional)
    mean, var = reduced(block.root, parts.factors)
    return mean, var + parts.var
