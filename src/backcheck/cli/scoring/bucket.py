"""A bucket: the rows of some courses, gathered from wherever they stood in IN, as Arrow on disk.

Rows are appended, each time as an Arrow stream of its own, so that no bucket stays open. Cells are
bytes: what was not UTF-8 comes back as it was, and its neighbours can still be checked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from backcheck.interchange.fault import COLUMNS, Fault
from backcheck.interchange.row import Row

_SCHEMA = pa.schema(
    [("line", pa.int64()), *((column, pa.binary()) for column in COLUMNS), ("broken", pa.bool_())]
)


def append(path: Path, rows: Sequence[Row]) -> None:
    """Write rows behind those that are there.

    Raises:
        OSError: they can't be written.
    """
    cells = [
        pa.array([row.cell(column).encode("utf-8", "surrogateescape") for row in rows], pa.binary())
        for column in COLUMNS
    ]
    lines = pa.array([row.line for row in rows], pa.int64())
    broken = pa.array([row.broken for row in rows], pa.bool_())
    batch = pa.record_batch([lines, *cells, broken], schema=_SCHEMA)
    with path.open("ab") as file, pa.ipc.new_stream(file, _SCHEMA) as stream:
        stream.write_batch(batch)


def read(path: Path) -> pa.Table:
    """All rows, in the order in which they were written.

    Raises:
        OSError, pyarrow.ArrowException: they can't be read.
    """
    batches: list[pa.RecordBatch] = []
    with path.open("rb") as file:
        while file.peek(1):
            batches += pa.ipc.open_stream(file)
    return pa.Table.from_batches(batches, _SCHEMA)


def rows_of(bucket: pa.Table, counted: str, faults: list[Fault]) -> list[Row]:
    """The rows as they were read from IN, ready to be checked."""
    cells = [
        [value.decode("utf-8", "surrogateescape") for value in bucket.column(column).to_pylist()]
        for column in COLUMNS
    ]
    lines, broken = bucket.column("line").to_pylist(), bucket.column("broken").to_pylist()
    return [
        Row(line, course, at, event, name, value, faults, is_broken, counted)
        for line, is_broken, course, at, event, name, value in zip(
            lines, broken, *cells, strict=True
        )
    ]


def events_of(bucket: pa.Table) -> pa.Table:
    """The table that ``score`` takes, of rows without faults."""
    texts = {column: bucket.column(column).cast(pa.string()) for column in COLUMNS}
    return pa.table({"line": bucket.column("line"), **texts})
