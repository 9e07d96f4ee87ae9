"""The rows of a course file that is a text, one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from .decoding import read_lines
from .fault import COLUMNS, CourseFileFaults, Fault
from .header import read_header
from .records import read_records
from .row import Row, read_row


def text_rows(file: BinaryIO, faults: list[Fault]) -> Iterator[Row]:
    """The rows below the header, in the order of the file; no more than one record is held.

    Args:
        file: can be sought; it is read from its beginning and left open.
        faults: takes what is wrong with a line when it is read.

    Raises:
        CourseFileFaults: there is no header, or nothing under it.
    """
    lines = read_lines(file, faults)
    records = read_records(lines, faults)
    first = next(records, None)
    if first is None or _told_before(first[0], faults):
        _read_out(lines)
        raise CourseFileFaults(faults or [_nothing("the file is empty")])
    header = read_header(*first, faults)
    if header is None:
        _read_out(lines)
        raise CourseFileFaults(faults)
    empty = True
    for record in records:
        empty = False
        yield read_row(record, header, faults)
    if empty and not faults:
        raise CourseFileFaults([_nothing("there are no events under the header")])


def _told_before(line: int, faults: Sequence[Fault]) -> bool:
    """Whether what should be the header was no CSV, so that the first record is none."""
    return any(fault.line < line for fault in faults)


def _read_out(lines: Iterator[str]) -> None:
    """To the end: bytes that are not UTF-8 are told even where no row can be read."""
    deque(lines, maxlen=0)


def _nothing(message: str) -> Fault:
    remedy = f"write {','.join(COLUMNS)} and below it one event a row"
    return Fault(1, "file", message, remedy)
