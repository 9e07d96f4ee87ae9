"""The two lines of the chart with their bands and names, and the ratings.

They are told apart without colour: one is solid on a plain band, the other dashed on a hatched one.
"""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.wording import label
from backcheck.verdict.picture import Line, Picture

from .chart_frame import ANYWAY, PLOT_BOTTOM, RIGHT, USUAL, WIDTH, Frame, from_mark
from .chart_svg import Attribute, between, path, polyline, tag, text, width_of

_LINE_HEIGHT = 22.0
_NAME_X = RIGHT + 15
_DASH = "9 5"


def hatch(name: str) -> str:
    """The texture of what was expected anyway."""
    stroke = path("M0 0V8", stroke=ANYWAY, stroke_width=2.4, stroke_opacity=0.7)
    lines = tag(
        "pattern", stroke, id=name, width=8, height=8,
        patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
    )  # fmt: skip
    return tag("defs", lines)


def lines(picture: Picture, frame: Frame, hatching: str) -> Iterable[str]:
    """Both lines; what was expected anyway parts from the usual level at the first visit."""
    marks = picture.marks
    if picture.visits:
        first = max((i for i, day in enumerate(marks) if day <= picture.visits[0]), default=0)
        anyway = from_mark(picture.anyway, first)
        yield from _line(
            frame, marks[first:], anyway,
            {"fill": f"url(#{hatching})", "stroke": ANYWAY, "stroke_opacity": 0.55},
            {"stroke": ANYWAY, "stroke_width": 3, "stroke_dasharray": _DASH},
        )  # fmt: skip
    yield from _line(
        frame, marks, picture.usual,
        {"fill": USUAL, "fill_opacity": 0.24, "stroke": USUAL, "stroke_opacity": 0.24},
        {"stroke": USUAL, "stroke_width": 3.5},
    )  # fmt: skip


def _line(
    frame: Frame,
    marks: tuple[float, ...],
    line: Line,
    band: dict[str, Attribute],
    stroke: dict[str, Attribute],
) -> Iterable[str]:
    high, low = frame.curve(marks, line.high), frame.curve(marks, line.low)
    yield path(between(high, low), **band)
    mean = polyline(frame.curve(marks, line.mean))
    yield path(mean, fill="none", stroke_linejoin="round", **stroke)


def dots(picture: Picture, frame: Frame) -> str:
    """The ratings."""
    found = [
        tag("circle", cx=round(frame.x(day), 1), cy=round(frame.y(value), 1), r=3.4)
        for day, value in picture.ratings
    ]
    return tag("g", *found, fill="currentColor", fill_opacity=0.65)


def names(picture: Picture, frame: Frame, language: str) -> Iterable[str]:
    """The name of each line at its right end, drawn apart where the ends are near."""
    usual_end = frame.y(picture.usual.mean[-1])
    usual = label("chart.usual", language)
    if not picture.visits:
        yield from _name(usual_end, _apart(usual_end, 0.0, frame)[0], usual, {"stroke": USUAL})
        return
    anyway_end = frame.y(picture.anyway.mean[-1])
    upper, lower = _apart(min(usual_end, anyway_end), max(usual_end, anyway_end), frame)
    usual_y, anyway_y = (lower, upper) if usual_end >= anyway_end else (upper, lower)
    dashed: dict[str, Attribute] = {"stroke": ANYWAY, "stroke_dasharray": "5 3"}
    yield from _name(usual_end, usual_y, usual, {"stroke": USUAL})
    yield from _name(anyway_end, anyway_y, label("chart.anyway", language), dashed)


def _apart(upper: float, lower: float, frame: Frame) -> tuple[float, float]:
    """The middles of two names of two lines each: not on each other, not outside."""
    need, edge = 2.0 * _LINE_HEIGHT + 4.0, _LINE_HEIGHT
    missing = max(0.0, need - (lower - upper)) / 2 if lower else 0.0
    upper, lower = upper - missing, lower + missing
    down = max(0.0, frame.top + edge / 2 - upper)
    up = max(0.0, lower + down - (PLOT_BOTTOM - edge / 2))
    return upper + down - up, lower + down - up


def _name(end: float, middle: float, name: str, stroke: dict[str, Attribute]) -> Iterable[str]:
    leader = polyline([(RIGHT, end), (RIGHT + 12, middle)])
    yield path(leader, fill="none", stroke_width=2.5, **stroke)
    shown = _wrapped(name)
    top = middle + 7 - _LINE_HEIGHT * (len(shown) - 1) / 2
    for number, part in enumerate(shown):
        yield text((_NAME_X, top + _LINE_HEIGHT * number), part)


def _wrapped(name: str) -> list[str]:
    """On lines that fit beside the plot."""
    room = WIDTH - _NAME_X
    shown: list[str] = []
    for word in name.split():
        if shown and width_of(f"{shown[-1]} {word}") <= room:
            shown[-1] = f"{shown[-1]} {word}"
        else:
            shown.append(word)
    return shown
