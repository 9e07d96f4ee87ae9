"""The names of backups, and which of them may go. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import UTC, datetime

_FORM = "backcheck-%Y-%m-%dT%H%M%S.backup"
_NAME = re.compile(r"backcheck-\d{4}-\d\d-\d\dT\d{6}\.backup")
DAILY, WEEKLY, MONTHLY = 7, 4, 12


def name_of(at: datetime) -> str:
    """The name of a backup, in the time of Greenwich: no hour comes twice there."""
    return at.astimezone(UTC).strftime(_FORM)


def made_at(name: str) -> datetime | None:
    """When a backup was made, by its name; None for any other name."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return datetime.strptime(name, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None


def kept(
    times: Collection[datetime], daily: int = DAILY, weekly: int = WEEKLY, monthly: int = MONTHLY
) -> frozenset[datetime]:
    """Which backups are kept.

    Of each of the last ``daily`` days on which there are any, the newest; and so of the weeks
    (ISO 8601) and the months. Days without one don't count, so that a machine that was off for a
    month loses nothing; the newest of all is always among them.
    """
    newest_first = sorted(times, reverse=True)
    periods: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (max(daily, 1), lambda at: (at.year, at.month, at.day)),
        (weekly, lambda at: tuple(at.isocalendar()[:2])),
        (monthly, lambda at: (at.year, at.month)),
    )
    chosen: set[datetime] = set()
    for count, period in periods:
        first: dict[tuple[int, ...], datetime] = {}
        for at in newest_first:
            first.setdefault(period(at), at)
        chosen |= set(list(first.values())[:count])
    return frozenset(chosen)
