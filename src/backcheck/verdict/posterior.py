"""Knowledge becomes a prior, a diary becomes events; the statistics answer."""

from __future__ import annotations

from functools import cache

from backcheck.knowledge.response import STRATA, response
from backcheck.stats.model import Lognormal, NaturalCourse, Prior, Shape, Spread, Stance
from backcheck.stats.relief import ReliefPrior
from backcheck.stats.run import Happening, Posterior, Treatment, answer, until
from backcheck.stats.run import Reading as ScaleReading
from backcheck.stats.stance import under

from .course import Stratum
from .diary import Diary, stratum_of

SCALE_LOW, SCALE_HIGH = 0.0, 10.0
_NEUTRAL = "neutral"


@cache
def prior(stratum: Stratum) -> Prior:
    """The prior of a stratum (MIXED: all three, weighted) under the neutral stance."""
    chosen = STRATA if stratum is Stratum.MIXED else (stratum.value,)
    return Prior(
        courses=tuple(_natural_course(name) for name in chosen),
        stance=_stance(_NEUTRAL),
        spread=_spread(),
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


def _shape() -> Shape:
    entry = response().shape
    return Shape(
        entry.level_mean_points,
        entry.level_sd_points,
        entry.flare_start_sd_points,
        entry.relief_wobble_sd_points,
        entry.gain_ratio,
        entry.half_life_cap_days,
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
    believed = answer(prior(told), happenings(diary))
    return until(believed, diary.on_days - start)


def under_stance(believed: Posterior, name: str) -> Posterior:
    """The same readings seen under another stance."""
    return under(believed, _stance(_NEUTRAL), _stance(name))
