"""Does relief hold longer from treatment to treatment? A small model of reported durations.

    log D_j ~ N(mu + b (j - 1), sd²)                                          model.md eq. 18

A report of d days means (d - .5, d + .5], 0 means (0, .5]; "still holding" is right-censored.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from .model import Lognormal
from .normal import Array, below

_LOG_LEVELS, _TRENDS, _SDS = 30, 41, 8  # the grid of mu, b and sd
_GRID_SDS = 3.5  # how far the grid of mu and b reaches
_RECALL_DAYS = 0.5
_CERTAIN_SDS = 38.0  # so far out that the tail is nought to the last digit
_PRIORS_KEPT, _REPORTS_KEPT = 4, 128  # a report is 80 kB
_TAIL_STEPS = 512  # of a standard deviation, in the table of tails


class Duration(NamedTuple):
    """Relief after treatment ``number`` (from 1) lasted ``held_days``, or at least that long."""

    number: int
    held_days: float
    still_holding: bool


class ReliefPrior(NamedTuple):
    """Priors of eq. 18, and how many reports are needed before "longer?" is answered.

    Some of them must have ended: "still holding" alone says only that relief is long.
    """

    median_days: Lognormal
    trend_sd: float
    recall_sd: Lognormal
    enough_reports: int
    enough_ended: int


class Relief(NamedTuple):
    """What the reports say. Without ``enough`` of them both numbers are None."""

    median_days: float | None  # at the latest reported treatment
    p_longer: float | None  # P(b > 0)
    enough: bool


def relief(durations: Sequence[Duration], prior: ReliefPrior) -> Relief:
    """The posterior of median and trend on a fixed grid.  model.md eq. 18-19

    Args:
        durations: one a treatment; ``held_days`` >= 0.
        prior: see ``ReliefPrior``.
    """
    ended = sum(not duration.still_holding for duration in durations)
    if len(durations) < prior.enough_reports or ended < prior.enough_ended:
        return Relief(None, None, enough=False)
    log_level, trend, _, log_prior = _grid(prior)
    log_weight = log_prior.copy()
    for duration in durations:
        log_weight += _log_likelihood(duration, prior)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    latest = max(duration.number for duration in durations)
    median = float(np.exp((weight * (log_level + trend * (latest - 1))).sum()))
    longer = float(weight[trend > 0.0].sum() + 0.5 * weight[trend == 0.0].sum())
    return Relief(median, longer, enough=True)


@lru_cache(_PRIORS_KEPT)
def _grid(prior: ReliefPrior) -> tuple[Array, Array, Array, Array]:
    """mu, b, sd and log prior on the grid, each flat."""
    z_level = np.linspace(-_GRID_SDS, _GRID_SDS, _LOG_LEVELS)
    z_trend = np.linspace(-_GRID_SDS, _GRID_SDS, _TRENDS)
    z_trend[_TRENDS // 2] = 0.0
    z_sd = np.linspace(-2.0, 2.0, _SDS)
    level, trend, sd = (axis.ravel() for axis in np.meshgrid(z_level, z_trend, z_sd, indexing="ij"))
    return (
        np.log(prior.median_days.median) + prior.median_days.log_sd * level,
        prior.trend_sd * trend,
        prior.recall_sd.median * np.exp(prior.recall_sd.log_sd * sd),
        -0.5 * (level**2 + trend**2 + sd**2),
    )


@lru_cache(_REPORTS_KEPT)
def _log_likelihood(duration: Duration, prior: ReliefPrior) -> Array:
    """log P(report | mu, b, sd) on the grid, floored where it underflows.  eq. 19

    Most reports are of a few whole days, so the same ones come again and again.
    """
    log_level, trend, sd, _ = _grid(prior)
    centre, held = log_level + trend * (duration.number - 1), duration.held_days
    shortest = held if duration.still_holding else held - _RECALL_DAYS
    low = (math.log(shortest) - centre) / sd if shortest > 0.0 else np.full_like(sd, -_CERTAIN_SDS)
    if duration.still_holding:
        prob = _tail(low)
    else:
        high = (math.log(held + _RECALL_DAYS) - centre) / sd
        mirrored = low + high < 0.0  # two tails near one have no digits left for their difference
        prob = _tail(np.where(mirrored, -high, low)) - _tail(np.where(mirrored, -low, high))
    found: Array = np.log(np.maximum(prob, 1e-300))
    return found


def _tail(x: Array) -> Array:
    """P(Z > x) from a table of its logarithm, between whose entries it is all but straight.

    Off by less than 5e-7 of itself: the second derivative of the logarithm is never beyond 1.
    """
    place = (np.clip(x, -_CERTAIN_SDS, _CERTAIN_SDS) + _CERTAIN_SDS) * _TAIL_STEPS
    whole = place.astype(np.intp)
    table = _log_tails()
    at = table[whole]
    found: Array = np.exp(at + (place - whole) * (table[whole + 1] - at))
    return found


@cache
def _log_tails() -> Array:
    """log P(Z > x) on a grid from -38 to a step beyond 38."""
    steps = np.arange(2 * int(_CERTAIN_SDS) * _TAIL_STEPS + 2, dtype=np.float64)
    log_tail, _ = below(_CERTAIN_SDS - steps / _TAIL_STEPS)
    return log_tail
