"""What the rows of a course must be to each other: once only, on the visit's day, in order."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from backcheck.knowledge.signs import signs
from backcheck.verdict.course import ReliefReport

from .moments import at_text, day_text
from .placing import Placed, PlacedCourse
from .row import Row
from .unplaced_visits import UnplacedVisits

MaybeVisits = tuple[UnplacedVisits, UnplacedVisits]  # of the course, and of rows without one
VisitsOn = dict[int, set[float]]  # the moments of the visits of each day
_ONCE = ("pain_since", "plan", "primary", "closed")


def check_course(course: PlacedCourse, strays: UnplacedVisits) -> None:
    """Leave a fault at each row that does not fit the others of its course.

    Rows that can't be read might be visits: where one of them may explain what seems to be
    missing, nothing more is said. ``strays`` are those of the rows that name no course.
    """
    of: dict[str, list[Placed]] = defaultdict(list)
    for placed in course.placed:
        of[placed.row.event].append(placed)
    maybe = (UnplacedVisits.among(course), strays)
    visits = [visit for visit in of["visit"] if visit.has_moment]
    movements = sorted(of["movement_before"] + of["movement_after"], key=lambda m: m.row.line)
    for word in _ONCE:
        _only_once(of[word])
    _no_twins(course, of["rating"])
    _no_twins(course, visits)
    visits_on = _by_day(visits)
    _movements_have_a_visit(course, visits_on, movements, maybe)
    _no_movement_twice_before(visits_on, of["movement_before"])
    _relief_follows_a_visit(course, visits, of["relief"], maybe)
    _no_visit_after_closing(course, visits, of["closed"])


def _only_once(rows: Sequence[Placed]) -> None:
    for extra in rows[1:]:
        message = f"a course has one {extra.row.event}, the first is on {rows[0].row.place}"
        extra.row.fault("event", message, "keep one of the two rows")


def _no_twins(course: PlacedCourse, rows: Iterable[Placed]) -> None:
    first: dict[tuple[str, float], Row] = {}
    for twin in rows:
        row = twin.row
        if not twin.has_moment or (row.event == "rating" and row.name not in signs()):
            continue
        seen = first.setdefault((row.name if row.event == "rating" else "", twin.at_days), row)
        if seen is not row:
            when = at_text(twin.at_days, course.dated)
            what = f"{row.name} rating" if row.event == "rating" else "visit"
            average = " or write their average" if row.event == "rating" else ""
            remedy = f"keep one{average}, or give each its own time"
            row.fault("at", f"a second {what} at {when}, the first is on {seen.place}", remedy)


def _by_day(visits: Iterable[Placed]) -> VisitsOn:
    moments: VisitsOn = defaultdict(set)
    for visit in visits:
        moments[math.floor(visit.at_days)].add(visit.at_days)
    return moments


def _movements_have_a_visit(
    course: PlacedCourse,
    visits_on: VisitsOn,
    movements: Sequence[Placed],
    maybe: MaybeVisits,
) -> None:
    for movement in movements:
        row = movement.row
        if not movement.has_moment:
            continue
        day = math.floor(movement.at_days)
        count, on = len(visits_on.get(day, ())), day_text(day, course.dated)
        if count == 0 and not any(m.may_be_on(day, course.dated, row.line) for m in maybe):
            remedy = "add a visit row for that day, or correct the day of the movement"
            row.fault("at", f"there is no visit on day {on} for this movement", remedy)
        if count > 1:
            remedy = "keep one visit on that day, or leave its movements out"
            row.fault("at", f"day {on} has {count} visits, this movement fits both", remedy)


def _no_movement_twice_before(visits_on: VisitsOn, befores: Iterable[Placed]) -> None:
    first: dict[tuple[str, int], Row] = {}
    for before in befores:
        row = before.row
        day = math.floor(before.at_days) if before.has_moment else 0
        if not before.has_moment or not row.name or len(visits_on.get(day, ())) != 1:
            continue
        seen = first.setdefault((row.name, day), row)
        if seen is not row:
            message = f"this movement was scored before the same visit on {seen.place} already"
            row.fault("name", message, "keep one of the two rows")


def _relief_follows_a_visit(
    course: PlacedCourse,
    visits: Sequence[Placed],
    reliefs: Iterable[Placed],
    maybe: MaybeVisits,
) -> None:
    """At the same moment relief comes first, so it belongs to a visit strictly before it."""
    in_time = sorted([*visits, *(r for r in reliefs if r.has_moment)], key=lambda p: p.at_days)
    latest = math.nan
    for at_days, together in groupby(in_time, key=lambda p: p.at_days):
        rows = list(together)
        for relief in rows:
            if relief.row.event == "relief":
                _check_relief(course, relief, latest, maybe)
        if any(row.row.event == "visit" for row in rows):
            latest = at_days


def _check_relief(course: PlacedCourse, relief: Placed, latest: float, maybe: MaybeVisits) -> None:
    if math.isnan(latest):
        day = math.floor(relief.at_days)
        if not any(each.may_be_before(day, course.dated) for each in maybe):
            remedy = "add the visit it followed, or correct the day of the relief"
            relief.row.fault("at", "there is no visit before this relief", remedy)
        return
    held = relief.event.held_days if isinstance(relief.event, ReliefReport) else None
    longest = relief.at_days - latest + 1
    if held is not None and held > longest + 1e-9:
        visit = at_text(latest, course.dated)
        message = f"relief of {held:g} days is longer than since the visit at {visit} plus 1"
        relief.row.fault("value", message, f"write at most {math.floor(longest * 10) / 10:g}")


def _no_visit_after_closing(
    course: PlacedCourse, visits: Iterable[Placed], closed: Sequence[Placed]
) -> None:
    if not closed or not closed[0].has_moment:
        return
    day = math.floor(closed[0].at_days)
    for visit in visits:
        if math.floor(visit.at_days) > day:
            on, place = day_text(day, course.dated), closed[0].row.place
            message = f"the course was closed on {on} ({place}), before this visit"
            visit.row.fault(
                "at", message, "give the visit a new course, or correct one of the days"
            )
