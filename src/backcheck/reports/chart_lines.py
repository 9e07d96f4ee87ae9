"""The two lines of the chart with their bands and names, and the ratings.

They are told apart without colour: one is solid on a plain band, the other dashed on a hatched one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backcheck.verdict.picture import Picture

from .chart_frame import ACCENT, BAND_OPACITY, EDGE_OPACITY, Curve, Frame
from .chart_layout import Paper
from .chart_svg import Attribute, path, polyline, tag
from .letters import wrapped

_LINE_HEIGHT = 1.15  # in text sizes, from one line of a name to the next
_NAME_AWAY = 16  # of a name from the right edge of the plot
_DASH = "7 4"


def hatch(name: str) -> str:
    """The texture of what was expected anyway."""
    stroke = path("M0 0V7", stroke="currentColor", stroke_width=1.6, stroke_opacity=0.42)
    lines = tag(
        "pattern", stroke, id=name, width=7, height=7,
        patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
    )  # fmt: skip
    return tag("defs", lines)


def lines(picture: Picture, frame: Frame, hatching: str) -> Iterable[str]:
    """Both bands and then both lines; what was expected anyway parts from the usual level at the
    first visit."""
    drawn = []
    if picture.visits:
        anyway = Curve(picture.marks, picture.anyway).part(picture.visits[0], picture.end_days)
        drawn.append(_line(
            picture, frame, anyway,
            {"fill": f"url(#{hatching})", "stroke": "currentColor", "stroke_opacity": EDGE_OPACITY},
            {"stroke": "currentColor", "stroke_width": 2.2, "stroke_dasharray": _DASH},
        ))  # fmt: skip
    drawn.append(_line(
        picture, frame, Curve(picture.marks, picture.usual),
        {"fill": ACCENT, "fill_opacity": BAND_OPACITY, "stroke": ACCENT},
        {"stroke": ACCENT, "stroke_width": 3},
    ))  # fmt: skip
    for parts in zip(*drawn, strict=True):
        yield from parts


def _line(
    picture: Picture,
    frame: Frame,
    curve: Curve,
    band: dict[str, Attribute],
    stroke: dict[str, Attribute],
) -> tuple[str, str]:
    """The bands and the lines; past the day of the answer, a forecast, both are slighter."""
    known, on = curve.part(curve.marks[0], picture.on_days), picture.on_days
    shown = [(_band(frame, known, opens_right=True), known, band, stroke)]
    if picture.end_days > on:
        ahead = curve.part(on, picture.end_days)
        half = float(band.get("fill_opacity", 1.0)) / 2.0
        fainter = {**band, "fill_opacity": half, "stroke_dasharray": "1 2"}
        thinner = {**stroke, "stroke_width": float(stroke["stroke_width"]) / 2.0}
        shown.append((_band(frame, ahead, opens_right=False), ahead, fainter, thinner))
    bands = [path(area, **given) for area, _, given, _ in shown]
    drawn = [
        path(
            polyline(frame.curve(each.marks, each.line.mean)),
            fill="none",
            stroke_linejoin="round",
            **given,
        )
        for _, each, _, given in shown
    ]
    return "".join(bands), "".join(drawn)


def _band(frame: Frame, curve: Curve, *, opens_right: bool) -> str:
    """Path data of the band, with no edge where it goes on as another."""
    high, low = (frame.curve(curve.marks, v) for v in (curve.line.high, curve.line.low))
    if opens_right:
        return polyline([*reversed(high), *low])
    return polyline([*high, *reversed(low)])


def dots(picture: Picture, frame: Frame) -> str:
    """The ratings."""
    found = [
        tag("circle", cx=round(frame.x(day), 1), cy=round(frame.y(value), 1), r=frame.at.dot)
        for day, value in picture.ratings
    ]
    return tag("g", *found, fill="currentColor", fill_opacity=0.65)


def names(picture: Picture, frame: Frame, paper: Paper) -> Iterable[str]:
    """The name of each line at its right end, drawn apart where the ends are near."""
    if not frame.at.roomy:
        return
    said = [
        _Name(frame.y(picture.usual.mean[-1]), _lines(paper, "chart.usual"), {"stroke": ACCENT})
    ]
    if picture.visits:
        dashed: dict[str, Attribute] = {"stroke": "currentColor", "stroke_dasharray": "4 2"}
        end = frame.y(picture.anyway.mean[-1])
        said.append(_Name(end, _lines(paper, "chart.anyway"), dashed))
    said.sort(key=lambda name: name.end)
    for name, top in zip(said, _apart(said, frame), strict=True):
        yield from _named(name, top, frame, paper)


@dataclass(frozen=True, slots=True)
class _Name:
    """Where a line ends, its name in lines, and how it is drawn."""

    end: float
    lines: list[str]
    stroke: dict[str, Attribute]


def _lines(paper: Paper, key: str) -> list[str]:
    return wrapped(paper.say(key), paper.at.width - paper.at.right - _NAME_AWAY, paper.at.text)


def _apart(said: list[_Name], frame: Frame) -> list[float]:
    """The tops of the names from the upper to the lower one: not on each other, not outside."""
    step = _LINE_HEIGHT * frame.at.text
    heights = [step * len(name.lines) for name in said]
    tops = [name.end - height / 2 for name, height in zip(said, heights, strict=True)]
    missing = max(0.0, tops[0] + heights[0] + 3.0 - tops[-1]) / 2 if len(said) > 1 else 0.0
    tops[0] -= missing
    tops[-1] += missing
    edge = 0.3 * step
    down = max(0.0, frame.top - edge - tops[0])
    up = max(0.0, tops[-1] + heights[-1] + down - frame.bottom - edge)
    return [top + down - up for top in tops]


def _named(name: _Name, top: float, frame: Frame, paper: Paper) -> Iterable[str]:
    at, step = frame.at, _LINE_HEIGHT * frame.at.text
    middle = top + step * len(name.lines) / 2
    leader = polyline([(at.right + 1, name.end), (at.right + _NAME_AWAY - 4, middle)])
    yield path(leader, fill="none", stroke_width=2, **name.stroke)
    for number, part in enumerate(name.lines):
        yield paper.write((at.right + _NAME_AWAY, top + step * (number + 0.8)), part)
