"""Knowledge becomes a prior, a diary becomes events; the statistics answer."""

from __future__ import annotations

import math
from functools import cache

from backcheck.knowledge.measured import measured
from backcheck.knowledge.response import STRATA, response
from backcheck.knowledge.signs import signs
from backcheck.stats.answer import answer
from backcheck.stats.combine import Estimate
from backcheck.stats.model import (
    CELLS,
    Lognormal,
    NaturalCourse,
    Prior,
    Shape,
    Spread,
    Stance,
    frozen_points,
)
from backcheck.stats.quantities import effect_now
from backcheck.stats.relief import ReliefPrior
from backcheck.stats.run import Happening, Posterior, Treatment, run, until
from backcheck.stats.run import Reading as ScaleReading
from backcheck.stats.stance import under

from .course import Stratum
from .diary import DEFAULT_PRIMARY, Diary, stratum_of

SCALE_LOW, SCALE_HIGH = 0.0, 10.0
_NEUTRAL = "neutral"


@cache
def prior(stratum: Stratum, sign: str = DEFAULT_PRIMARY) -> Prior:
    """The prior of a stratum (MIXED: all three, weighted) under the neutral stance.

    A sign that is measured has a noise of its own; all else is as for a rating.
    """
    chosen = STRATA if stratum is Stratum.MIXED else (stratum.value,)
    return Prior(
        courses=tuple(_natural_course(name) for name in chosen),
        stance=_stance(_NEUTRAL),
        spread=_spread()._replace(noise_sd=_noise(sign)),
        shape=_shape(),
    )


def _stance(name: str) -> Stance:
    held = response().stances[name]
    return Stance(
        held.relief_mean_points,
        held.relief_sd_points,
        held.gain_mean_points,
        held.gain_sd_points,
    )


def _natural_course(name: str) -> tuple[float, NaturalCourse]:
    entry = response().strata[name]
    course = NaturalCourse(
        entry.fast_mean_points,
        entry.fast_sd_points,
        entry.fast_days,
        entry.slow_mean_points,
        entry.slow_sd_points,
        entry.slow_days,
        entry.flare_mean_points,
    )
    return entry.weight_when_unknown, course


def _spread() -> Spread:
    entries = response().spread
    lognormal = {name: Lognormal(entry.median, entry.log_sd) for name, entry in entries.items()}
    onset = tuple((int(entry.after_visits), entry.probability) for entry in response().onset)
    return Spread(onset=onset, **lognormal)


def _noise(sign: str) -> Lognormal:
    """The sd of a day's wavering; of a measured sign the instrument's error is added.  eq. 23"""
    rated = response().spread["noise_sd"]
    if signs()[sign].transform is None:
        return Lognormal(rated.median, rated.log_sd)
    error_points = measured().error_points(sign)
    return Lognormal(math.hypot(rated.median, error_points), measured().wavering.noise_log_sd)


def _shape() -> Shape:
    entry, shift = response().shape, response().shift
    return Shape(
        entry.level_mean_points,
        entry.level_sd_points,
        entry.flare_start_sd_points,
        entry.relief_wobble_sd_points,
        entry.gain_ratio,
        entry.half_life_cap_days,
        1.0 / shift.every_days,
        shift.sd_points,
        shift.grid_days,
        SCALE_LOW,
        SCALE_HIGH,
    )


def relief_prior() -> ReliefPrior:
    """The prior of reported relief durations."""
    entry = response().relief
    return ReliefPrior(
        Lognormal(entry.median_days, entry.median_log_sd),
        entry.trend_sd,
        Lognormal(entry.recall_sd, entry.recall_log_sd),
        int(entry.enough_reports),
        int(entry.enough_ended_reports),
    )


def stratum(diary: Diary) -> Stratum:
    """The stratum of the diary by the bounds of the knowledge file."""
    strata = response().strata
    return stratum_of(
        diary, {name: (strata[name].from_days, strata[name].to_days) for name in STRATA}
    )


def happenings(diary: Diary) -> list[Happening]:
    """Readings and treatments in the order of time, days since the first reading.

    Raises:
        ValueError: the diary has no reading, so there is no day to count from.
    """
    if not diary.readings:
        raise ValueError("without a reading there is nothing to judge")
    start = diary.readings[0].at_days
    events: list[Happening] = [
        ScaleReading(reading.at_days - start, reading.harm) for reading in diary.readings
    ]
    events += [Treatment(visit - start) for visit in diary.visits]
    return sorted(events, key=lambda event: (event.at_days, isinstance(event, Treatment)))


def posterior(diary: Diary) -> Posterior:
    """What is believed on the day of the answer under the neutral stance."""
    return posterior_as(diary, stratum(diary))


def posterior_as(diary: Diary, told: Stratum) -> Posterior:
    """The same, had the pain lasted as long as ``told``."""
    start = diary.readings[0].at_days
    believed = answer(prior(told, diary.sign.id), happenings(diary))
    return until(believed, diary.on_days - start)


def effect_prior(diary: Diary) -> Estimate:
    """What was believed of today's E before any reading: the visits alone decide it.  eq. 24"""
    visits = [event for event in happenings(diary) if isinstance(event, Treatment)]
    held = prior(stratum(diary), diary.sign.id)
    held = held._replace(courses=held.courses[:1])  # E is independent of the natural course
    believed = run(held, visits, frozen_points(CELLS))
    effect = effect_now(until(believed, diary.on_days - diary.readings[0].at_days))
    return Estimate(effect.average(), effect.spread())


def under_stance(believed: Posterior, name: str) -> Posterior:
    """The same readings seen under another stance."""
    return under(believed, _stance(_NEUTRAL), _stance(name))
