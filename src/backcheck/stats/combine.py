"""Several measures of one treatment's effect, each fitted alone, seen together.

They share what is not known of the natural course, so their errors are correlated, and taking them
for independent would make the sum far too sure.                              model.md eq. 24-25, 27
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .functional import Quantity
from .normal import Array

_LEAST_PRECISION = 1e-6  # of what a fit adds to its prior; one that adds nothing tells nothing


class Estimate(NamedTuple):
    """A normal summary, points."""

    mean: float
    sd: float


class Part(NamedTuple):
    """A value and its weight; the weights of all sum to one."""

    value: float
    weight: float


class Together(NamedTuple):
    """What all measures say. Quantities are mixtures over what is shared and what is own."""

    effect: Quantity  # the effect that the measures have in common
    apart: tuple[Quantity, ...]  # each measure's own effect minus the mean of the others'
    correlation: float  # posterior mean of the errors' correlation


def without_prior(fitted: Estimate, prior: Estimate) -> Estimate:
    """What a fit's readings say by themselves: its posterior divided by its prior.  eq. 24"""
    held = prior.sd**-2
    precision = max(fitted.sd**-2 - held, _LEAST_PRECISION)
    mean = prior.mean + (fitted.mean - prior.mean) * fitted.sd**-2 / precision
    return Estimate(mean, precision**-0.5)


def combine(
    fitted: Sequence[Estimate],
    prior: Estimate,
    correlations: Sequence[Part],
    own_fractions: Sequence[Part],
) -> Together:
    """The measures together, the prior counted once.  eq. 25

    Args:
        fitted: the posterior of each measure's effect from its own fit; at least two.
        prior: of every one of these effects, as the fits had it.
        correlations: of the errors of two equally sure measures, below 1.
        own_fractions: how much of the prior variance is a measure's own, below 1.

    Raises:
        ValueError: fewer than two measures.
    """
    if len(fitted) < 2:
        raise ValueError("one measure has nothing to be combined with")
    alone = [without_prior(each, prior) for each in fitted]
    said, errors = np.array([x for x, _ in alone]), np.array([sd**2 for _, sd in alone])
    pairs = [(rho, own) for rho in correlations for own in own_fractions]
    log_weight, means, covs = [], [], []
    for rho, own in pairs:
        shared = rho.value * errors.min()
        noise = np.diag(errors - shared) + shared
        log_density, mean, cov = _posterior(said, noise, prior, own.value)
        log_weight.append(math.log(rho.weight * own.weight) + log_density)
        means.append(mean)
        covs.append(cov)
    raw = np.exp(np.array(log_weight) - max(log_weight))
    weight = raw / raw.sum()
    found = [_read(row, weight, np.array(means), np.array(covs)) for row in _rows(len(fitted))]
    expected = float(weight @ [rho.value for rho, _ in pairs])
    return Together(found[0], tuple(found[1:]), expected)


def _posterior(
    said: Array, noise: Array, prior: Estimate, own_fraction: float
) -> tuple[float, Array, Array]:
    """Log evidence, mean (K + 1,) and covariance of the common effect and each measure's."""
    count = len(said)
    common, own = prior.sd**2 * (1.0 - own_fraction), prior.sd**2 * own_fraction
    held = np.full((count + 1, count + 1), common)
    held[range(1, count + 1), range(1, count + 1)] += own
    spread = held[1:, 1:] + noise
    surprise = said - prior.mean
    gain = np.linalg.solve(spread, held[1:]).T
    _, log_det = np.linalg.slogdet(spread)
    log_density = -0.5 * (float(surprise @ np.linalg.solve(spread, surprise)) + float(log_det))
    return log_density, prior.mean + gain @ surprise, held - gain @ held[1:]


def _rows(count: int) -> Array:
    """The common effect, then each measure's against the mean of the others, (K + 1, K + 1)."""
    rows = np.full((count + 1, count + 1), -1.0 / (count - 1))
    rows[0], rows[:, 0] = 0.0, 0.0
    rows[range(count + 1), range(count + 1)] = 1.0
    return rows


def _read(row: Array, weight: Array, means: Array, covs: Array) -> Quantity:
    var = np.einsum("i,nij,j->n", row, covs, row)
    return Quantity(weight, means @ row, np.sqrt(np.maximum(var, 1e-18)))
