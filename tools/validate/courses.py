"""Courses drawn from the model itself: a person from the prior, a diary with gaps, whole points.

This is the one place in which the model of docs/model.md eq. 1-8 is drawn from, reading by reading
and apart from the filter; whatever is checked against the model's own courses takes them from here.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from backcheck.stats.model import Cells, NaturalCourse, Prior, Spread, cells
from backcheck.stats.run import Happening, Reading, Treatment
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior

WEEK_DAYS = 7.0


class Truth(NamedTuple):
    """What no diary shows: the person, and D and E of the week that ends a week after the last
    visit or on the last day, whichever is later (eq. 14-16)."""

    change: float
    effect: float
    level: float
    gain: float
    relief: float
    log_half_life: float
    onset: int


class Drawn(NamedTuple):
    """A course, the prior it is judged by, whether it was pushed to the floor, and the truth."""

    stratum: Stratum
    prior: Prior
    happenings: list[Happening]
    low: bool
    truth: Truth


class When(NamedTuple):
    """The days of visits and of readings; the first reading is on day 0."""

    visits: list[float]
    rated: list[float]


class _Person(NamedTuple):
    level: float
    fast: float
    slow: float
    relief: float
    gain: float


class _Wander(NamedTuple):
    """Drift and flare on every rated day."""

    drift: np.ndarray
    flare: np.ndarray


# Real diaries are steadier than the prior's middle (study: self-trackers, 27 windows of 70 days).
_STEADY = {"noise_sd": 0.42, "flare_sd": 0.48, "flare_days": 5.0, "drift_sd": 0.045}


def _steadied(point: np.ndarray, spread: Spread) -> np.ndarray:
    """The point with the coordinates of the steady values."""
    for name, value in _STEADY.items():
        believed = getattr(spread, name)
        place = spread._fields.index(name)
        point[0, place] = math.log(value / believed.median) / believed.log_sd
    return point


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
    course = _one_course(rng, held)
    person = _person(rng, held, course, low=low)
    point = _point(rng)
    hyper = cells(held.spread, _steadied(point, held.spread) if steady else point)
    visits = _visits(rng)
    days = [float(d) for d in range(int(visits[-1]) + 8) if d == 0 or rng.random() < 0.75]
    happenings, truth = _rated(rng, held, course, (person, hyper), When(visits, days))
    return Drawn(stratum, held, happenings, low, truth)


def drawn_when(
    rng: np.random.Generator, stratum: Stratum, when: When, held: Prior | None = None
) -> Drawn:
    """A person from the prior of a stratum, or from ``held``, rated and treated on given days."""
    held = held or prior(stratum)
    course = _one_course(rng, held)
    person, point = _person(rng, held, course, low=False), _point(rng)
    hyper = cells(held.spread, point)
    happenings, truth = _rated(rng, held, course, (person, hyper), when)
    return Drawn(stratum, held, happenings, low=False, truth=truth)


def _one_course(rng: np.random.Generator, held: Prior) -> NaturalCourse:
    weight = np.array([share for share, _ in held.courses])
    return held.courses[rng.choice(len(weight), p=weight / weight.sum())][1]


def _person(rng: np.random.Generator, held: Prior, course: NaturalCourse, *, low: bool) -> _Person:
    stance, shape = held.stance, held.shape
    return _Person(
        rng.normal(3.0, 1.0) if low else rng.normal(shape.level_mean, shape.level_sd),
        rng.normal(course.fast_mean, course.fast_sd),
        rng.normal(course.slow_mean, course.slow_sd),
        rng.normal(1.5, 0.5) if low else rng.normal(stance.relief_mean, stance.relief_sd),
        rng.normal(0.3, 0.1) if low else rng.normal(stance.gain_mean, stance.gain_sd),
    )


def _point(rng: np.random.Generator) -> np.ndarray:
    """One point of the hyperparameters, as the frozen ones are: six normals and a uniform."""
    return np.append(rng.normal(size=6), rng.uniform())[None, :]


def _visits(rng: np.random.Generator) -> list[float]:
    gaps = rng.choice([5.0, 6.0, 7.0, 7.0, 7.0, 8.0, 9.0], size=int(rng.integers(4, 9)))
    gaps[0] = 0.0
    return [float(day) for day in rng.integers(6, 15) + 0.5 + np.cumsum(gaps)]


def _rated(
    rng: np.random.Generator,
    held: Prior,
    course: NaturalCourse,
    who: tuple[_Person, Cells],
    when: When,
) -> tuple[list[Happening], Truth]:
    """What the person writes down, and the truth about it."""
    person, hyper = who
    shape = held.shape
    falls = np.array([_fall(person, course, day) for day in when.rated])
    wander = _wander(rng, hyper, when.rated, course.flare_mean, shape.flare_start_sd)
    reliefs = [rng.normal(person.relief, shape.relief_wobble_sd) for _ in when.visits]
    treated = [_taken_away(held, who, when, reliefs, day) for day in when.rated]
    noise = rng.normal(0.0, math.sqrt(float(hyper.noise_var[0])), len(when.rated))
    drift = wander.drift + _shift(rng, held, np.array(when.rated))
    latent = person.level - falls + drift + wander.flare - np.array(treated) + noise
    values = np.clip(np.round(latent), shape.scale_low, shape.scale_high)
    happenings: list[Happening] = [
        Reading(day, float(value)) for day, value in zip(when.rated, values, strict=True)
    ]
    happenings += map(Treatment, when.visits)
    happenings.sort(key=lambda h: (h.at_days, isinstance(h, Treatment)))
    effect = _effect(held, who, reliefs, when)
    change = falls[-1] - drift[-1] + effect
    truth = Truth(
        float(change),
        effect,
        person.level,
        person.gain,
        person.relief,
        math.log(float(hyper.half_life_days[0])),
        int(hyper.onset[0]),
    )
    return happenings, truth


def _fall(person: _Person, course: NaturalCourse, day: float) -> float:
    """What has healed by itself."""
    return person.fast * -math.expm1(-day / course.fast_days) + person.slow * -math.expm1(
        -day / course.slow_days
    )


def _wander(
    rng: np.random.Generator, hyper: Cells, days: list[float], start: float, start_sd: float
) -> _Wander:
    """Drift and flare, day by day."""
    flare_var, flare_days = float(hyper.flare_var[0]), float(hyper.flare_days[0])
    drift, flare, before = 0.0, rng.normal(start, start_sd), 0.0
    found = []
    for day in days:
        keep = math.exp(-(day - before) / flare_days)
        flare = keep * flare + rng.normal(0.0, math.sqrt(flare_var * (1.0 - keep**2)))
        drift += rng.normal(0.0, math.sqrt(float(hyper.drift_var[0]) * (day - before)))
        found.append((drift, flare))
        before = day
    return _Wander(*np.array(found).T)


def _shift(rng: np.random.Generator, held: Prior, days: np.ndarray) -> np.ndarray:
    """A lasting shift on any day up to the last reading, or none.  eq. 28"""
    odds = held.shape.shift_per_day * days[-1]
    happens, day = rng.random() < odds / (1.0 + odds), rng.uniform(0.0, days[-1])
    size = rng.normal(0.0, held.shape.shift_sd)
    found: np.ndarray = happens * size * (days >= day)
    return found


def _half_life(held: Prior, hyper: Cells, number: int) -> float:
    grown = float(hyper.half_life_days[0]) * float(hyper.lengthening[0]) ** (number - 1)
    return min(grown, held.shape.half_life_cap_days)


def _lasting(held: Prior, hyper: Cells, done: int) -> float:
    """C_j: how many lasting gains there are."""
    ratio, onset = held.shape.gain_ratio, float(hyper.onset[0])
    return sum(ratio ** (i - 1) for i in range(1, done + 1) if i > onset)


def _taken_away(
    held: Prior, who: tuple[_Person, Cells], when: When, reliefs: list[float], day: float
) -> float:
    """T on one day."""
    person, hyper = who
    done = sum(visit < day for visit in when.visits)
    if done <= float(hyper.onset[0]):
        return 0.0
    left = 2.0 ** (-(day - when.visits[done - 1]) / _half_life(held, hyper, done))
    return reliefs[done - 1] * left + person.gain * _lasting(held, hyper, done)


def _effect(held: Prior, who: tuple[_Person, Cells], reliefs: list[float], when: When) -> float:
    """E after the last visit: the relief's mean over the week in question, and the gain."""
    person, hyper = who
    done = len(when.visits)
    if done <= float(hyper.onset[0]):
        return 0.0
    age = max(when.rated[-1] - when.visits[-1], WEEK_DAYS)
    rate = math.log(2.0) / _half_life(held, hyper, done)
    left = (math.exp(-rate * (age - WEEK_DAYS)) - math.exp(-rate * age)) / (rate * WEEK_DAYS)
    return reliefs[-1] * left + person.gain * _lasting(held, hyper, done)
