"""What has no room for a name of its own, in lines under the chart from the reading side on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from backcheck.knowledge.thresholds import thresholds
from backcheck.verdict.picture import Look, Picture

from .chart_events import notch
from .chart_frame import ACCENT, BAND_OPACITY, EDGE_OPACITY
from .chart_layout import Paper
from .chart_svg import path, tag
from .chart_words import look_words, notes
from .letters import wrapped

_GAP = 1.1  # between two entries, in text sizes
_NOTE = 0.87  # how large the note under the entries is, against them


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark ``wide`` units wide, drawn around a middle, and its words."""

    words: str
    wide: float
    mark: Callable[[float, float], str]


def legend(
    picture: Picture, paper: Paper, hatching: str, nameless: set[bool], y: float
) -> tuple[list[str], float]:
    """The drawn entries from the line ``y`` on, and the last line.

    Args:
        picture: what is drawn.
        paper: on what.
        hatching: the id of the texture.
        nameless: whether there are warning signs (True) and other marks (False) without words.
        y: where the first line stands.
    """
    shown: list[str] = []
    at, used = paper.at, float(paper.at.margin)
    for entry in _entries(picture, paper, hatching, nameless):
        wide = entry.wide + paper.wide(entry.words)
        if used > at.margin and used + wide > at.width - at.margin:
            used, y = float(at.margin), y + at.line
        if entry.wide:
            shown.append(entry.mark(paper.across(used + entry.wide / 2 - 3), y - 0.33 * at.text))
        shown.append(paper.begin((used + entry.wide, y), entry.words))
        used += wide + _GAP * at.text
    if at.roomy:
        size = round(_NOTE * at.text)
        y += 0.3 * at.text
        for note in notes(picture, paper.language):
            for part in wrapped(note, at.width - 2 * at.margin, size):
                y += _NOTE * at.line
                shown.append(paper.begin((at.margin, y), part, font_size=size))
    return shown, y


def _entries(picture: Picture, paper: Paper, hatching: str, nameless: set[bool]) -> Iterator[Entry]:
    say = paper.say
    yield Entry(say("chart.rating", sign=picture.sign.id), 15, _dot)
    if not paper.at.roomy:
        yield Entry(say("chart.usual"), 30, _usual)
        if picture.visits:
            yield Entry(say("chart.anyway"), 30, lambda x, y: _anyway(x, y, hatching))
            yield Entry(say("chart.visits"), 17, lambda x, y: _shape(x, y + 4, "l-5 -9h10z"))
        if picture.reliefs:
            yield Entry(say("chart.relief"), 26, lambda x, y: _shape(x - 9, y - 3, "h18v6h-18z"))
        if picture.missed:
            yield Entry(say("chart.missed"), 12, lambda x, y: _shape(x - 1, y - 4, "h2v8h-2z"))
    if any(told.holding for told in picture.reliefs):
        yield Entry(say("chart.holding"), 28, _holding)
    if True in nameless:
        yield Entry(say("chart.flag"), 17, lambda x, y: _shape(x - 4, y - 6, "l10 4l-10 4z"))
    if False in nameless:
        yield Entry(say("chart.also"), 17, lambda x, y: _shape(x, y - 6, "l6 6l-6 6l-6 -6z"))
    if any(look.passed for look in picture.looks):
        yield Entry(say("chart.look"), 20, _ring)
    yield Entry(say("chart.bands", coverage=thresholds().interval.coverage), 0, _dot)
    coming = [look for look in picture.looks if not look.passed]
    if coming:
        yield Entry(look_words(picture, min(coming, key=_when), paper.language), 20, _coming)


def _when(look: Look) -> float:
    return math.inf if look.at_days is None else look.at_days


def _shape(x: float, y: float, data: str) -> str:
    return path(f"M{x:.1f} {y:.1f}{data}", fill="currentColor")


def _holding(x: float, y: float) -> str:
    bar = path(f"M{x - 11:.1f} {y:.1f}h14", stroke="currentColor", stroke_width=6)
    return bar + notch(x + 3, y)


def _dot(x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=3.4, fill="currentColor", fill_opacity=0.65)


def _ring(x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=6, fill="none", stroke="currentColor")


def _coming(x: float, y: float) -> str:
    return tag("circle", cx=x, cy=y, r=6, fill="none", stroke="currentColor",
        stroke_dasharray="2.2 1.6")  # fmt: skip


def _usual(x: float, y: float) -> str:
    band = path(f"M{x - 12:.1f} {y - 6:.1f}h24v12h-24z", fill=ACCENT,
        fill_opacity=BAND_OPACITY, stroke=ACCENT)  # fmt: skip
    return band + path(f"M{x - 12:.1f} {y:.1f}h24", stroke=ACCENT, stroke_width=2.5)


def _anyway(x: float, y: float, hatching: str) -> str:
    band = path(f"M{x - 12:.1f} {y - 6:.1f}h24v12h-24z", fill=f"url(#{hatching})",
        stroke="currentColor", stroke_opacity=EDGE_OPACITY)  # fmt: skip
    line = path(f"M{x - 12:.1f} {y:.1f}h24", stroke="currentColor", stroke_width=2,
        stroke_dasharray="6 3")  # fmt: skip
    return band + line
