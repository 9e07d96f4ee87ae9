"""The scales of the chart, and its rows from top to bottom."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backcheck.verdict.picture import Line, Picture

from .chart_layout import Measures
from .chart_svg import Point

# On white and on near black 4:1 or more. Nothing needs it: what has it is told apart by its form.
ACCENT = "#0d8a78"
BAND_OPACITY = 0.24
EDGE_OPACITY = 0.6  # of ink; the edge of a band still has 3:1 on either paper


@dataclass(frozen=True, slots=True)
class Frame:
    """The scales of one drawing. A point is as high, and a row as far, in every one of a layout."""

    at: Measures
    start_days: float
    end_days: float
    low: float
    high: float
    visits_y: float  # the line on which the numbers of the visits stand
    top: float

    @property
    def under_visits(self) -> float:
        """Where the rows of relief and what else began start."""
        return self.visits_y + 1.1 * self.at.text

    @property
    def bottom(self) -> float:
        """The lower end of the scale."""
        return self.top + self.at.plot

    @property
    def missed_y(self) -> float:
        """The top of the marks of missed days."""
        return self.bottom + 0.75 * self.at.text

    @property
    def axis_y(self) -> float:
        """The line of time."""
        return self.missed_y + self.at.text

    @property
    def dates_y(self) -> float:
        """The line on which the days are written."""
        return self.axis_y + 1.4 * self.at.text

    def x(self, at_days: float) -> float:
        """Across; what lies outside stands at the edge."""
        at = min(max(at_days, self.start_days), self.end_days)
        share = (at - self.start_days) / (self.end_days - self.start_days)
        return self.at.left + share * (self.at.right - self.at.left)

    def y(self, level: float) -> float:
        """Up and down; a level beyond the scale is drawn at its end."""
        inside = min(max(level, self.low), self.high)
        return self.bottom - (inside - self.low) / (self.high - self.low) * self.at.plot

    def curve(self, marks: Iterable[float], levels: Iterable[float]) -> list[Point]:
        """The points of a line."""
        return [(self.x(d), self.y(level)) for d, level in zip(marks, levels, strict=True)]


def frame_of(picture: Picture, at: Measures, header: float = 0.0, rows: int = 0) -> Frame:
    """The scales under a header so high, with so many rows between the visits and the plot."""
    start = min(math.floor(picture.start_days), picture.end_days - 1.0)
    visits_y = header + (1.8 * at.text if picture.visits else 0.3 * at.text)
    top = visits_y + 1.1 * at.text + rows * at.line + 0.4 * at.text * bool(rows)
    return Frame(at, start, picture.end_days, *picture.sign.ends, visits_y, top)


@dataclass(frozen=True, slots=True)
class Curve:
    """A line and the days of its marks."""

    marks: tuple[float, ...]
    line: Line

    def part(self, start_days: float, end_days: float) -> Curve:
        """What of it lies between two days; straight from mark to mark."""
        start = max(start_days, self.marks[0])
        inside = [day for day in self.marks if start < day < end_days]
        days = (start, *inside, *([end_days] if end_days > start else []))
        values = (self.line.mean, self.line.low, self.line.high)
        return Curve(days, Line(*(tuple(map(self._at(each), days)) for each in values)))

    def _at(self, values: tuple[float, ...]) -> Callable[[float], float]:
        def level(day: float) -> float:
            after = min(bisect_left(self.marks, day), len(values) - 1)
            if after == 0 or self.marks[after] == day:
                return values[after]
            before, until = self.marks[after - 1], self.marks[after]
            share = (day - before) / (until - before)
            return values[after - 1] + share * (values[after] - values[after - 1])

        return level
