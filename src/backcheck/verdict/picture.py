"""The picture of a course in numbers: the two lines, and everything that is drawn around them.

Times are the course's own days, levels are on the sign's own scale and not yet cut at its ends.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from backcheck.knowledge.signs import Sign
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.answer import answered, heaviest
from backcheck.stats.mixture import quantiles
from backcheck.stats.normal import Array
from backcheck.stats.quantities import WEEK_DAYS
from backcheck.stats.smooth import Lines, Mark, smooth

from .answers import Interval, relief_durations
from .assessment import Assessment
from .course import AlsoStarted, Flag, Rating
from .diary import Diary, agreement, closed_at, planned_days, planned_visits
from .looks import ENDS, is_look
from .posterior import happenings, prior
from .posterior import stratum as stratum_of

_MOST_DAILY = 200  # days marked one by one; in a longer course every second, third ... day
_JUST_AFTER_DAYS = 1e-4
_TOO_NEAR_DAYS = 0.01
_QUANTILE_TOLERANCE = 5e-4  # points; a drawing shows a hundredth
_DRAWN_SHARE = 0.999  # of the weight of all cells


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its band (the central interval of the knowledge file), one value a mark."""

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """A reported duration of relief, from its visit on; ``holding``: at least so long."""

    visit_days: float
    held_days: float
    holding: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A look that was agreed. ``visit`` is None for the last day of the agreement.

    ``at_days`` of a look to come is where the plan would have it; None before the first visit.
    """

    visit: int | None
    at_days: float | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a drawing of one course needs.

    ``missed`` holds runs of days without a rating, the first and the last day of each.
    ``marks`` are the days of the two lines; at a visit there are two, just before and just after.
    Before the first visit the lines are the same. ``end_days`` is the end of the week that the
    answer is about, so the mean gap over the last week of the lines is the effect.  eq. 14, 21
    """

    course_id: str
    dated: bool
    sign: Sign
    start_days: float
    on_days: float
    end_days: float
    marks: tuple[float, ...]
    usual: Line
    anyway: Line
    effect: Interval | None
    ratings: tuple[tuple[float, float], ...]
    missed: tuple[tuple[int, int], ...]
    visits: tuple[float, ...]
    reliefs: tuple[Relief, ...]
    also_started: tuple[AlsoStarted, ...]
    flags: tuple[Flag, ...]
    looks: tuple[Look, ...]

    @property
    def week_days(self) -> float:
        """When the week that the answer is about begins; it may end after the answer.  eq. 14"""
        return self.end_days - WEEK_DAYS


def picture(assessment: Assessment) -> Picture | None:
    """The picture on the day of the answer; None when the sign was never rated."""
    diary = assessment.diary
    if not diary.readings:
        return None
    end = _end(diary)
    marks = _marks(diary, end)
    usual, anyway = _lines(diary, marks)
    return Picture(
        course_id=diary.course.id,
        dated=diary.course.dated,
        sign=diary.sign,
        start_days=min(diary.readings[0].at_days, diary.first_visit),
        on_days=diary.on_days,
        end_days=end,
        marks=tuple(marks),
        usual=usual,
        anyway=anyway,
        effect=None if assessment.answers.effect is None else assessment.answers.effect.points,
        ratings=tuple(
            (event.at_days, event.value)
            for event in diary.course.events
            if isinstance(event, Rating) and event.sign == diary.sign.id
        ),
        missed=_missed(diary),
        visits=diary.visits,
        reliefs=_reliefs(diary),
        also_started=tuple(e for e in diary.course.events if isinstance(e, AlsoStarted)),
        flags=tuple(e for e in diary.course.events if isinstance(e, Flag)),
        looks=tuple(_looks(assessment)),
    )


def _end(diary: Diary) -> float:
    """The end of the week that the answer is about, in the course's days.  eq. 14"""
    if not diary.visits:
        return diary.on_days
    return max(diary.on_days, diary.visits[-1] + WEEK_DAYS)


