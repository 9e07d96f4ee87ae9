"""The response model's numbers as values, and the cells of its hyperparameters.

Letters of docs/model.md used in this room: ``N`` cells, ``n`` readings, ``t`` days since the first
reading, ``J`` treatments so far. State order (model.md eq. 3):
level b0, fast A1, slow A2, drift w, flare r, gain c, current e, relief a. The first seven show in a
reading; a shows only through the next treatment's e.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .normal import Array

Marks = NDArray[np.intp]

LEVEL, FAST, SLOW, DRIFT, FLARE, GAIN, CURRENT, RELIEF = range(8)
ROUNDING_VAR = 1.0 / 12.0  # of a uniform error one point wide; model.md eq. 2
HALF_POINT = 0.5  # a reading at an end of the scale says only "beyond half a point from it"

_LEAST_FLARE_DAYS = 0.1  # faster than a diary can tell, and slow enough to be squared
CELLS = 1024  # of each natural course, in an answer; model.md eq. 8


class NaturalCourse(NamedTuple):
    """Untreated fall: fast ~ N(mean, sd²) over ``fast_days``, slow likewise; points.  eq. 4"""

    fast_mean: float
    fast_sd: float
    fast_days: float
    slow_mean: float
    slow_sd: float
    slow_days: float
    flare_mean: float  # how far above the usual level a diary begins, points


class Stance(NamedTuple):
    """What is believed of the treatment beforehand: relief a, lasting gain c; points.  eq. 7"""

    relief_mean: float
    relief_sd: float
    gain_mean: float
    gain_sd: float


class Lognormal(NamedTuple):
    """log x ~ N(log median, log_sd²)."""

    median: float
    log_sd: float


class Spread(NamedTuple):
    """Priors of the hyperparameters.  model.md eq. 8"""

    half_life_days: Lognormal
    lengthening: Lognormal
    noise_sd: Lognormal
    flare_sd: Lognormal
    flare_days: Lognormal
    drift_sd: Lognormal
    onset: tuple[tuple[int, float], ...]  # treatments without effect, probability


class Shape(NamedTuple):
    """The constants all courses share.  model.md eq. 2-6, 28"""

    level_mean: float
    level_sd: float
    flare_start_sd: float
    relief_wobble_sd: float
    gain_ratio: float
    half_life_cap_days: float
    shift_per_day: float  # how often the level shifts for a reason nobody knows
    shift_sd: float
    shift_grid_days: float  # a shift is looked for in the middle of each piece of this length
    scale_low: float
    scale_high: float


class Prior(NamedTuple):
    """Everything believed before the first reading; several natural courses are a mixture."""

    courses: tuple[tuple[float, NaturalCourse], ...]
    stance: Stance
    spread: Spread
    shape: Shape


class Placed(NamedTuple):
    """Where the cells of one natural course stand.  model.md eq. 8, 28, 29"""

    points: Array  # (N, 7): six normal quantiles and a uniform
    shift_days: Array  # (N,) when the level shifts; infinite: it doesn't
    log_weight: Array  # (N,) nats, the prior weight of each


class Cells(NamedTuple):
    """N points of the hyperparameters, each (N,)."""

    half_life_days: Array
    lengthening: Array
    noise_var: Array
    flare_var: Array
    flare_days: Array
    drift_var: Array
    onset: Array
    shift_days: Array  # when the level shifts; infinite: it doesn't
    fading: Array  # -1 / flare_days, the rate of a flare's decay per day


@cache
def _table() -> Array:
    """(1024, 8): six normal quantiles and two uniforms, frozen by tools/make_cells.py."""
    found: Array = np.load(Path(__file__).parent / "data" / "cells.npy", allow_pickle=False)
    return found


def cells(spread: Spread, points: Array, shift_days: Array | float = math.inf) -> Cells:
    """Carry points (N, 7) through the prior quantiles.  model.md eq. 8

    Args:
        spread: the priors.
        points: six normal quantiles and a uniform each.
        shift_days: (N,), when the level shifts in each.
    """
    draws = [
        prior.median * np.exp(prior.log_sd * points[:, column])
        for column, prior in enumerate(spread[:6])
    ]
    half_life, lengthening, noise_sd, flare_sd, flare_days, drift_sd = draws
    flare_days = np.maximum(flare_days, _LEAST_FLARE_DAYS)
    return Cells(
        half_life,
        lengthening,
        noise_sd**2,
        flare_sd**2,
        flare_days,
        drift_sd**2,
        _onset(spread.onset, points[:, 6]),
        np.broadcast_to(np.asarray(shift_days, dtype=np.float64), len(points)),
        -1.0 / flare_days,
    )


def onset_classes(onset: tuple[tuple[int, float], ...], uniform: Array) -> Marks:
    """Which of the onsets a uniform coordinate (N,) chooses, (N,) whole numbers."""
    edges = np.cumsum([probability for _, probability in onset])
    return np.searchsorted(edges[:-1], uniform, side="right")


def _onset(onset: tuple[tuple[int, float], ...], uniform: Array) -> Array:
    """How many treatments pass without effect, by the uniform coordinate's quantile."""
    values = np.array([after for after, _ in onset], dtype=np.float64)
    chosen: Array = values[onset_classes(onset, uniform)]
    return chosen


def frozen_table(count: int) -> Array:
    """The first ``count`` frozen points, (count, 8): six normal quantiles and two uniforms.

    Raises:
        ValueError: more than the 1,024 there are.
    """
    found = _table()
    if not 0 < count <= len(found):
        raise ValueError(f"between 1 and {len(found)} cells, not {count}")
    return found[:count]


def frozen_points(count: int) -> Array:
    """The hyperparameters' part of ``frozen_table``, (count, 7)."""
    return frozen_table(count)[:, :7]
