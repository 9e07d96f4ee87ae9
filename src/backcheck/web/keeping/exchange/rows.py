"""The rows of a clinic, as an export gives them, in flat memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from backcheck.web.audit.exported import CHAIN, COLUMNS
from backcheck.web.audit.queries import events_of, imported_events_of
from backcheck.web.giving.table import Table

from .values import shown

_AT_ONCE = 1_000
Row = dict[str, Any]


def rows_of(table: Table, clinic: UUID) -> Iterator[Row]:
    """The rows of a table that are a clinic's, in the order of their keys; values in clear."""
    found = table.model._base_manager.filter(**{table.clinic: clinic}).order_by("pk")
    for each in found.defer(*table.left_out).iterator(_AT_ONCE):  # what is left out isn't read
        given = {column: shown(getattr(each, column)) for column in table.columns}
        yield given | {column: getattr(each, column) is not None for column in table.tokens}


def trail_of(clinic: UUID) -> Iterator[Row]:
    """What happened in a clinic, the earliest first."""
    return _events(events_of(clinic).order_by("number"), COLUMNS)


def earlier_trail_of(clinic: UUID) -> Iterator[Row]:
    """What happened in it before it came here."""
    return _events(imported_events_of(clinic), {**CHAIN, **COLUMNS})


def _events(found: Any, columns: Mapping[str, str]) -> Iterator[Row]:
    for values in found.values_list(*columns).iterator(_AT_ONCE):
        yield {name: shown(value) for name, value in zip(columns, values, strict=True)}
