"""Where things are in the chart: 720 by 400 units, rows from top to bottom."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from backcheck.verdict.picture import Line, Picture

from .chart_svg import Point

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT = 66, 594
CAPTION_Y, VISITS_Y, UNDER_VISITS_Y = 26, 60, 82
ROW = 24
PLOT_BOTTOM = 306
MISSED_Y, DATES_Y, LOOKS_Y, LEGEND_Y = 308, 341, 368, 394
USUAL, ANYWAY = "#2b7fc0", "#bb6a17"  # each 4:1 or more on white and on near black


@dataclass(frozen=True, slots=True)
class Frame:
    """The scales of one drawing."""

    start_days: float
    end_days: float
    low: float
    high: float
    top: float

    def x(self, at_days: float) -> float:
        """Across; what lies before the picture stands at its edge."""
        at = min(max(at_days, self.start_days), self.end_days)
        return LEFT + (at - self.start_days) / (self.end_days - self.start_days) * (RIGHT - LEFT)

    def y(self, level: float) -> float:
        """Up and down; a level beyond the scale is drawn at its end."""
        inside = min(max(level, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return PLOT_BOTTOM - share * (PLOT_BOTTOM - self.top)

    def curve(self, marks: Iterable[float], levels: Iterable[float]) -> list[Point]:
        """The points of a line."""
        return [(self.x(d), self.y(level)) for d, level in zip(marks, levels, strict=True)]


def frame_of(picture: Picture, rows: int) -> Frame:
    """The scales, with so many rows between the visits and the plot."""
    start = min(math.floor(picture.start_days), picture.end_days - 1.0)
    sign = picture.sign
    return Frame(
        start, picture.end_days, sign.low, sign.high, UNDER_VISITS_Y + rows * ROW + 8 * bool(rows)
    )


def from_mark(line: Line, first: int) -> Line:
    """The line from one of its marks on."""
    return Line(line.mean[first:], line.low[first:], line.high[first:])
