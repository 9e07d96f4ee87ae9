"""IN: the rows of a CSV or Parquet file, one after another, with how far the reading has come."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from backcheck.interchange.fault import COLUMNS, LINE, ROW, CourseFileFaults, Fault
from backcheck.interchange.row import Row
from backcheck.interchange.table_rows import check_columns, nothing, table_rows
from backcheck.interchange.text_rows import text_rows

_ROWS_AT_ONCE = 10_000
_HASHED_AT_ONCE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """An open IN. ``counted``: what its faults count. ``position`` runs up to ``total``."""

    counted: str
    total: int
    position: Callable[[], int]
    rows: Callable[[list[Fault]], Iterator[Row]]


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """IN by the ending of its name, to be read once.

    Raises:
        OSError, pyarrow.ArrowException: it can't be read, here or while its rows are.
        CourseFileFaults: a table without the columns of a course file.
    """
    with path.open("rb") as file:
        if path.suffix.lower() == ".csv":
            size = os.fstat(file.fileno()).st_size
            yield Source(LINE, size, file.tell, lambda faults: text_rows(file, faults))
            return
        with pq.ParquetFile(file, pre_buffer=False) as parquet:
            check_columns(parquet.schema_arrow)
            reading = _ParquetReading(parquet)
            yield Source(ROW, parquet.metadata.num_rows, lambda: reading.position, reading.rows)


class _ParquetReading:
    def __init__(self, file: pq.ParquetFile):
        self._file = file
        self.position = 0

    def rows(self, faults: list[Fault]) -> Iterator[Row]:
        """The rows of one batch after another."""
        empty = True
        for batch in self._file.iter_batches(_ROWS_AT_ONCE, columns=COLUMNS, use_threads=False):
            for row in table_rows(pa.Table.from_batches([batch]), faults, self.position + 1):
                empty = False
                yield row
            self.position += len(batch)
        if empty:
            raise CourseFileFaults([nothing()])


def content_hash(path: Path) -> str:
    """The hash of the whole content of IN.

    Raises:
        OSError: it can't be read.
    """
    found = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while piece := file.read(_HASHED_AT_ONCE_BYTES):
            found.update(piece)
    return found.hexdigest()
