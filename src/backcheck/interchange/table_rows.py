"""The rows of a course file that is an Arrow table: what ``text_rows`` is for a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa
from pyarrow import types

from .decoding import undecoded
from .fault import COLUMNS, LINE, ROW, CourseFileFaults, Fault
from .header import faults_of_names
from .row import Row

_ROWS_AT_ONCE = 10_000
_LINE_COLUMN = "line"


def check_columns(schema: pa.Schema) -> None:
    """See that the five columns are there, once each, and hold text.

    Dictionary-encoded text, long text and columns of nulls only are text too. Other columns do
    not matter.

    Raises:
        CourseFileFaults: every column that is off.
    """
    names = list(schema.names)
    faults = faults_of_names(0, names, f"name the columns {', '.join(COLUMNS)}")
    for column in COLUMNS:
        if names.count(column) == 1 and not _is_text(schema.field(column).type):
            message = f"the column {column} holds {schema.field(column).type}, not text"
            remedy = "write its cells as text, as in docs/course-file.md"
            faults.append(Fault(0, column, message, remedy))
    if faults:
        raise CourseFileFaults(faults)


def table_rows(events: pa.Table, faults: list[Fault], first: int = 1) -> Iterator[Row]:
    """The rows of a table in its order; a null is an empty cell, and spaces around a cell go.

    Args:
        events: a table that ``check_columns`` accepts. A column ``line`` of integers, if it has
            one, numbers the rows by the lines they come from; otherwise they are counted.
        faults: takes what is wrong with a row when it is read.
        first: the number of the first row, where rows are counted.
    """
    lined = _LINE_COLUMN in events.schema.names and types.is_integer(
        events.schema.field(_LINE_COLUMN).type
    )
    counted = LINE if lined else ROW
    for batch in events.to_batches(max_chunksize=_ROWS_AT_ONCE):
        numbers: Sequence[int] = (
            batch.column(_LINE_COLUMN).to_pylist() if lined else range(first, first + len(batch))
        )
        columns = [_cells(batch.column(column)) for column in COLUMNS]
        for number, *cells in zip(numbers, *columns, strict=True):
            if any(cells):
                yield _row(number, cells, faults, counted)
        first += len(batch)


def nothing() -> Fault:
    """The fault of a table without events."""
    return Fault(0, "file", "there are no events in the table", "write one event a row")


def _is_text(kind: Any) -> bool:
    inner = kind.value_type if types.is_dictionary(kind) else kind
    return bool(
        types.is_string(inner)
        or types.is_large_string(inner)
        or types.is_string_view(inner)
        or types.is_null(inner)
    )


def _cells(column: Any) -> list[str]:
    """Cells as texts; bytes that are no UTF-8 as lone surrogates, as ``read_lines`` has them."""
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    values = column.cast(pa.large_binary()).to_pylist()
    return [
        value.decode("utf-8", "surrogateescape").strip() if value is not None else ""
        for value in values
    ]


def _row(number: int, cells: Sequence[str], faults: list[Fault], counted: str) -> Row:
    for column, cell in zip(COLUMNS, cells, strict=True):
        if undecoded(cell):
            remedy = "write text as UTF-8"
            faults.append(Fault(number, column, "the cell is not UTF-8", remedy, counted))
    course, at, event, name, value = cells
    return Row(number, course, at, event, name, value, faults, counted=counted)
