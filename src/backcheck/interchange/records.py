"""From lines to records: CSV with commas, a quote that goes wrong costs its own row only."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from .fault import Fault

MOST_LINES_OF_A_RECORD = 100  # an open quote is looked after this far, then it is a fault

Record = tuple[int, list[str]]  # the line it begins on, its cells without surrounding spaces


def read_records(lines: Sequence[str], faults: list[Fault]) -> Iterator[Record]:
    """The records of a file, blank ones left out; a record that is no CSV becomes a fault.

    After a fault reading goes on with the next line, so one open quote does not swallow the rest.
    """
    start = 0
    while start < len(lines):
        feed = _Feed(lines, start)
        reader = csv.reader(feed, strict=True, skipinitialspace=True)
        try:
            for cells in reader:
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield feed.record_start + 1, stripped
                feed.record_start = feed.position
        except csv.Error as error:
            faults.append(_broken_record(feed.record_start + 1, str(error)))
        start = feed.record_start + 1


class _Feed:
    """Hands lines to the csv reader and knows where the current record began."""

    def __init__(self, lines: Sequence[str], start: int):
        self.lines = lines
        self.position = start
        self.record_start = start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        used_up = self.position - self.record_start >= MOST_LINES_OF_A_RECORD
        if used_up or self.position >= len(self.lines):
            raise StopIteration
        self.position += 1
        return self.lines[self.position - 1]


def _broken_record(line: int, error: str) -> Fault:
    if "unexpected end of data" in error:
        message, remedy = "a quote is opened and never closed", "close it or take it away"
    elif "expected after" in error:
        message = "text follows a closing quote"
        remedy = 'quote the whole cell and write a quote inside it twice, such as "say ""ah"""'
    else:
        message = "the row can't be read as CSV"
        remedy = "write cells of at most 200 characters with commas between them"
    return Fault(line, "file", message, remedy)
