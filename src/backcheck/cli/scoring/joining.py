"""Parts joined to OUT, one after another."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from backcheck.interchange.score_table import SCHEMA

_COURSES_OF_A_ROW_GROUP = 2_000


def write_parquet(parts: Iterable[pa.Table], path: Path) -> None:
    """Parquet of ``SCHEMA``.

    Raises:
        OSError: it can't be written.
    """
    held: list[pa.Table] = []
    with path.open("wb") as file, pq.ParquetWriter(file, SCHEMA, compression="zstd") as out:
        for part in parts:
            held.append(part)
            if sum(map(len, held)) >= _COURSES_OF_A_ROW_GROUP:
                out.write_table(pa.concat_tables(held))
                held.clear()
        if held:
            out.write_table(pa.concat_tables(held))


def write_csv(parts: Iterable[pa.Table], path: Path) -> None:
    """CSV, UTF-8: texts as they are, null an empty cell, all else as in JSON.

    Raises:
        OSError: it can't be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(SCHEMA.names)
        for part in parts:
            for row in part.to_pylist():
                out.writerow([_cell(row[name]) for name in SCHEMA.names])


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
