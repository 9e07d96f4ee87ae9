"""Courses built in a line or two, in day numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backcheck.verdict.answers import Answers, Change, Effect, Forecast, Interval, ReliefAnswer
from backcheck.verdict.course import Course, Event, PainSince, Rating, Stratum, Visit
from backcheck.verdict.diary import Diary, diary_of

EVENING = 20 / 24
MORNING = 10 / 24


def ratings(values: Iterable[float], first_day: int = 0, sign: str = "pain") -> list[Event]:
    """One rating an evening from ``first_day`` on."""
    return [Rating(first_day + day + EVENING, sign, value) for day, value in enumerate(values)]


def visits(days: Iterable[int]) -> list[Event]:
    """A visit in the morning of each day."""
    return [Visit(day + MORNING) for day in days]


def course(
    *events: Sequence[Event], since: Stratum | None = Stratum.OVER_A_YEAR, name: str = "A1"
) -> Course:
    """A course of these events."""
    start: list[Event] = [] if since is None else [PainSince(0.0, stratum=since)]
    return Course(name, False, tuple(start + [event for group in events for event in group]))


def weekly(values: Iterable[float], visit_count: int, first_visit: int = 12) -> Course:
    """A diary from day 0 and weekly visits."""
    days = [first_visit + 7 * number for number in range(visit_count)]
    return course(ratings(values), visits(days))


def diary(*groups: Sequence[Event], since: Stratum | None = Stratum.OVER_A_YEAR) -> Diary:
    return diary_of(course(*groups, since=since))


def told(
    *,
    helping: float = 0.5,
    sceptical: float = 0.5,
    real: float = 0.5,
    one: float = 0.5,
    worse: float = 0.0,
    success: float = 0.3,
    level: float = 5.0,
) -> Answers:
    """Answers with the numbers that the rules look at, made up."""
    nothing = Interval(0.0, 0.0, 0.0)
    return Answers(
        Change(nothing, real, one, 0.0, worse, level, level, level, at_an_end=False),
        Effect(
            nothing,
            1.0,
            {"neutral": helping, "informed": helping, "sceptical": sceptical},
            Forecast(nothing, nothing, success, visits_left=2),
        ),
        ReliefAnswer(None, None, enough=False, reports=0, ended=0),
    )
