"""Small symmetric systems, one in each cell: all cells at once, one pivot after the other.

A system is (6, 6, N): what the readings say of the five components that never move, and first the
readings themselves. Only the upper triangle is read.                         model.md eq. 9a
"""

from __future__ import annotations

import numpy as np

from .normal import Array


def root_of(gram: Array) -> Array:
    """R, upper triangular but for its first pivot: gram = R R', pivots eliminated from the last.

    ``R[0, 0]`` is what is left of the readings' sum of squares when the others are eliminated, and
    not its root. Below the diagonal stands nothing of use.
    """
    root = gram.copy()
    for pivot in range(len(root) - 1, 0, -1):
        column = root[: pivot + 1, pivot]
        column /= np.sqrt(column[pivot])
        rest = column[:pivot]
        root[:pivot, :pivot] -= rest[:, None] * rest
    return root


def reduced(root: Array, factors: Array) -> tuple[Array, Array]:
    """Mean and variance of f = factors[0] + sum of factors[i] u_i, each of the factors' last axes.

    Args:
        root: of ``root_of``.
        factors: (6, ..., N), a constant and the factors of u; they are used up.
    """
    var = np.zeros(factors.shape[1:])
    for pivot in range(len(root) - 1, 0, -1):
        column = root[: pivot + 1, pivot]
        own = factors[pivot] / column[pivot]
        var += own * own
        for place in range(pivot):
            factors[place] -= column[place] * own
    return factors[0], var


def log_integral(root: Array) -> Array:
    """The log of the integral of exp(-(1, u)' gram (1, u) / 2) / (2 pi)^(5/2) over u, (N,)."""
    pivots = root[1, 1].copy()
    for place in range(2, len(root)):
        pivots *= root[place, place]
    found: Array = -0.5 * root[0, 0] - np.log(pivots)
    return found
