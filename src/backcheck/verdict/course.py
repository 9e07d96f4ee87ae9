"""One course of treatment as a value: what happened and when, nothing computed.

Times are days as floats. A dated course counts from 1970-01-01 00:00 local time, so that
``floor(at_days)`` is the calendar day; a course in day numbers keeps its own origin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum


class Stratum(StrEnum):
    """How long the pain had lasted when the diary began."""

    ACUTE = "acute"
    PERSISTENT = "persistent"
    OVER_A_YEAR = "over_a_year"
    MIXED = "mixed"


class FlagLevel(StrEnum):
    """How urgently a warning sign needs a doctor, most urgent first; CLEARED closes them."""

    EMERGENCY = "emergency"
    SAME_DAY = "same_day"
    DOCTOR_FIRST = "doctor_first"
    NOTE = "note"
    CLEARED = "cleared"


class Moment(StrEnum):
    """Whether a movement was scored before or after the needles."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Rating:
    """A patient's own answer about one sign."""

    at_days: float
    sign: str
    value: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A treatment."""

    at_days: float


@dataclass(frozen=True, slots=True)
class MovementCheck:
    """A named movement scored 0 to 10 (higher is worse) at a visit."""

    at_days: float
    moment: Moment
    movement: str
    score: float


@dataclass(frozen=True, slots=True)
class ReliefReport:
    """How long relief from the latest visit lasted; ``held_days`` None: it is still holding."""

    at_days: float
    held_days: float | None


@dataclass(frozen=True, slots=True)
class AlsoStarted:
    """Something else that began and could change the pain."""

    at_days: float
    what: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A warning sign raised (``about`` is the question) or cleared (``about`` is who)."""

    at_days: float
    level: FlagLevel
    about: str


@dataclass(frozen=True, slots=True)
class PainSince:
    """What was reported about the beginning of the pain: a day, or only a stratum."""

    reported_at_days: float
    began_at_days: float | None = None
    stratum: Stratum | None = None

    def __post_init__(self) -> None:
        if (self.began_at_days is None) == (self.stratum is None):
            raise ValueError("either the day the pain began or its stratum, not both")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many visits were agreed."""

    at_days: float
    visits: int


@dataclass(frozen=True, slots=True)
class Primary:
    """Which sign the course is judged by."""

    at_days: float
    sign: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The treatment ended."""

    at_days: float


Event = (
    Rating
    | Visit
    | MovementCheck
    | ReliefReport
    | AlsoStarted
    | Flag
    | PainSince
    | Plan
    | Primary
    | Closed
)


def _order(event: Event) -> tuple[float, int, str]:
    """Equal times: rating, relief, movement before, visit, movement after (design: course file).

    Before them what else was written down; a flag's clearing comes after the flags of its moment,
    and relief that has ended after relief that still holds.

    What is still equal is settled by what the events say, so that a course does not depend on the
    order in which its rows were given.
    """
    match event:
        case Flag(level=FlagLevel.CLEARED):
            rank = 1
        case Rating():
            rank = 2
        case ReliefReport(held_days=None):
            rank = 3
        case ReliefReport():
            rank = 4
        case MovementCheck(moment=Moment.BEFORE):
            rank = 5
        case Visit():
            rank = 6
        case MovementCheck():
            rank = 7
        case _:
            rank = 0
    return time_of(event), rank, repr(event)


def time_of(event: Event) -> float:
    """When the event happened or was reported, days."""
    return event.reported_at_days if isinstance(event, PainSince) else event.at_days


@dataclass(frozen=True, slots=True)
class Course:
    """Everything recorded about one course, in the order of time.

    ``dated`` says whether days count from 1970-01-01 (dates in the file) or from an origin of the
    file's own (day numbers).
    """

    id: str
    dated: bool
    events: tuple[Event, ...] = field(default=())

    def __post_init__(self) -> None:
        if any(not math.isfinite(time_of(event)) for event in self.events):
            raise ValueError("every event needs a finite time")
        object.__setattr__(self, "events", tuple(sorted(self.events, key=_order)))
