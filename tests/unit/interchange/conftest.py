"""A small course file that is right, and what a file of given rows answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backcheck.interchange.course_file import from_csv
from backcheck.interchange.fault import CourseFileFaults, Fault
from backcheck.verdict.course import Course

HEADER = "course,at,event,name,value"
EXAMPLE = f"""{HEADER}
A1,2026-02-20,pain_since,,2025-06-01
A1,2026-02-20,plan,visits,8
A1,2026-02-20,primary,pain,
A1,2026-02-26T20:15,rating,pain,7
A1,2026-02-27,rating,pain,6.5
A1,2026-03-03T09:55,movement_before,bend forward,8
A1,2026-03-03T10:00,visit,,
A1,2026-03-03T10:40,movement_after,bend forward,5
A1,2026-03-05,relief,ended,2
A1,2026-03-20,also_started,exercise class,
A1,2026-03-21,flag,doctor_first,weight_loss
"""


@pytest.fixture
def example() -> str:
    return EXAMPLE


@pytest.fixture
def read() -> Callable[..., list[Course]]:
    """The courses of a file with these rows under the usual header."""
    return lambda *rows: from_csv("\n".join([HEADER, *rows]).encode())


@pytest.fixture
def faults() -> Callable[..., list[Fault]]:
    """The faults of a file with these rows (the first is line 2), or of these bytes; none: []."""

    def find(*rows: str | bytes) -> list[Fault]:
        if len(rows) == 1 and isinstance(rows[0], bytes):
            data = rows[0]
        else:
            data = "\n".join([HEADER, *map(str, rows)]).encode()
        try:
            from_csv(data)
        except CourseFileFaults as found:
            return list(found.faults)
        return []

    return find
