"""A fit through a transform: people drawn from the model, told in minutes, cm or seconds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from backcheck.knowledge.signs import signs
from backcheck.stats.belief import half_life
from backcheck.stats.model import cells
from backcheck.stats.quantities import share_left
from backcheck.verdict.answers import answers
from backcheck.verdict.course import Course, PainSince, Primary, Rating, Stratum, Visit
from backcheck.verdict.diary import diary_of
from backcheck.verdict.posterior import prior

VISITS = 11.5 + 7.0 * np.arange(6)
END = float(VISITS[-1]) + 7.0
STEPS = {"stiffness_minutes": 1.0, "reach_cm": 0.5, "sit_to_stand_s": 0.1}
COURSES = 40


def _drawn(sign: str, number: int) -> tuple[Course, float, float]:
    """A course whose person is drawn from the sign's own prior, and its true D and E."""
    rng = np.random.default_rng([77, list(STEPS).index(sign), number])
    held = prior(Stratum.OVER_A_YEAR, sign)
    (_, natural), shape, stance = held.courses[0], held.shape, held.stance
    hyper = cells(held.spread, np.append(rng.normal(size=6), rng.uniform())[None, :])
    level = rng.normal(shape.level_mean, shape.level_sd)
    falls = (
        (rng.normal(natural.fast_mean, natural.fast_sd), natural.fast_days),
        (
            rng.normal(natural.slow_mean, natural.slow_sd),
            natural.slow_days,
        ),
    )
    relief = rng.normal(stance.relief_mean, stance.relief_sd)
    gain = rng.normal(stance.gain_mean, stance.gain_sd)
    drift, flare, events = 0.0, rng.normal(natural.flare_mean, shape.flare_start_sd), []
    given, current, lasting = 0, 0.0, 0.0
    keep = math.exp(-1.0 / float(hyper.flare_days[0]))
    flare_sd = math.sqrt(float(hyper.flare_var[0]) * (1.0 - keep**2))
    for day in range(int(END) + 1):
        if given < len(VISITS) and VISITS[given] < day:
            given += 1
            works = hyper.onset[0] < given
            current = rng.normal(relief, shape.relief_wobble_sd) if works else current
            lasting += gain * works * shape.gain_ratio ** (given - 1)
        left = 0.0
        if given:
            life = float(half_life(hyper, shape, given)[0])
            left = current * 2.0 ** (-(day - VISITS[given - 1]) / life)
        natural_fall = sum(size * -math.expm1(-day / tau) for size, tau in falls)
        noise = rng.normal(0.0, math.sqrt(float(hyper.noise_var[0])))
        latent = level - natural_fall + drift + flare - lasting - left + noise
        events.append(Rating(float(day), sign, _written(sign, latent)))
        last = natural_fall - drift
        drift += rng.normal(0.0, math.sqrt(float(hyper.drift_var[0])))
        flare = keep * flare + rng.normal(0.0, flare_sd)
    effect = lasting + current * float(share_left(half_life(hyper, shape, given), 0.0, 7.0)[0])
    start = [PainSince(0.0, stratum=Stratum.OVER_A_YEAR), Primary(0.0, sign)]
    visits = [Visit(float(day)) for day in VISITS]
    return Course("drawn", False, (*start, *visits, *events)), last + effect, effect


def _written(sign: str, latent: float) -> float:
    """What is put down: in the sign's unit, in its steps, within what may be written."""
    held, step = signs()[sign], STEPS[sign]
    value = round(held.value(min(max(latent, -0.5), 10.5)) / step) * step
    return min(max(value, held.low), held.high)


@pytest.mark.parametrize("sign", STEPS)
def test_intervals_cover_what_was_drawn(sign):
    """40 courses a sign; of the 90 % intervals for D, and for E, at least 78 % cover (2.5 standard
    errors below), of both together 81 %."""
    covered = {"change": 0, "effect": 0}
    for number in range(COURSES):
        course, change, effect = _drawn(sign, number)
        found = answers(diary_of(course, END))
        for name, truth in (("change", change), ("effect", effect)):
            points = getattr(found, name).points
            covered[name] += points.low <= truth <= points.high
    assert min(covered.values()) >= 0.78 * COURSES
    assert sum(covered.values()) >= 0.81 * 2 * COURSES
