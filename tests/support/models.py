"""Priors and random courses for tests of the statistics, independent of the knowledge room."""

from __future__ import annotations

import math

import numpy as np

from backcheck.stats.model import Lognormal, NaturalCourse, Prior, Shape, Spread, Stance
from backcheck.stats.run import Happening, Reading, Treatment

OVER_A_YEAR = NaturalCourse(0.2, 1.4, 21.0, 0.8, 2.0, 175.0, 0.8)
PERSISTENT = NaturalCourse(1.4, 1.5, 21.0, 1.3, 2.0, 175.0, 0.8)
ACUTE = NaturalCourse(2.6, 1.6, 17.5, 2.0, 2.0, 175.0, 0.8)
NEUTRAL = Stance(0.0, 1.0, 0.0, 0.25)
SPREAD = Spread(
    half_life_days=Lognormal(4.0, 0.8),
    lengthening=Lognormal(math.exp(0.06), 0.12),
    noise_sd=Lognormal(0.9, 0.35),
    flare_sd=Lognormal(0.9, 0.40),
    flare_days=Lognormal(4.0, 0.6),
    drift_sd=Lognormal(0.05, 0.6),
    onset=((0, 0.75), (3, 0.15), (5, 0.10)),
)
SHAPE = Shape(5.5, 2.5, 1.2, 0.3, 0.9, 60.0, 0.0, 1.5, 3.5, 0.0, 10.0)
SHIFTING = SHAPE._replace(shift_per_day=1.0 / 80.0)


def prior(*courses: NaturalCourse, stance: Stance = NEUTRAL, shape: Shape = SHAPE) -> Prior:
    """A prior with equal weights on the natural courses given (over a year when none is)."""
    chosen = courses or (OVER_A_YEAR,)
    return Prior(tuple((1.0, course) for course in chosen), stance, SPREAD, shape)


def in_order(happenings: list[Happening]) -> list[Happening]:
    """By time; at equal times readings first."""
    return sorted(happenings, key=lambda h: (h.at_days, isinstance(h, Treatment)))


def random_happenings(
    rng: np.random.Generator, readings: int = 47, treatments: int = 8, whole: bool = True
) -> list[Happening]:
    """A diary that wanders between 0 and 10, with weekly treatments from about day ten."""
    days = np.sort(rng.choice(np.arange(0.0, 70.0, 0.5), size=readings, replace=False))
    days -= days[0]
    fall = rng.uniform(-1.0, 5.0) * (1.0 - np.exp(-np.maximum(days - 10.0, 0.0) / 25.0))
    values = rng.uniform(3.0, 9.0) - fall + rng.normal(0.0, rng.uniform(0.3, 1.5), readings)
    values = np.clip(np.round(values) if whole else values, 0.0, 10.0)
    start = rng.uniform(5.0, 12.0)
    happenings: list[Happening] = [
        Reading(float(day), float(value)) for day, value in zip(days, values, strict=True)
    ]
    happenings += [Treatment(start + 7.0 * number) for number in range(treatments)]
    return in_order(happenings)