def _marks(diary: Diary, end: float) -> list[float]:
    """Backwards from the end a day at a time, so that the last week is whole; and each visit."""
    first = diary.readings[0].at_days
    span = math.floor(end - first)
    stride = span // _MOST_DAILY + 1
    back = {*range(0, span + 1, stride), *range(min(span, int(WEEK_DAYS)) + 1)}
    visits = [visit for visit in diary.visits if visit >= first]
    daily = [max(first, end - days) for days in back]
    clear = [day for day in daily if all(abs(day - visit) > _TOO_NEAR_DAYS for visit in visits)]
    after = [visit + _JUST_AFTER_DAYS for visit in visits]
    return sorted({first, *clear, *visits, *after})


def _lines(diary: Diary, marks: Sequence[float]) -> tuple[Line, Line]:
    """The usual level and what was expected anyway."""
    lines = _smoothed(diary, marks)
    usual = _line(diary.sign, lines.weight, lines.usual_mean, lines.usual_sd)
    return usual, _line(diary.sign, lines.weight, lines.anyway_mean, lines.anyway_sd)


def _smoothed(diary: Diary, marks: Sequence[float]) -> Lines:
    """Smoothed in the cells of the answer, less those that carry next to none of it.  eq. 13

    The way back costs ten times the way there; the cells left out could not be seen in a picture.
    """
    start = diary.readings[0].at_days
    believed, events = prior(stratum_of(diary), diary.sign.id), happenings(diary)
    looks = [Mark(day - start) for day in marks]
    drawn = heaviest(answered(believed, events), _DRAWN_SHARE)
    return smooth(believed, events, looks, drawn)


def _line(sign: Sign, weight: Array, mean: Array, sd: Array) -> Line:
    tail = 0.5 * (1.0 - thresholds().interval.coverage)
    low, high = (
        quantiles(weight, mean, sd, (each,), _QUANTILE_TOLERANCE) for each in (tail, 1.0 - tail)
    )
    if sign.higher_is_better:
        low, high = high, low
    return Line(_own(sign, mean @ weight), _own(sign, low), _own(sign, high))


def _own(sign: Sign, harm: Array) -> tuple[float, ...]:
    return tuple(sign.value(float(level)) for level in harm)


def _missed(diary: Diary) -> tuple[tuple[int, int], ...]:
    """Runs of days without a rating since the first: the first and the last day of each.

    The day of the answer, or of the closing, is not over and so is not missed.
    """
    rated = {math.floor(reading.at_days) for reading in diary.readings}
    closed = closed_at(diary)
    until = math.floor(diary.on_days if closed is None else min(diary.on_days, closed))
    days = sorted({*rated, max(until, *rated)})
    return tuple((before + 1, after - 1) for before, after in pairwise(days) if after - before > 1)


def _reliefs(diary: Diary) -> tuple[Relief, ...]:
    return tuple(
        Relief(diary.visits[told.number - 1], told.held_days, told.still_holding)
        for told in relief_durations(diary)
    )


def _looks(assessment: Assessment) -> list[Look]:
    """The looks that have come, and those that are planned while the course goes on as agreed.

    The last day of the agreement is told when it has come, or when no nearer look is planned.
    """
    diary, done = assessment.diary, len(assessment.diary.visits)
    upto = range(1, max(done, planned_visits(diary)) + 1)
    looks = [Look(n, _visit_day(diary, n), passed=n <= done) for n in upto if is_look(n)]
    if diary.visits:
        last = diary.first_visit + agreement().last_days
        passed = last <= diary.on_days
        if passed or all(look.passed for look in looks):
            looks.append(Look(None, last, passed))
    goes_on = closed_at(diary) is None and assessment.next_step not in ENDS
    return [look for look in looks if look.passed or goes_on]


def _visit_day(diary: Diary, number: int) -> float | None:
    """When a visit was, or would be with one every agreed gap from now on."""
    if not diary.visits:
        return None
    if number <= len(diary.visits):
        return diary.visits[number - 1]
    return planned_days(diary)[number - len(diary.visits) - 1]
