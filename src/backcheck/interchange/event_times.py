"""When an event happened, and one fixed order for events of the same moment."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.verdict.course import (
    AlsoStarted,
    Course,
    Event,
    Flag,
    MovementCheck,
    PainSince,
    Plan,
    Primary,
    Rating,
    ReliefReport,
)


def event_days(event: Event) -> float:
    """The moment of an event, in the days of its course."""
    return event.reported_at_days if isinstance(event, PainSince) else event.at_days


def settled_course(id: str, dated: bool, events: Iterable[Event]) -> Course:  # noqa: A002
    """A course that does not depend on the order in which its events were given.

    ``Course`` orders by time and rank and leaves ties as they come; here ties are settled by what
    the events say, so that rows in any order give the same course.
    """
    return Course(id, dated, tuple(sorted(events, key=_tie)))


def _tie(event: Event) -> tuple[str, str, str, float]:
    words, number = _content(event)
    return type(event).__name__, *words, number


def _content(event: Event) -> tuple[tuple[str, str], float]:  # noqa: PLR0911 one line an event
    match event:
        case Rating(_, sign, value):
            return (sign, ""), value
        case MovementCheck(_, moment, movement, score):
            return (moment, movement), score
        case ReliefReport(_, held_days):
            return ("", ""), -1.0 if held_days is None else held_days
        case AlsoStarted(_, what):
            return (what, ""), 0.0
        case Flag(_, level, about):
            return (level, about), 0.0
        case Plan(_, visits):
            return ("", ""), float(visits)
        case Primary(_, sign):
            return (sign, ""), 0.0
    return ("", ""), 0.0
