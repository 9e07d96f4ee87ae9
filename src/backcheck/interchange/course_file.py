"""Course files, version 1: read with every fault told at once, written so that they read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from backcheck.verdict.course import Course, time_of

from .course_checks import check_course
from .course_rows import event_cells, writable
from .decoding import read_lines
from .fault import COLUMNS, CourseFileFaults, Fault
from .header import read_header
from .moments import at_text
from .placing import PlacedCourse, place
from .records import Record, read_records
from .row import Row, read_row
from .unplaced_visits import UnplacedVisits


def from_csv(data: bytes) -> list[Course]:
    """The courses of a file, in the order in which they first appear.

    Rows may come in any order: the same rows give the same course.

    Raises:
        CourseFileFaults: every fault of the file; no course is returned when there is any.
    """
    faults: list[Fault] = []
    rows = _rows(read_records(read_lines(data, faults), faults), faults)
    by_course: dict[str, list[Row]] = {}
    for row in rows:
        by_course.setdefault(row.course, []).append(row)
    strays = UnplacedVisits.among(place("", by_course.pop("", [])))
    courses = [place(course, own) for course, own in by_course.items()]
    for course in courses:
        check_course(course, strays)
    if faults:
        raise CourseFileFaults(faults)
    return [_course(placed) for placed in courses]


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


def _rows(records: Iterator[Record], faults: list[Fault]) -> list[Row]:
    first = next(records, None)
    if first is None or _told_before(first[0], faults):
        raise CourseFileFaults(faults or [_nothing("the file is empty")])
    header = read_header(*first, faults)
    if header is None:
        raise CourseFileFaults(faults)
    rows = [read_row(record, header, faults) for record in records]
    if not rows and not faults:
        raise CourseFileFaults([_nothing("there are no events under the header")])
    return rows


def _told_before(line: int, faults: Sequence[Fault]) -> bool:
    """Whether what should be the header was no CSV, so that the first record is none."""
    return any(fault.line < line for fault in faults)


def _nothing(message: str) -> Fault:
    remedy = f"write {','.join(COLUMNS)} and below it one event a row"
    return Fault(1, "file", message, remedy)


def _course(placed: PlacedCourse) -> Course:
    events = [each.event for each in placed.placed if each.event is not None]
    return Course(placed.id, placed.dated, tuple(events))


def _rows_of(course: Course) -> Iterable[tuple[str, ...]]:
    for event in course.events:
        at = at_text(time_of(event), course.dated)
        yield writable(course.id), at, *event_cells(event, course.dated)
