"""Numbers read off a posterior: every one is linear in the state, so a mixture of normals."""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from .belief import Belief
from .normal import Array, upper_tail
from .run import Posterior, weights

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


def factors_of(block: Belief, functional: Functional) -> tuple[list[int], Array]:
    """The components a functional uses and their factors, (components, N)."""
    chosen = list(functional.rows)
    factors = np.empty((len(chosen), block.mean.shape[1]))
    for row, factor in enumerate(functional.rows.values()):
        factors[row] = factor
    return chosen, factors


def _moments(block: Belief, functional: Functional) -> tuple[Array, Array]:
    chosen, factors = factors_of(block, functional)
    cov = block.cov[np.ix_(chosen, chosen)]
    mean = np.einsum("kn,kn->n", factors, block.mean[chosen])
    return mean, np.einsum("kn,kin,in->n", factors, cov, factors) + functional.extra_var
