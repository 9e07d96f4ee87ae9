"""A scenario becomes a course: what a person of the kind would have put down."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from backcheck.knowledge.scenarios import Design, Scenario
from backcheck.stats.normal import Array
from backcheck.stats.simulated import Drawn, Rater, Timetable, Untreated, Worth, drawn

from .course import Course, Event, PainSince, Plan, Rating, ReliefReport, Stratum, Visit

PRIMARY, SECOND = "pain", "stiffness"
_HOURS = 24.0
_ASKED_BEFORE_DAYS = 10.0 / (24.0 * 60.0)  # relief is asked for ten minutes before the visit
Numbers = TypeVar("Numbers")


@dataclass(frozen=True, slots=True)
class Simulated:
    """A course, and what the treatment truly did in its last week (positive is better)."""

    course: Course
    effect_points: float
    change_points: float


def simulated_course(
    scenario: Scenario,
    rng: np.random.Generator,
    course_id: str = "simulated",
    start_days: float = 0.0,
    dated: bool = False,
    design: Design | Timetable | None = None,
) -> Simulated:
    """One course of a scenario; the same stream gives the same course.

    Args:
        scenario: which.
        rng: the stream all that is random comes from.
        course_id: the course's name.
        start_days: the day on which the diary begins, in the course's own days; a whole number.
        dated: whether days count from 1970-01-01.
        design: what is agreed, or when ratings are due and visits given, when it is not the
            scenario's own.

    Raises:
        ValueError: start_days is not a whole number, so evenings would not be evenings.
    """
    if start_days != math.floor(start_days):
        raise ValueError("start_days must be a whole number of days")
    agreed = scenario.design if design is None else design
    timetable = agreed if isinstance(agreed, Timetable) else timetable_of(agreed)
    person = drawn(
        _numbers(Untreated, scenario.making),
        _numbers(Worth, scenario.making),
        _numbers(Rater, scenario.habits, scenario.making),
        timetable,
        rng,
    )
    events = [
        PainSince(start_days, stratum=Stratum(scenario.stratum)),
        Plan(start_days, len(timetable.treatment_days)),
        *(
            Visit(start_days + float(day))
            for day in timetable.treatment_days
            if day < person.left_days
        ),
        *_ratings(person, timetable, start_days),
        *_relief_reports(person, timetable, start_days),
    ]
    course = Course(course_id, dated, tuple(events))
    return Simulated(course, person.effect_points, person.change_points)


def timetable_of(design: Design) -> Timetable:
    """When ratings are due (every evening) and visits given."""
    first = int(design.baseline_days)
    visit_days = first + np.floor(design.gap_days * np.arange(int(design.planned_visits)))
    last = int(visit_days[-1] + design.after_last_visit_days)
    due: Array = np.arange(last, dtype=np.float64) + design.rating_hours / _HOURS
    visits: Array = visit_days + np.float64(design.visit_hours / _HOURS)
    return Timetable(due, visits, float(visits[-1] + design.after_last_visit_days))


def _ratings(person: Drawn, timetable: Timetable, start_days: float) -> list[Event]:
    found: list[Event] = []
    for day in np.flatnonzero(person.rated):
        at = start_days + float(timetable.due_days[day])
        found.append(Rating(at, PRIMARY, float(person.readings[day])))
        found.append(Rating(at, SECOND, float(person.second_readings[day])))
    return found


def _relief_reports(person: Drawn, timetable: Timetable, start_days: float) -> list[Event]:
    """Asked at the next visit, a week after the last: ended after whole days, or still holding.
    Who has left is not asked."""
    visits = timetable.treatment_days
    asked = np.append(visits[1:], timetable.end_days) - _ASKED_BEFORE_DAYS
    found: list[Event] = []
    for felt, visit, at in zip(person.felt_days, visits, asked, strict=True):
        if at > person.left_days:
            break
        ended = None if felt >= at - visit else float(round(felt))
        found.append(ReliefReport(start_days + float(at), ended))
    return found


def _numbers(kind: type[Numbers], *records: Any) -> Numbers:
    """The numbers a kind asks for, from knowledge records that have them under the same name."""
    assert dataclasses.is_dataclass(kind)
    known = {f.name: getattr(each, f.name) for each in records for f in dataclasses.fields(each)}
    return kind(**{field.name: known[field.name] for field in dataclasses.fields(kind)})
