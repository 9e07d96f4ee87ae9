"""A belief as mean and covariance of the eight components, which the product never writes out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backcheck.stats.belief import COV, FACTORS, FIXED, Belief, left_now
from backcheck.stats.model import CURRENT, DRIFT, FLARE, GAIN, LEVEL, Cells
from backcheck.stats.normal import Array


class Moments(NamedTuple):
    """x ~ N(mean, cov) in each of N cells, in the order of the state, and their log weights."""

    mean: Array  # (8, N)
    cov: Array  # (8, 8, N)
    log_weight: Array
    cells: Cells


def moments(belief: Belief) -> Moments:
    """Mean and covariance, by the dense inverse of what the readings say of the coefficients."""
    size = len(belief.evidence)
    factors, shown = np.zeros((8, 6, size)), np.zeros((8, 3, size))
    for place, component in enumerate(FIXED):
        factors[component, 1 + place] = belief.fixed_sd[place]
    # The rows hold b0 + w - c C, r, and e faded, with the sign with which it shows.
    shown[DRIFT, 0] = shown[FLARE, 1] = 1.0
    if belief.treatments.number:
        shown[CURRENT, 2] = -1.0 / left_now(belief)
    factors[DRIFT] += belief.treatments.gain * factors[GAIN] - factors[LEVEL]
    factors += np.einsum("kmn,mcn->kcn", shown, belief.columns[:, FACTORS])
    own = np.einsum("kmn,mjn,ijn->kin", shown, belief.columns[:, COV], shown)
    upper = np.triu(np.moveaxis(belief.gram, 2, 0))
    gram = upper + np.swapaxes(np.triu(upper, 1), 1, 2)
    cov = np.linalg.inv(gram[:, 1:, 1:])
    best = -np.einsum("nij,nj->ni", cov, gram[:, 1:, 0])
    mean = factors[:, 0] + np.einsum("kcn,nc->kn", factors[:, 1:], best)
    told = np.einsum("kcn,ncd,jdn->kjn", factors[:, 1:], cov, factors[:, 1:])
    return Moments(mean, own + told, belief.log_weight, belief.cells)
