"""Trails without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from backcheck.web.audit.chain import START, Link, mac

KEY = bytes(range(32))
FIRST = Link(
    number=1,
    at=datetime(2026, 3, 1, 8, 30, 0, 5, tzinfo=UTC),
    clinic=UUID(int=7),
    who_id="u1",
    who_name="דנה",
    verb="read",
    object_kind="patient",
    object_id="p1",
    details="{}",
    previous_mac=START,
)
Row = tuple[Link, str]


def signed(link: Link, key: bytes = KEY) -> Row:
    return link, mac(link, key)


def trail(events: int, key: bytes = KEY) -> list[Row]:
    """So many events, a minute apart, rightly written."""
    rows: list[Row] = []
    for number in range(1, events + 1):
        before = rows[-1][1] if rows else START
        at = FIRST.at + timedelta(minutes=number)
        rows.append(signed(replace(FIRST, number=number, at=at, previous_mac=before), key))
    return rows
