"""Visits that can't be placed, so that one unreadable row is told once and not again below it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from .fault import Unreadable
from .moments import day_text, read_at
from .placing import Placed, PlacedCourse
from .row import Row

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEIGHBOUR_LINES = 2


@dataclass(frozen=True, slots=True)
class UnplacedVisits:
    """What is known of rows that may have been meant as visits, ready to be asked often.

    ``days``: whole days that were readable, with their kind. ``looks``: what an unreadable date
    has in common with the date that was meant. ``lines``: rows without any day. ``dates``: the
    beginnings of unreadable texts that look like a date. ``undatable``: whether there are others.
    """

    days: frozenset[tuple[bool, int]]
    looks: frozenset[str]
    lines: frozenset[int]
    dates: tuple[str, ...]
    undatable: bool

    @classmethod
    def among(cls, course: PlacedCourse) -> UnplacedVisits:
        """The rows of a course that may have been meant as visits and could not be used so."""
        lost = [each.row for each in course.placed if _lost_visit(each, course)]
        lost += [row for row in course.broken if row.event == "visit"]
        return cls._of(lost)

    @classmethod
    def _of(cls, rows: Iterable[Row]) -> UnplacedVisits:
        days: set[tuple[bool, int]] = set()
        unreadable: list[Row] = []
        for row in rows:
            try:
                at = read_at(row.at)
                days.add((at.dated, math.floor(at.days)))
            except Unreadable:
                unreadable.append(row)
        dates = [_sure_part(row.at[:10]) for row in unreadable if _ISO_DATE.match(row.at)]
        return cls(
            frozenset(days),
            frozenset(look for row in unreadable for look in _looks(row.at)),
            frozenset(row.line for row in unreadable if not any(map(str.isdecimal, row.at))),
            tuple(sorted(dates)),
            len(dates) < len(unreadable),
        )

    def may_be_on(self, day: int, dated: bool, line: int) -> bool:
        """Whether one of them may have been meant for this day; ``line`` is the row that asks."""
        near = range(line - _NEIGHBOUR_LINES, line + _NEIGHBOUR_LINES + 1)
        return (
            (dated, day) in self.days
            or not self.looks.isdisjoint(_looks(day_text(day, dated)))
            or not self.lines.isdisjoint(near)
        )

    def may_be_before(self, day: int, dated: bool) -> bool:
        """Whether one of them may have been meant for this day or an earlier one."""
        if self.undatable or any(kind != dated or at <= day for kind, at in self.days):
            return True
        return bool(self.dates) and (not dated or self.dates[0] <= day_text(day))


def _lost_visit(placed: Placed, course: PlacedCourse) -> bool:
    """A visit without a moment or without a course, or a row of no known event that says no more
    than a visit does."""
    row = placed.row
    if placed.event_known:
        return row.event == "visit" and (not placed.has_moment or not course.id)
    return not row.name and not row.value


def _sure_part(date: str) -> str:
    """Of a date that does not exist, the year and month, or the year alone: 2026-02, 2026."""
    try:
        read_at(date)
    except Unreadable:
        return date[:7] if "01" <= date[5:7] <= "12" else date[:4]
    return date


def _looks(text: str) -> set[str]:
    """What a date keeps when it is mistyped: its numbers in any order, all signs but one."""
    head = text[:10]
    numbers = sorted(number.lstrip("0") for number in re.findall(r"[0-9]+", text)[:3])
    looks = {head.replace("-", "")[:8], " ".join(numbers)}
    if len(head) == 10:
        looks |= {f"{head[:place]}?{head[place + 1 :]}" for place in range(10)}
    return looks - {""}
