"""Small symmetric systems, one in each cell: all cells at once, one pivot after the other.

A system is (6, 6, N): what the readings say of the five components that never move, and first the
readings themselves. Only its upper triangle is read.                            model.md eq. 30
"""

from __future__ import annotations

import numpy as np

from .normal import Array


def root_of(gram: Array) -> Array:
    """R with gram = R D R', pivots eliminated from the last; R is upper triangular with ones.

    D stands in the place of those ones, and below the diagonal nothing of use. ``R[0, 0]`` is what
    is left of the readings' sum of squares.
    """
    root = gram.copy()
    for pivot in range(len(root) - 1, 0, -1):
        column = root[:pivot, pivot]
        scaled = column / root[pivot, pivot]
        root[:pivot, :pivot] -= column[:, None] * scaled
        column[...] = scaled
    return root


def reduced(root: Array, factors: Array) -> tuple[Array, Array]:
    """Mean and variance of f = factors[0] + sum of factors[i] u_i.

    Args:
        root: of ``root_of``, (6, 6, N).
        factors: (6, ..., N), a constant and the factors of u; they are used up.
    """
    var, between = np.zeros(factors.shape[1:]), (1,) * (factors.ndim - 2)
    for pivot in range(len(root) - 1, 0, -1):
        own, column = factors[pivot], root[:pivot, pivot]
        var += own * own / root[pivot, pivot]
        factors[:pivot] -= column.reshape(pivot, *between, -1) * own
    return factors[0], var


def log_integral(root: Array) -> Array:
    """The log of the integral of exp(-(1, u)' gram (1, u) / 2) / (2 pi)^(5/2) over u, (N,)."""
    pivots = np.multiply.reduce([root[place, place] for place in range(1, len(root))])
    found: Array = -0.5 * (root[0, 0] + np.log(pivots))
    return found


def swept(gram: Array) -> Array:
    """What is known of u, (6, 6, N): what is left of the sum of squares, then the best u, and minus
    its covariance.

    Unlike ``root_of`` it can follow what is added to ``gram``: see ``follow``.
    """
    found = gram.copy()
    for place in range(len(gram)):
        found[place:, place] = gram[place, place:]
    for pivot in range(1, len(gram)):
        column, own = found[:, pivot].copy(), found[pivot, pivot].copy()
        scaled = column / own
        found -= column[:, None] * scaled
        found[:, pivot] = found[pivot] = scaled
        found[pivot, pivot] = -1.0 / own
    found[0, 1:] *= -1.0
    found[1:, 0] *= -1.0
    return found


def follow(known: Array, moved: Array, precision: Array) -> None:
    """Bring ``swept`` up to date, in place, when f was seen to be nought.

    Args:
        known: of ``swept``.
        moved: of f, by ``foretold``, (6, N).
        precision: 1 / (variance of f + that of the error it was seen with), (N,).
    """
    known += moved[:, None] * (moved * precision)


def foretold(known: Array, factors: Array) -> tuple[Array, Array]:
    """The mean of f = factors[0] + sum of factors[i] u_i, then minus its covariance with u, (6, N);
    and its variance, (N,)."""
    moved = np.einsum("ikn,kn->in", known[:, 1:], factors[1:])
    moved[0] += factors[0]
    return moved, -np.einsum("kn,kn->n", moved[1:], factors[1:])
