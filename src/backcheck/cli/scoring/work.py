"""What one worker does with one bucket: check it, or score it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from backcheck.interchange.fault import Fault
from backcheck.interchange.gathering import checked
from backcheck.interchange.row import Row
from backcheck.interchange.score_table import SCHEMA, score
from backcheck.interchange.unplaced_visits import UnplacedVisits

from . import bucket
from .work_folder import written_whole


class Damaged(Exception):
    """The work folder does not hold what was written into it."""


class ToCheck(NamedTuple):
    """A bucket and what is needed to check it; ``rows`` and ``courses`` are what it must hold."""

    path: Path
    rows: int
    courses: int
    counted: str
    strays: UnplacedVisits


class ToScore(NamedTuple):
    """A bucket, and where its answers go."""

    path: Path
    rows: int
    courses: int
    part: Path


def check_bucket(task: ToCheck) -> tuple[int, list[Fault]]:
    """How many courses were checked, and every fault of their rows.

    Raises:
        Damaged, OSError: the bucket can't be read.
    """
    faults: list[Fault] = []
    by_course: dict[str, list[Row]] = {}
    for row in bucket.rows_of(_read(task.path, task.rows), task.counted, faults):
        by_course.setdefault(row.course, []).append(row)
    checked(by_course, task.strays)
    return task.courses, faults


def score_bucket(task: ToScore) -> int:
    """Write a part, whole or not at all; how many courses it holds.

    Raises:
        Damaged, OSError: the bucket can't be read, or the part can't be written.
    """
    answers = score(bucket.events_of(_read(task.path, task.rows)))
    if len(answers) != task.courses:
        raise Damaged(f"{task.path.name} holds {len(answers)} courses of {task.courses}")
    with (
        written_whole(task.part) as new,
        new.open("wb") as file,
        pa.ipc.new_file(file, SCHEMA) as out,
    ):
        out.write_table(answers)
    return task.courses


def read_part(path: Path, courses: int) -> pa.Table:
    """The answers of a part.

    Raises:
        Damaged, OSError: it can't be read.
    """
    try:
        with path.open("rb") as file:
            answers = pa.ipc.open_file(file).read_all()
    except pa.ArrowException as error:
        raise Damaged(f"{path.name}: {error}") from error
    if len(answers) != courses or answers.schema != SCHEMA:
        raise Damaged(f"{path.name} holds {len(answers)} courses of {courses}")
    return answers


def _read(path: Path, rows: int) -> pa.Table:
    try:
        found = bucket.read(path)
    except pa.ArrowException as error:
        raise Damaged(f"{path.name}: {error}") from error
    if len(found) != rows:
        raise Damaged(f"{path.name} holds {len(found)} rows of {rows}")
    return found
