"""The trail as a table of a spreadsheet, which must not run what stands in a cell."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC

from .told import Event

COLUMNS = ("number", "at", "who_id", "who", "verb", "kind", "id", "details")
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def rows(events: Iterable[Event]) -> Iterator[str]:
    """The lines of the file, one by one; times in UTC."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)  # so that a spreadsheet reads it as UTF-8
    for each in events:
        at = each.at.astimezone(UTC).isoformat(timespec="microseconds")
        told = (each.who_id, each.who_name, each.verb, each.object_kind, each.object_id)
        yield writer.writerow([each.number, at, *map(still, (*told, each.details))])


def still(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_RUNS) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
