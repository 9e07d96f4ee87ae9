"""One row of a course file, and reading its cells so that each fault keeps its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from .decoding import undecoded
from .fault import LINE, Fault, Unreadable, shown
from .header import Header
from .records import Record

T = TypeVar("T")


class Row(NamedTuple):
    """The cells of a row. ``broken``: it has too many or too few cells, so none is relied on."""

    line: int
    course: str
    at: str
    event: str
    name: str
    value: str
    faults: list[Fault]
    broken: bool = False
    counted: str = LINE  # what ``line`` counts

    @property
    def place(self) -> str:
        """Where it stands, as a message says it: line 12."""
        return f"{self.counted} {self.line}"

    def cell(self, column: str) -> str:
        """The text of a column."""
        return str(getattr(self, column))

    def fault(self, column: str, message: str, remedy: str) -> None:
        """Remember a fault, unless the cell's encoding was told as one already."""
        if not undecoded(self.cell(column)):
            self.faults.append(Fault(self.line, column, message, remedy, self.counted))

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """What ``reader`` makes of a cell; None, and a fault, when it can't."""
        try:
            return reader(self.cell(column))
        except Unreadable as unreadable:
            self.fault(column, unreadable.message, unreadable.remedy)
            return None

    def must_be_empty(self, *columns: str) -> None:
        """A fault for each of these cells that holds something."""
        for column in columns:
            cell = self.cell(column)
            if cell:
                message = f"{shown(cell)} has no meaning for {self.event}"
                self.fault(column, message, "leave this cell empty")


def read_row(record: Record, header: Header, faults: list[Fault]) -> Row:
    """A record as a row; a wrong number of cells is its one fault."""
    line, cells = record
    broken = len(cells) != header.width
    if broken:
        faults.append(_wrong_width(line, cells, header))
        cells = cells + [""] * header.width
    course, at, event, name, value = header.known_cells(cells)
    return Row(line, course, at, event, name, value, faults, broken)


def _wrong_width(line: int, cells: list[str], header: Header) -> Fault:
    message = f"the row has {len(cells)} cells, the header has {header.width}"
    if len(cells) < header.width:
        return Fault(line, "file", message, "write a comma for every empty cell too")
    if len(cells) == header.width + 1 and cells[-1].isdecimal() and cells[-2].isdecimal():
        remedy = f"write decimals with a dot, such as {cells[-2]}.{cells[-1]}"
        return Fault(line, "file", message, remedy if remedy.isascii() else "write 6.5, not 6,5")
    return Fault(line, "file", message, 'put a text that has a comma in double quotes, "a, b"')
