"""Courses drawn from the model itself: a person from the prior, a diary with gaps, whole points."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from backcheck.stats.model import Cells, Prior, Spread, cells
from backcheck.stats.run import Happening, Reading, Treatment
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior


class Drawn(NamedTuple):
    """A course, the prior it is judged by, and whether it was pushed to the floor."""

    stratum: Stratum
    prior: Prior
    happenings: list[Happening]
    low: bool


class _Person(NamedTuple):
    level: float
    fast: float
    slow: float
    relief: float
    gain: float


def _steadied(point: np.ndarray, spread: Spread) -> np.ndarray:
    """The point with the coordinates of the steady values."""
    for name, value in _STEADY.items():
        believed = getattr(spread, name)
        place = spread._fields.index(name)
        point[0, place] = math.log(value / believed.median) / believed.log_sd
    return point


class _When(NamedTuple):
    visits: list[float]
    rated: list[float]


# Real diaries are steadier than the prior's middle (study: self-trackers, 27 windows of 70 days).
_STEADY = {"noise_sd": 0.42, "flare_sd": 0.48, "flare_days": 5.0, "drift_sd": 0.045}


def drawn(seed: int, *, steady: bool = False) -> Drawn:
    """Course number ``seed``: five of six from the prior, each sixth a success near the floor.

    ``steady``: noise, flares and drift not from the prior but as in the study's real diaries.

    The stratum is one of the four in turn (mixed: the truth is one of three). Ten or so days
    come before the first visit, then four to eight visits about a week apart; three days of four
    are rated.
    """
    rng = np.random.default_rng([2026, seed])
    stratum = list(Stratum)[seed % 4]
    held = prior(stratum)
    low = seed % 6 == 5
    weight = np.array([share for share, _ in held.courses])
    course = held.courses[rng.choice(len(weight), p=weight / weight.sum())][1]
    stance, shape = held.stance, held.shape
    person = _Person(
        rng.normal(3.0, 1.0) if low else rng.normal(shape.level_mean, shape.level_sd),
        rng.normal(course.fast_mean, course.fast_sd),
        rng.normal(course.slow_mean, course.slow_sd),
        rng.normal(1.5, 0.5) if low else rng.normal(stance.relief_mean, stance.relief_sd),
        rng.normal(0.3, 0.1) if low else rng.normal(stance.gain_mean, stance.gain_sd),
    )
    point = np.append(rng.normal(size=6), rng.uniform())[None, :]
    hyper = cells(held.spread, _steadied(point, held.spread) if steady else point)
    visits = _visits(rng)
    days = [float(d) for d in range(int(visits[-1]) + 8) if d == 0 or rng.random() < 0.75]
    falls = [
        person.fast * -math.expm1(-day / course.fast_days)
        + person.slow * -math.expm1(-day / course.slow_days)
        for day in days
    ]
    wander = _wander(rng, hyper, days, course.flare_mean, shape.flare_start_sd)
    treated = _treated(rng, hyper, held, person, _When(visits, days))
    noise = rng.normal(0.0, math.sqrt(float(hyper.noise_var[0])), len(days))
    latent = person.level - np.array(falls) + wander - treated + noise
    values = np.clip(np.round(latent), shape.scale_low, shape.scale_high)
    happenings: list[Happening] = [
        Reading(day, float(value)) for day, value in zip(days, values, strict=True)
    ]
    happenings += map(Treatment, visits)
    happenings.sort(key=lambda h: (h.at_days, isinstance(h, Treatment)))
    return Drawn(stratum, held, happenings, low)


def _visits(rng: np.random.Generator) -> list[float]:
    gaps = rng.choice([5.0, 6.0, 7.0, 7.0, 7.0, 8.0, 9.0], size=int(rng.integers(4, 9)))
    gaps[0] = 0.0
    return [float(day) for day in rng.integers(6, 15) + 0.5 + np.cumsum(gaps)]


def _wander(
    rng: np.random.Generator, hyper: Cells, days: list[float], start: float, start_sd: float
) -> np.ndarray:
    """Drift and flare together, day by day."""
    flare_var, flare_days = float(hyper.flare_var[0]), float(hyper.flare_days[0])
    drift, flare, before = 0.0, rng.normal(start, start_sd), 0.0
    found = []
    for day in days:
        keep = math.exp(-(day - before) / flare_days)
        flare = keep * flare + rng.normal(0.0, math.sqrt(flare_var * (1.0 - keep**2)))
        drift += rng.normal(0.0, math.sqrt(float(hyper.drift_var[0]) * (day - before)))
        found.append(drift + flare)
        before = day
    return np.array(found)


def _treated(
    rng: np.random.Generator, hyper: Cells, held: Prior, person: _Person, when: _When
) -> np.ndarray:
    """T on every rated day."""
    shape, onset = held.shape, float(hyper.onset[0])
    reliefs = [rng.normal(person.relief, shape.relief_wobble_sd) for _ in when.visits]
    found = np.zeros(len(when.rated))
    for place, day in enumerate(when.rated):
        done = sum(visit < day for visit in when.visits)
        if done <= onset:
            continue
        gain = sum(shape.gain_ratio ** (i - 1) for i in range(1, done + 1) if i > onset)
        half_life = float(hyper.half_life_days[0]) * float(hyper.lengthening[0]) ** (done - 1)
        age = day - when.visits[done - 1]
        left = 2.0 ** (-age / min(half_life, shape.half_life_cap_days))
        found[place] = reliefs[done - 1] * left + person.gain * gain
    return found
