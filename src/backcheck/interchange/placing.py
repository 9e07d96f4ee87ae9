"""Placing the rows of one course in time: one kind of day, each row at its moment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backcheck.verdict.course import Event

from .cells import read_event, read_text
from .events import read_event_row
from .fault import shown
from .moments import At, read_at
from .row import Row


class Placed(NamedTuple):
    """A row, its moment (NaN: unreadable), and its event (None: unreadable)."""

    row: Row
    at_days: float
    event: Event | None
    event_known: bool

    @property
    def has_moment(self) -> bool:
        """Whether it is known when this happened."""
        return not math.isnan(self.at_days)


@dataclass(frozen=True, slots=True)
class PlacedCourse:
    """The rows of one course in the order of the file, broken ones apart."""

    id: str
    dated: bool
    placed: tuple[Placed, ...]
    broken: tuple[Row, ...]


def place(id: str, rows: Sequence[Row]) -> PlacedCourse:  # noqa: A002
    """Read the cells of a course's rows; whatever is off is left in the rows' faults.

    ``id`` empty: the rows name no course. They are read, but share no kind of day.
    """
    sound = [row for row in rows if not row.broken]
    for row in sound if not id else sound[:1]:
        row.read("course", lambda text: read_text(text, "the course, such as A1"))
    ats = [row.read("at", read_at) for row in sound]
    dated = _common_kind(sound, ats) if id else None
    placed = tuple(_placed(row, at, dated) for row, at in zip(sound, ats, strict=True))
    return PlacedCourse(id, bool(dated), placed, tuple(row for row in rows if row.broken))


def _placed(row: Row, at: At | None, dated: bool | None) -> Placed:
    word = row.read("event", read_event)
    usable = at is not None and (dated is None or at.dated == dated)
    days = at.days_of(row.event) if at is not None and usable else math.nan
    if word is None:
        return Placed(row, days, None, event_known=False)
    return Placed(row, days, read_event_row(row, days, dated), event_known=True)


def _common_kind(rows: Sequence[Row], ats: Sequence[At | None]) -> bool | None:
    """Whether a course uses dates: what most of its rows do, the first one when they are even.

    The rows of the other kind are faults, each naming the place where the kind was first seen.
    """
    seen = [(row, at.dated) for row, at in zip(rows, ats, strict=True) if at is not None]
    if not seen:
        return None
    dates = sum(dated for _, dated in seen)
    even = 2 * dates == len(seen)
    common = seen[0][1] if even else 2 * dates > len(seen)
    first = next(row for row, dated in seen if dated == common)
    for row, dated in seen:
        if dated != common:
            _of_the_other_kind(row, common, first)
    return common


def _of_the_other_kind(row: Row, common: bool, first: Row) -> None:
    is_a, uses = ("day number", "dates") if common else ("date", "day numbers")
    message = f"{shown(row.at)} is a {is_a}, the course uses {uses} (first on {first.place})"
    example = "a date, such as 2026-03-03" if common else "a number of days, such as 12.5"
    row.fault("at", message, f"write {example}")
