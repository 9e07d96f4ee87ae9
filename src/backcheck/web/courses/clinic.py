"""A clinic's folder: what it is, and its courses. Two files, until there is a database."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from backcheck.interchange.course_file import from_csv
from backcheck.interchange.fault import CourseFileFaults
from backcheck.verdict.course import Course

ABOUT, COURSES = "clinic.toml", "courses.csv"
EPOCH = date(1970, 1, 1)
_ADDRESSABLE = re.compile(r"[A-Za-z0-9_-]+")


class NoClinic(ValueError):
    """The folder holds no clinic that can be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Clinic:
    """The courses of a clinic, and the day on which they are read.

    A stamp names the contents: of each course, and of all of them.
    """

    simulated: bool
    today: date
    courses: Mapping[str, Course]
    stamps: Mapping[str, str]
    stamp: str

    @property
    def today_days(self) -> float:
        """The morning of today, in the days of a dated course."""
        return float((self.today - EPOCH).days)


def clinic_in(folder: Path) -> Clinic:
    """The clinic of a folder, read again when its file has changed.

    Raises:
        NoClinic: there is none, or it can't be read.
    """
    try:
        return _read(folder, (folder / COURSES).stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, CourseFileFaults) as error:
        raise NoClinic(f"{folder} holds no clinic that can be read: {error}") from error


@lru_cache(maxsize=2)
def _read(folder: Path, _changed_ns: int) -> Clinic:
    about = tomllib.loads((folder / ABOUT).read_text(encoding="utf-8"))
    courses = from_csv((folder / COURSES).read_bytes())
    for course in courses:
        _check(course)
    stamps = {course.id: _stamp(repr(course)) for course in courses}
    return Clinic(
        simulated=about["kind"] == "simulated",
        today=about["today"],
        courses={course.id: course for course in courses},
        stamps=stamps,
        stamp=_stamp(repr(stamps)),
    )


def _check(course: Course) -> None:
    """What a clinic asks of its courses besides what every course file does."""
    if not _ADDRESSABLE.fullmatch(course.id):
        raise ValueError(f"course {course.id!r}: write letters, digits, - and _ only")
    if not course.dated:
        raise ValueError(f"course {course.id!r}: write dates, not day numbers")


def _stamp(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
