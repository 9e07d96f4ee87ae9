"""The three answers in numbers: is the change real, is it more than would have happened anyway,
does relief hold longer. Rounded here, once: what is printed is what the rules decide on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backcheck.knowledge.response import STANCES
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.functional import Quantity
from backcheck.stats.quantities import WEEK_DAYS, Now, ahead, effect_now, now, week_end
from backcheck.stats.relief import Duration, relief
from backcheck.stats.run import Posterior

from .course import ReliefReport
from .diary import Diary, agreement, planned_days
from .posterior import SCALE_HIGH, SCALE_LOW, posterior, relief_prior, under_stance

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Interval:
    """Mean and central interval (its coverage stands in the knowledge file), points."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The usual level of the primary sign, on its own scale, at the planned end."""

    if_continued: Interval
    if_stopped: Interval
    p_success_if_continued: float
    visits_left: int  # of those agreed; with none left there is nothing to continue


@dataclass(frozen=True, slots=True)
class ReliefAnswer:
    """Answer C. The numbers are None until there are enough reports."""

    median_days: float | None
    p_longer: float | None
    enough: bool
    reports: int
    ended: int  # of the reports, those that are not "still holding"


@dataclass(frozen=True, slots=True)
class Change:
    """Answer A. Positive is better."""

    points: Interval
    p_real: float  # P(D >= 30 % of b0)
    p_one_point: float
    p_two_points: float
    p_worse: float  # P(D <= -1)
    level_harm: float  # the usual level now, 0-10, more is worse
    start: float  # the usual level at the start, on the sign's own scale
    level: float  # the usual level now, on the sign's own scale
    at_an_end: bool  # the scale ends where the change may have gone on


@dataclass(frozen=True, slots=True)
class Effect:
    """Answer B, and what is to come; only once there was a visit. Positive is better."""

    points: Interval
    sd: float  # posterior, points
    p_helping: Mapping[str, float]  # P(E >= 1) under each stance
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class Answers:
    """All three; ``change`` needs a reading, ``effect`` also a visit."""

    change: Change | None
    effect: Effect | None
    relief: ReliefAnswer


def answers(diary: Diary) -> Answers:
    """The answers on the diary's day. A sign that was never rated gets neither A nor B."""
    change, effect = change_and_effect(diary)
    return Answers(change, effect, _relief(diary))


def change_and_effect(diary: Diary) -> tuple[Change | None, Effect | None]:
    """Answers A and B, which are about the diary's sign; C is about the course."""
    if not diary.readings:
        return None, None
    believed = posterior(diary)
    today = now(believed, thresholds().better.fraction)
    effect = _effect(diary, believed, today) if diary.visits else None
    return _change(diary, today), effect


def _change(diary: Diary, today: Now) -> Change:
    rules = thresholds()
    harm = _within(today.level.average())
    return Change(
        points=interval(today.change),
        p_real=real_prob(today),
        p_one_point=better_prob(rules.better.points, today),
        p_two_points=better_prob(rules.better.two_points, today),
        p_worse=worse_prob(today),
        level_harm=rounded(harm),
        start=_own(diary, _within(today.start.average())),
        level=_own(diary, harm),
        at_an_end=harm in (SCALE_LOW, SCALE_HIGH) or _capped(rules.better.points, today),
    )


def _capped(points: float, today: Now) -> bool:
    """Whether the room on the scale, and not the change, bounds the probability."""
    room = today.start.at_least(SCALE_LOW + points)
    return today.change.at_least(points) > room


def real_prob(today: Now) -> float:
    """P(D >= 30 % of b0), bounded as ``better_prob`` is."""
    return rounded(min(today.share.at_least(0.0), today.start.at_least(SCALE_LOW)))


def better_prob(points: float, today: Now) -> float:
    """P(D >= points), never more than the probability that there was so far to fall.

    The latent level has no floor, the scale has: who starts at 0 has nothing to win.  eq. 15
    """
    room = today.start.at_least(SCALE_LOW + points)
    return rounded(min(today.change.at_least(points), room))


def worse_prob(today: Now) -> float:
    """P(D <= -1), never more than the probability that there was so far to rise.  eq. 15"""
    points = thresholds().worse.points
    room = 1.0 - today.start.at_least(SCALE_HIGH - points)
    return rounded(min(1.0 - today.change.at_least(-points), room))


def helping_prob(effect: Quantity) -> float:
    """P(E >= 1)."""
    return rounded(effect.at_least(thresholds().helping.points))


def _effect(diary: Diary, believed: Posterior, today: Now) -> Effect:
    helping = {"neutral": helping_prob(today.effect)}
    for stance in STANCES[1:]:
        helping[stance] = helping_prob(effect_now(under_stance(believed, stance)))
    spread = rounded(today.effect.spread())
    return Effect(interval(today.effect), spread, helping, _forecast(diary, believed))


def _forecast(diary: Diary, believed: Posterior) -> Forecast:
    """The planned end: a week after the last of the visits agreed, one every gap from now on."""
    gap, start = agreement().visit_gap_days, diary.readings[0].at_days
    visits = [day - start for day in planned_days(diary)]
    end = visits[-1] + max(gap, WEEK_DAYS) if visits else week_end(believed[0])
    stopped = ahead(believed, end, ())
    continued = ahead(believed, end, visits) if visits else stopped
    return Forecast(
        if_continued=_level(diary, continued.level),
        if_stopped=_level(diary, stopped.level),
        p_success_if_continued=helping_prob(continued.effect),
        visits_left=len(visits),
    )


def _level(diary: Diary, level: Quantity) -> Interval:
    """A level on the sign's own scale and within it."""
    harm = interval(level)
    ends = [_within(x) for x in (harm.mean, harm.low, harm.high)]
    mean, low, high = (_own(diary, x) for x in ends)
    return Interval(mean, min(low, high), max(low, high))


def _own(diary: Diary, harm: float) -> float:
    """A level on the sign's own scale, as it is shown."""
    return rounded(diary.sign.value(rounded(harm)))


def _within(harm: float) -> float:
    """A latent level, as far as the scale shows it."""
    return min(max(harm, SCALE_LOW), SCALE_HIGH)


def _relief(diary: Diary) -> ReliefAnswer:
    durations = relief_durations(diary)
    said = relief(durations, relief_prior())
    return ReliefAnswer(
        median_days=None if said.median_days is None else rounded(said.median_days),
        p_longer=None if said.p_longer is None else rounded(said.p_longer),
        enough=said.enough,
        reports=len(durations),
        ended=sum(not duration.still_holding for duration in durations),
    )


def relief_durations(diary: Diary) -> list[Duration]:
    """One duration a visit: the latest report on it, counted from the visit."""
    latest: dict[int, ReliefReport] = {}
    for event in diary.course.events:
        if isinstance(event, ReliefReport):
            number = sum(visit < event.at_days for visit in diary.visits)
            latest[number] = event
    return [
        Duration(number, report.at_days - diary.visits[number - 1], still_holding=True)
        if report.held_days is None
        else Duration(number, report.held_days, still_holding=False)
        for number, report in sorted(latest.items())
        if number > 0
    ]


def interval(quantity: Quantity) -> Interval:
    """Mean and central interval, as they are shown."""
    low, high = quantity.interval(thresholds().interval.coverage)
    return Interval(rounded(quantity.average()), rounded(low), rounded(high))


def rounded(value: float) -> float:
    """A number as it is shown and as the rules see it."""
    return round(value, _DIGITS) + 0.0  # no minus nought
