"""From the rows of IN, in any order, to buckets of some courses each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from backcheck.interchange.row import Row

from .bucket import append
from .work_folder import Spread, WorkFolder

COURSES_OF_A_PART = 50  # a second or two of work: what an interruption costs at most
_ROWS_IN_MEMORY = 50_000


def spread(rows: Iterable[Row], folder: WorkFolder) -> tuple[Spread, list[Row]]:
    """Number the courses by first appearance and write each row into the bucket of its course.

    Memory does not grow with the rows; of every course its id is held.

    Returns:
        what was spread, and the rows that name no course, each of which is a fault.

    Raises:
        OSError: a bucket can't be written.
    """
    numbers: dict[str, int] = {}
    strays: list[Row] = []
    bucket_rows: list[int] = []
    held: dict[int, list[Row]] = defaultdict(list)
    held_rows = 0
    for row in rows:
        if not row.course:
            strays.append(row)
            continue
        part = numbers.setdefault(row.course, len(numbers)) // COURSES_OF_A_PART
        if part == len(bucket_rows):
            bucket_rows.append(0)
        bucket_rows[part] += 1
        held[part].append(row)
        held_rows += 1
        if held_rows == _ROWS_IN_MEMORY:
            _write(held, folder)
            held_rows = 0
    _write(held, folder)
    courses = len(numbers)
    last = courses - COURSES_OF_A_PART * (len(bucket_rows) - 1)
    bucket_courses = [COURSES_OF_A_PART] * (len(bucket_rows) - 1) + [last] * bool(courses)
    return Spread(courses, tuple(bucket_rows), tuple(bucket_courses)), strays


def _write(held: dict[int, list[Row]], folder: WorkFolder) -> None:
    for part, rows in held.items():
        append(folder.bucket(part), rows)
    held.clear()
