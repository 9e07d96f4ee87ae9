"""What the rules look at: one sign's ratings as harm, the visits, and the day of the answer."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from backcheck.knowledge.signs import Sign, signs
from backcheck.knowledge.thresholds import Agreement, thresholds

from .course import (
    AlsoStarted,
    Closed,
    Course,
    Flag,
    FlagLevel,
    PainSince,
    Plan,
    Primary,
    Rating,
    Stratum,
    Visit,
    time_of,
)

DEFAULT_PRIMARY = "pain"


@dataclass(frozen=True, slots=True)
class Reading:
    """A rating turned so that more is worse, 0 to 10."""

    at_days: float
    harm: float


@dataclass(frozen=True, slots=True)
class Diary:
    """One course until the day of the answer.

    ``readings`` are those of the sign, in the order of time; ``visits`` are instants in days.
    """

    course: Course
    on_days: float
    ignored_after: int
    sign: Sign
    readings: tuple[Reading, ...]
    visits: tuple[float, ...]

    @property
    def first_visit(self) -> float:
        """The instant of the first visit; infinite when there is none."""
        return self.visits[0] if self.visits else math.inf

    def days_rated_before(self) -> int:
        """On how many calendar days the sign was rated before the first visit."""
        return len({math.floor(r.at_days) for r in self.readings if not self._is_after(r)})

    def days_rated_after(self) -> int:
        """On how many calendar days the sign was rated after the first visit."""
        return len({math.floor(r.at_days) for r in self.readings if self._is_after(r)})

    def _is_after(self, reading: Reading) -> bool:
        return reading.at_days > self.first_visit  # at the same instant the rating came first


def diary_of(course: Course, on_days: float | None = None) -> Diary:
    """The course until ``on_days`` (the last event when None), seen through its primary sign."""
    times = [time_of(event) for event in course.events]
    on = max(times, default=0.0) if on_days is None else on_days
    used = tuple(event for event in course.events if time_of(event) <= on)
    seen = replace(course, events=used)
    diary = Diary(
        course=seen,
        on_days=on,
        ignored_after=len(course.events) - len(used),
        sign=signs()[_primary(seen)],
        readings=(),
        visits=tuple(event.at_days for event in used if isinstance(event, Visit)),
    )
    return through(diary, diary.sign)


def through(diary: Diary, sign: Sign) -> Diary:
    """The same diary seen through another sign."""
    readings = tuple(
        Reading(event.at_days, sign.harm(event.value))
        for event in diary.course.events
        if isinstance(event, Rating) and event.sign == sign.id
    )
    return replace(diary, sign=sign, readings=readings)


def _primary(course: Course) -> str:
    chosen = [event.sign for event in course.events if isinstance(event, Primary)]
    return chosen[-1] if chosen else DEFAULT_PRIMARY


def other_rated_signs(diary: Diary) -> tuple[Sign, ...]:
    """Signs besides the primary one that were rated, in the order of the knowledge file."""
    rated = {event.sign for event in diary.course.events if isinstance(event, Rating)}
    return tuple(sign for key, sign in signs().items() if key in rated and sign != diary.sign)


def planned_visits(diary: Diary) -> int:
    """How many visits were agreed."""
    agreed = [event.visits for event in diary.course.events if isinstance(event, Plan)]
    return agreed[-1] if agreed else int(agreement().planned_visits)


def planned_days(diary: Diary) -> list[float]:
    """When the agreed visits that are left would be: one every gap from now on.

    Raises:
        IndexError: before the first visit nobody knows when the course begins.
    """
    gap = agreement().visit_gap_days
    following = max(diary.on_days, diary.visits[-1] + gap)
    return [following + gap * n for n in range(planned_visits(diary) - len(diary.visits))]


def agreement() -> Agreement:
    """When to look and to decide."""
    return thresholds().agreement


def open_flag(diary: Diary) -> Flag | None:
    """The most urgent flag that nobody has cleared since; None when none is open."""
    raised: list[Flag] = []
    for event in diary.course.events:
        if isinstance(event, Flag):
            raised = [] if event.level is FlagLevel.CLEARED else [*raised, event]
    order = list(FlagLevel)
    return min(raised, key=lambda flag: order.index(flag.level), default=None)


def also_started(diary: Diary) -> AlsoStarted | None:
    """The first thing else that began so near that its effect can't be told apart."""
    if not diary.visits:
        return None
    window = thresholds().also_started
    low = math.floor(diary.visits[0]) - window.days_before_first_visit
    high = math.floor(diary.visits[-1]) + window.days_after_last_visit
    found = [
        event
        for event in diary.course.events
        if isinstance(event, AlsoStarted) and low <= math.floor(event.at_days) <= high
    ]
    return found[0] if found else None


def closed_at(diary: Diary) -> float | None:
    """The instant at which the treatment was ended; None while it goes on."""
    ended = [event.at_days for event in diary.course.events if isinstance(event, Closed)]
    return ended[0] if ended else None


def pain_lasted_days(diary: Diary) -> float | None:
    """How long the pain had lasted at the first reading (or, without one, the first visit or the
    day it was reported), days; None when no day is known."""
    reported = _pain_since(diary)
    if reported is None or reported.began_at_days is None:
        return None
    starts = [reading.at_days for reading in diary.readings[:1]] or list(diary.visits[:1])
    start = starts[0] if starts else reported.reported_at_days
    return max(start - reported.began_at_days, 0.0)


def stratum_of(diary: Diary, bounds: Mapping[str, tuple[float, float]]) -> Stratum:
    """The stratum at the first reading; MIXED when the duration is unknown.

    Args:
        diary: the course.
        bounds: for each stratum the durations in days, low <= duration < high.
    """
    reported = _pain_since(diary)
    if reported is not None and reported.stratum is not None:
        return reported.stratum
    lasted = pain_lasted_days(diary)
    if lasted is None:
        return Stratum.MIXED
    for name, (low, high) in bounds.items():
        if low <= lasted < high:
            return Stratum(name)
    return Stratum(list(bounds)[-1])  # longer than anybody has lived


def _pain_since(diary: Diary) -> PainSince | None:
    found = [event for event in diary.course.events if isinstance(event, PainSince)]
    return found[-1] if found else None
