"""Numbers read off a posterior: every one is linear in the state, so a mixture of normals."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from .belief import (
    COLUMNS,
    COV,
    FACTORS,
    FIXED,
    FLARE_ROW,
    LEVEL_ROW,
    RELIEF_ROW,
    Belief,
    left_now,
)
from .mixture import quantiles
from .model import CURRENT, DRIFT, FLARE, GAIN, LEVEL
from .normal import Array, upper_tail
from .run import Posterior, weights
from .solve import reduced

_QUANTILE_TOLERANCE = 1e-6  # answers show three digits
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
        """The value below which f lies with ``probability``."""
        return self._quantiles(probability)[0]

    def interval(self, coverage: float) -> tuple[float, float]:
        """The central interval that holds f with probability ``coverage``."""
        tail = 0.5 * (1.0 - coverage)
        low, high = self._quantiles(tail, 1.0 - tail)
        return low, high

    def _quantiles(self, *probability: float) -> list[float]:
        found = quantiles(self.weight, self.mean, self.sd, probability, _QUANTILE_TOLERANCE)
        return [float(each) for each in found]


def read(posterior: Posterior, functional: Callable[[Belief], Functional]) -> Quantity:
    """The posterior of a functional, given as a recipe for each block.  eq. 12"""
    return read_all(posterior, lambda block: (functional(block),))[0]


def read_all(
    posterior: Posterior, functionals: Callable[[Belief], Sequence[Functional]]
) -> list[Quantity]:
    """The posteriors of several functionals at once, given as a recipe for each block.  eq. 12"""
    moments = [_moments(block, functionals(block)) for block in posterior]
    mean, var = (np.concatenate(column, axis=1) for column in zip(*moments, strict=True))
    weight, sd = weights(posterior), np.sqrt(np.maximum(var, _LEAST_VAR))
    return [Quantity(weight, *each) for each in zip(mean, sd, strict=True)]


class Parts(NamedTuple):
    """A functional in each cell: a part in the coefficients, and a part that moves by itself."""

    factors: Array  # (6, N) of the constant and of u
    shown: Array  # (3, N) its covariance with what moves, given u
    var: Array  # (N,) given u


def parts_of(block: Belief, functional: Functional) -> Parts:
    """A functional as the belief holds it.  eq. 30"""
    rows, drift = functional.rows, functional.rows.get(DRIFT, 0.0)
    moving = {LEVEL_ROW: drift, FLARE_ROW: rows.get(FLARE, 0.0)}
    if block.treatments.number and CURRENT in rows:
        moving[RELIEF_ROW] = -rows[CURRENT] / left_now(block)
    carried = np.zeros((COLUMNS, len(block.evidence)))
    used = {row: factor for row, factor in moving.items() if np.any(factor)}
    for row, factor in used.items():
        carried += block.columns[row] * factor
    factors, shown = carried[FACTORS], carried[COV]
    # The level's row holds b0 + w - c C, so the drift is that less the other two.
    own = dict(rows)
    if DRIFT in rows:
        own[LEVEL] = rows.get(LEVEL, 0.0) - drift
        own[GAIN] = rows.get(GAIN, 0.0) + drift * block.treatments.gain
    for place, (component, sd) in enumerate(zip(FIXED, block.fixed_sd, strict=True), start=1):
        if component in own:
            factors[place] += own[component] * sd
    var = np.zeros(len(block.evidence)) + functional.extra_var
    for row, factor in used.items():
        var += shown[row] * factor
    return Parts(factors, shown, var)


def _moments(block: Belief, functionals: Sequence[Functional]) -> tuple[Array, Array]:
    parts = [parts_of(block, functional) for functional in functionals]
    mean, var = reduced(block.root, np.stack([each.factors for each in parts], axis=1))
    return mean, var + np.array([each.var for each in parts])
