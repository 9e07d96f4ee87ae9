"""From rows to courses: gathered by course, placed in time, checked against each other.

The rows of a text and the rows of a table go through the same steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backcheck.verdict.course import Course

from .course_checks import check_course
from .fault import CourseFileFaults, Fault
from .placing import PlacedCourse, place
from .row import Row
from .unplaced_visits import UnplacedVisits


def courses_of(rows: Iterable[Row], faults: Sequence[Fault]) -> list[Course]:
    """The courses of all rows of a file, in the order in which they first appear.

    Args:
        rows: they leave what is wrong with them in the list they were made with.
        faults: that list.

    Raises:
        CourseFileFaults: every fault; no course is returned when there is any.
    """
    by_course: dict[str, list[Row]] = {}
    for row in rows:
        by_course.setdefault(row.course, []).append(row)
    strays = strays_among(by_course.pop("", []))
    courses = checked(by_course, strays)
    if faults:
        raise CourseFileFaults(faults)
    return [_course(placed) for placed in courses]


def strays_among(rows: Sequence[Row]) -> UnplacedVisits:
    """What is known of the rows that name no course; each is left with its faults."""
    return UnplacedVisits.among(place("", rows))


def checked(by_course: dict[str, list[Row]], strays: UnplacedVisits) -> list[PlacedCourse]:
    """The courses placed, each row that does not fit the others left with its fault."""
    courses = [place(course, own) for course, own in by_course.items()]
    for course in courses:
        check_course(course, strays)
    return courses


def _course(placed: PlacedCourse) -> Course:
    events = [each.event for each in placed.placed if each.event is not None]
    return Course(placed.id, placed.dated, tuple(events))
