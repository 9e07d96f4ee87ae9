"""The first half of the way: IN spread into buckets, and every row of it checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyarrow as pa

from backcheck.interchange.fault import CourseFileFaults, Fault
from backcheck.interchange.gathering import strays_among
from backcheck.interchange.row import Row
from backcheck.processes import Each

from ..exits import BadInput
from ..progress import counting
from .source import Source, opened
from .spreading import spread
from .work import ToCheck, check_bucket
from .work_folder import Spread, WorkFolder

_ROWS_BETWEEN_LOOKS = 5_000


def read_checked(path: Path, folder: WorkFolder, each: Each) -> Spread:
    """Everything is read and checked before anything is computed.

    Raises:
        BadInput: IN can't be read or has faults, all of which are told; the folder is then gone,
            since nothing of it could be used again.
    """
    try:
        return _checked(path, folder, each)
    except CourseFileFaults as error:
        folder.remove()
        lines = [f"{path}: {fault.line_text}" for fault in error.faults]
        raise BadInput("\n".join(lines)) from error
    except BadInput:
        folder.remove()
        raise


def _checked(path: Path, folder: WorkFolder, each: Each) -> Spread:
    faults: list[Fault] = []
    with ExitStack() as stack:
        with reading(path):
            before = _state(path)
            source = stack.enter_context(opened(path))
        found, strays = spread(_watched(path, source, faults), folder)
        counted = source.counted
    with reading(path):
        if _state(path) != before:
            raise BadInput(f"{path}: was changed while it was read; run again")
    maybe_visits = strays_among(strays)
    tasks = (
        ToCheck(folder.bucket(number), rows, courses, counted, maybe_visits)
        for number, (rows, courses) in enumerate(
            zip(found.bucket_rows, found.bucket_courses, strict=True)
        )
    )
    with counting("checking courses", found.courses) as advance:
        for courses, own in each(check_bucket, tasks):
            faults += own
            advance(courses)
    if faults:
        raise CourseFileFaults(faults)
    return found


def _watched(path: Path, source: Source, faults: list[Fault]) -> Iterator[Row]:
    with reading(path), counting("reading", source.total, counts=False) as advance:
        last = 0
        for number, row in enumerate(source.rows(faults)):
            if number % _ROWS_BETWEEN_LOOKS == 0:
                position = source.position()
                advance(position - last)
                last = position
            yield row


def _state(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@contextmanager
def reading(source: Path) -> Iterator[None]:
    """What goes wrong with IN in here, as a message that says what to do."""
    try:
        yield
    except OSError as error:
        why = error.strerror or one_line(error)
        raise BadInput(f"{source}: {why}; give the path of a course file") from error
    except pa.ArrowException as error:
        remedy = "write it again, or give a .csv"
        raise BadInput(
            f"{source}: can't be read as Parquet ({one_line(error)}); {remedy}"
        ) from error


def one_line(error: Exception) -> str:
    """The message of an error without its line breaks."""
    return " ".join(str(error).split())
