"""Quantiles of mixtures of normals: of an interval's two ends, or of a line on every day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from .normal import Array, upper_tail

_MOST_STEPS = 200  # Newton takes five, halving alone thirty
_LEAST_DENSITY = 1e-300
_LEAST_SD = 1e-9  # what is certain still divides
_ROOT_INVERSE_2PI = 1.0 / math.sqrt(2.0 * math.pi)


def quantiles(
    weight: Array, mean: Array, sd: Array, probability: Sequence[float], tolerance: float
) -> Array:
    """The values below which mixtures lie, (m,): Newton's steps, each kept in its bracket.

    A mixture's quantile lies between the least and the greatest of its components'.

    Args:
        weight: (N,), summing to one.
        mean: (m, N), or (N,) for all.
        sd: likewise.
        probability: below the quantile; m of them, or one for all.
        tolerance: a step shorter than this is the last.

    Raises:
        ArithmeticError: they were not found, as when something given is not a number.
    """
    wanted, sd = np.array(probability), np.maximum(sd, _LEAST_SD)
    far = np.array([NormalDist().inv_cdf(each) for each in probability])
    each_one = mean + far[:, None] * sd
    low, high = each_one.min(axis=1), each_one.max(axis=1)
    centre = mean @ weight
    spread = np.sqrt((sd**2 + (mean - centre[..., None]) ** 2) @ weight)
    guess = np.clip(centre + far * spread, low, high)
    for _ in range(_MOST_STEPS):
        z = (guess[:, None] - mean) / sd
        miss = 1.0 - upper_tail(z) @ weight - wanted
        low, high = np.where(miss < 0.0, guess, low), np.where(miss > 0.0, guess, high)
        density = (np.exp(-0.5 * z * z) / sd) @ weight * _ROOT_INVERSE_2PI
        newton = guess - miss / np.maximum(density, _LEAST_DENSITY)
        inside = (low <= newton) & (newton <= high)
        later = np.where(inside, newton, 0.5 * (low + high))
        if float(np.abs(later - guess).max(initial=0.0)) < tolerance:
            return np.asarray(later)
        guess = later
    raise ArithmeticError("the quantiles of a mixture were not found")
