"""The header: which cell of a record stands in which column."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from .fault import COLUMNS, Fault, shown

_AS_FIRST_LINE = f"write {','.join(COLUMNS)} as the first line"
_OTHER_SEPARATORS = ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"))


@dataclass(frozen=True, slots=True)
class Header:
    """``positions``: where ``COLUMNS`` stand in a record; ``width``: its number of cells."""

    positions: tuple[int, int, int, int, int]
    width: int

    def known_cells(self, cells: Sequence[str]) -> tuple[str, str, str, str, str]:
        """The cells of ``COLUMNS``, in that order; unknown columns are left aside."""
        course, at, event, name, value = self.positions
        return cells[course], cells[at], cells[event], cells[name], cells[value]


def read_header(line: int, cells: Sequence[str], faults: list[Fault]) -> Header | None:
    """Read the header; columns may stand in any order, unknown ones are ignored.

    Returns:
        None when the rows can't be read; the reasons are then among ``faults``.
    """
    found = _faults_of_header(line, cells)
    faults.extend(found)
    if found:
        return None
    course, at, event, name, value = map(cells.index, COLUMNS)
    return Header((course, at, event, name, value), len(cells))


def _faults_of_header(line: int, cells: Sequence[str]) -> list[Fault]:
    for separator, name in _OTHER_SEPARATORS:
        split = {cell.strip(' "') for cell in cells[0].split(separator)}
        if len(cells) == 1 and len(split & set(COLUMNS)) > 1:
            remedy = "put commas between columns and dots in decimals"
            return [Fault(line, "header", f"the columns are separated by {name}", remedy)]
    if not {cell.lower() for cell in cells} & set(COLUMNS):
        return [Fault(line, "header", "there is no header", _AS_FIRST_LINE)]
    return faults_of_names(line, cells, _AS_FIRST_LINE)


def faults_of_names(line: int, names: Sequence[str], otherwise: str) -> list[Fault]:
    """The columns that are missing or stand twice; ``otherwise`` is what to do about a missing
    one where none is nearly called so."""
    missing = [column for column in COLUMNS if column not in names]
    doubled = [column for column in COLUMNS if names.count(column) > 1]
    return [
        *(_missing(line, column, names, otherwise) for column in missing),
        *(
            Fault(line, column, f"the column {column} stands twice", "keep one of the two")
            for column in doubled
        ),
    ]


def _missing(line: int, column: str, names: Sequence[str], otherwise: str) -> Fault:
    unknown = {name.lower(): name for name in names if name not in COLUMNS}
    near = difflib.get_close_matches(column, unknown, n=1, cutoff=0.7)
    remedy = f"rename {shown(unknown[near[0]])} to {column}" if near else otherwise
    return Fault(line, column, f"the column {column} is missing", remedy)
