"""A picture of a course as small as a word, for lists: where the level was, is, and the visits."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.wording import label, number
from backcheck.verdict.picture import Picture

from .chart_frame import ACCENT
from .chart_svg import Point, tag, words

WIDTH, HEIGHT = 160, 40
_EDGE, _BOTTOM = 4, 33  # the visits stand below
_MOST_MARKS = 24


def tiny(picture: Picture, language: str = "en") -> str:
    """The usual level with its band, a tick a visit, a dot at both ends; under 1.5 kB.

    Up and down is the whole scale of the sign, so two courses in a list can be compared.
    """
    shown = _shown(picture)
    line, low, high = (
        [_place(picture, i, values[i]) for i in shown]
        for values in (picture.usual.mean, picture.usual.low, picture.usual.high)
    )
    ends = (line[0], line[-1])
    return tag(
        "svg",
        tag("title", words(_title(picture, language))),
        tag("path", d=f"{_path([*high, *reversed(low)])}Z", fill=ACCENT, fill_opacity=0.24),
        *(
            [tag("path", d=_ticks(picture), stroke="currentColor", stroke_opacity=0.6)]
            if picture.visits
            else []
        ),
        tag("path", d=_path(line), fill="none", stroke=ACCENT, stroke_width=1.5),
        *(tag("circle", cx=x, cy=y, r=2.5, fill="currentColor") for x, y in ends),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
    )


def _shown(picture: Picture) -> list[int]:
    """Places of marks: both sides of the visits as long as there are few, and some between."""
    count = len(picture.marks)
    at = [i for i, mark in enumerate(picture.marks) if mark in picture.visits and i + 1 < count]
    sides = {side for i in at for side in (i, i + 1)}
    if len(sides) > _MOST_MARKS:
        sides = set()
    between = max(2, _MOST_MARKS - len(sides))
    return sorted({0, count - 1, *sides, *(i * (count - 1) // between for i in range(between))})


def _x(picture: Picture, day: float) -> int:
    first, last = picture.marks[0], picture.end_days
    share = min(max((day - first) / (last - first), 0.0), 1.0) if last > first else 0.0
    return round(_EDGE + share * (WIDTH - 2 * _EDGE))


def _place(picture: Picture, mark: int, level: float) -> Point:
    low, high = picture.sign.ends
    share = (min(max(level, low), high) - low) / (high - low)
    return _x(picture, picture.marks[mark]), round(2 * (_BOTTOM - share * (_BOTTOM - _EDGE))) / 2


def _path(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _ticks(picture: Picture) -> str:
    across = sorted({_x(picture, visit) for visit in picture.visits})
    return "".join(f"M{x} {_BOTTOM + 2}v5" for x in across)


def _title(picture: Picture, language: str) -> str:
    low, high = picture.sign.ends
    first, last = (
        number(min(max(level, low), high), 1, language)
        for level in (picture.usual.mean[0], picture.usual.mean[-1])
    )
    return label(
        "chart.tiny",
        language,
        count=len(picture.visits),
        sign=picture.sign.id,
        first=first,
        last=last,
    )
