"""The ``--on`` of a command: until when a course is read."""

from __future__ import annotations

import math
from dataclasses import dataclass

from backcheck.verdict.course import Course, time_of

from .fault import Unreadable, shown
from .moments import EVENING, read_at


class OnFault(ValueError):
    """An ``--on`` that is no moment, or no moment of this course's kind."""


@dataclass(frozen=True, slots=True)
class On:
    """A moment that was asked for. ``whole_day``: a date alone, the day with all its events."""

    text: str
    days: float
    dated: bool
    whole_day: bool

    def resolve(self, course: Course) -> float:
        """The moment in the course's days.

        A date alone means the latest event of that calendar day, or 20:00 when there is none.

        Raises:
            OnFault: a date for a course of day numbers, or the other way round.
        """
        if self.dated != course.dated:
            raise OnFault(_kinds_differ(self, course))
        if not self.whole_day:
            return self.days
        times = map(time_of, course.events)
        return max((at for at in times if math.floor(at) == self.days), default=self.days + EVENING)


def read_on(text: str) -> On:
    """Read the value of ``--on``: a date, a date-time or a day number.

    Raises:
        OnFault: the text is none of them.
    """
    try:
        at = read_at(text.strip())
    except Unreadable as unreadable:
        raise OnFault(f"--on {unreadable}") from None
    return On(text.strip(), at.days, at.dated, at.date_only)


def _kinds_differ(on: On, course: Course) -> str:
    if course.dated:
        return (
            f"--on {shown(on.text)} is a day number but course {shown(course.id)} uses dates; "
            "write a date such as 2026-03-03"
        )
    return (
        f"--on {shown(on.text)} is a date but course {shown(course.id)} uses day numbers; "
        "write a number of days, such as 42"
    )
