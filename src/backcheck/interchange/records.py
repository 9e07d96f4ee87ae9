"""From lines to records: CSV with commas, a quote that goes wrong costs its own row only."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from .fault import Fault

MOST_LINES_OF_A_RECORD = 100  # an open quote is looked after this far, then it is a fault

Record = tuple[int, list[str]]  # the line it begins on, its cells without surrounding spaces


def read_records(lines: Iterable[str], faults: list[Fault]) -> Iterator[Record]:
    """The records of a file, blank ones left out; a record that is no CSV becomes a fault.

    After a fault reading goes on with the next line, so one open quote does not swallow the rest.
    No more lines are held than a record may have.
    """
    feed = _Feed(lines)
    while feed.more():
        try:
            for cells in csv.reader(feed, strict=True, skipinitialspace=True):
                stripped = [cell.strip() for cell in cells]
                if any(stripped):
                    yield feed.line, stripped
                feed.next_record()
        except csv.Error as error:
            faults.append(_broken_record(feed.line, str(error)))
            feed.skip_first_line()


class _Feed:
    """Hands lines to the csv reader, and keeps those of the current record to go back to.

    ``line``: the number of the line on which the current record begins.
    """

    def __init__(self, lines: Iterable[str]):
        self._rest = iter(lines)
        self._again: deque[str] = deque()
        self._record: list[str] = []
        self.line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._record) >= MOST_LINES_OF_A_RECORD:
            raise StopIteration
        line = self._again.popleft() if self._again else next(self._rest)
        self._record.append(line)
        return line

    def next_record(self) -> None:
        """The current record is done with."""
        self.line += len(self._record)
        self._record.clear()

    def skip_first_line(self) -> None:
        """Give the current record up, but for the lines after its first."""
        self._again.extendleft(reversed(self._record[1:]))
        self._record.clear()
        self.line += 1

    def more(self) -> bool:
        """Whether there is another line."""
        if not self._again:
            self._again.extend(islice(self._rest, 1))
        return bool(self._again)


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
