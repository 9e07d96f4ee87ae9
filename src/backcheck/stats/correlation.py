"""How far the errors of two measures go together, from one course's own weeks.  model.md eq. 26"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from .combine import Part
from .normal import Array

_WEEK_DAYS = 7.0
_FISHER_LOSS = 4.0  # var z = 1 / (n - 3), and the straight line costs one more
_NODES = (0.1, 0.3, 0.5, 0.7, 0.9)  # quantiles of z, equally likely
_LARGEST = 0.999


class Believed(NamedTuple):
    """What is believed of the correlation before the course has spoken."""

    usual: float
    weight_weeks: float  # as many weeks of the course weigh as much
    least: float
    most: float


class Series(NamedTuple):
    """One measure's readings: instants in days from any origin, and values."""

    at_days: Array
    values: Array


def correlation(measures: Sequence[Series], believed: Believed) -> tuple[Part, ...]:
    """The correlation of errors, shrunk to the usual one and kept within the limits.

    Args:
        measures: the readings of each.
        believed: beforehand.

    Returns:
        five equally likely values.
    """
    found = [_residual(*pair) for pair in combinations(map(_weekly, measures), 2)]
    count = max(len(found), 1)
    weeks = sum(weight for _, weight in found) / count
    seen = sum(z * weight for z, weight in found) / count
    total = believed.weight_weeks + weeks
    centre = (believed.weight_weeks * math.atanh(believed.usual) + seen) / total
    nodes = [centre + NormalDist().inv_cdf(share) / math.sqrt(total) for share in _NODES]
    return tuple(
        Part(min(max(math.tanh(z), believed.least), believed.most), 1.0 / len(nodes)) for z in nodes
    )


def _weekly(measure: Series) -> dict[int, float]:
    """The mean of each week with a reading."""
    weeks = np.floor(measure.at_days / _WEEK_DAYS).astype(int)
    return {int(week): float(measure.values[weeks == week].mean()) for week in np.unique(weeks)}


def _residual(one: dict[int, float], other: dict[int, float]) -> tuple[float, float]:
    """Fisher's z of two measures' weekly means about a straight line each, and its weight."""
    weeks = sorted(one.keys() & other.keys())
    weight = len(weeks) - _FISHER_LOSS
    if weight <= 0.0:
        return 0.0, 0.0
    time = np.array(weeks, dtype=np.float64)
    line = np.stack([np.ones_like(time), time - time.mean()], axis=1)
    values = np.array([[one[week], other[week]] for week in weeks])
    left = values - line @ np.linalg.lstsq(line, values, rcond=None)[0]
    size = np.sqrt((left**2).sum(axis=0))
    if size.min() < 1e-9:  # a measure that never moves says nothing
        return 0.0, 0.0
    r = float(left[:, 0] @ left[:, 1] / (size[0] * size[1]))
    return math.atanh(min(max(r, -_LARGEST), _LARGEST)), weight
