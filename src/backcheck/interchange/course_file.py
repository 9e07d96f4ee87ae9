"""Course files, version 1: read with every fault told at once, written so that they read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from backcheck.verdict.course import Course, time_of

from .course_rows import event_cells, writable
from .fault import COLUMNS, Fault
from .gathering import courses_of
from .moments import at_text
from .text_rows import text_rows


def from_csv(data: bytes) -> list[Course]:
    """The courses of a file, in the order in which they first appear.

    Rows may come in any order: the same rows give the same course.

    Raises:
        CourseFileFaults: every fault of the file; no course is returned when there is any.
    """
    faults: list[Fault] = []
    return courses_of(text_rows(io.BytesIO(data), faults), faults)


def to_csv(courses: Iterable[Course]) -> str:
    """Courses as the text of a file: ``from_csv`` of its bytes gives the same courses.

    Dated moments are written to the microsecond.

    Raises:
        ValueError: two courses with one id, a course without events, or a text no file can hold.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    written: set[str] = set()
    for course in courses:
        if course.id in written:
            raise ValueError(f"two courses are called {course.id!r}")
        if not course.events:
            raise ValueError(f"course {course.id!r} has no events, a file can't hold it")
        written.add(course.id)
        writer.writerows(_rows_of(course))
    return out.getvalue()


def _rows_of(course: Course) -> Iterable[tuple[str, ...]]:
    for event in course.events:
        at = at_text(time_of(event), course.dated)
        yield writable(course.id), at, *event_cells(event, course.dated)
