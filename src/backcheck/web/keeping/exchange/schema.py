"""SCHEMA.md: every column that is given, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcheck.web.audit.exported import CHAIN, COLUMNS
from backcheck.web.audit.models import ImportedEvent
from backcheck.web.giving.table import Table

from .everything import GIVEN
from .form import EARLIER, FORMAT, TRAIL, VERSION, file_of
from .values import kind_of

_HEAD = f"""# {FORMAT}, version {VERSION}

Each file below holds one JSON object a line (UTF-8), its keys in order, rows in the order of their
keys. A key that names a row of another file is a UUID that stands there. Times are UTC.
"""


def schema() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *map(_table, GIVEN), *_trails()])


def _table(table: Table) -> str:
    refers = {column: model._meta.db_table for column, model in table.refers().items()}
    rows = [
        (column, _kind(table.field(column)), what + _of(refers.get(column)))
        for column, what in table.columns.items()
    ]
    rows += [(column, "true or false", what) for column, what in table.tokens.items()]
    left = [f"Left out: `{name}` ({why})." for name, why in table.left_out.items()]
    return "\n".join([_section(file_of(table.name), table.what, sorted(rows)), *left, ""])


def _of(table: str | None) -> str:
    return f"; a row of `{file_of(table)}`" if table else ""


def _trails() -> Iterator[str]:
    own = "The clinic's part of the trail of the installation that made this file."
    earlier = "What came with the clinic when it was imported from another installation."
    yield _section(TRAIL, own, _events(COLUMNS))
    yield ""
    yield _section(EARLIER, earlier, _events({**CHAIN, **COLUMNS}))


def _events(columns: Mapping[str, str]) -> list[tuple[str, str, str]]:
    fields = {each.attname: each for each in ImportedEvent._meta.concrete_fields}
    return sorted((name, _kind(fields[name]), what) for name, what in columns.items())


def _kind(field: object) -> str:
    is_null = getattr(field, "null", False)
    return kind_of(field).told + (", or null" if is_null else "")


def _section(name: str, what: str, rows: list[tuple[str, str, str]]) -> str:
    table = [f"| `{name}` | {kind} | {told} |" for name, kind, told in rows]
    head = [f"## {name}", "", what, "", "| key | value | what it says |", "|---|---|---|"]
    return "\n".join([*head, *table, ""])
