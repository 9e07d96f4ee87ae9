"""What happened, above the plot: visits, relief, what else began, warning signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backcheck.knowledge.wording import label
from backcheck.verdict.picture import Picture

from .chart_frame import LEFT, PLOT_BOTTOM, ROW, UNDER_VISITS_Y, VISITS_Y, WIDTH, Frame, frame_of
from .chart_svg import path, text, upright, width_of
from .chart_words import flag_words, started_words

_MOST_ROWS = 3  # with the one of the relief
_LETTERS = 24
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its words, empty where there was no room; when, and in which row."""

    at_days: float
    words: str
    warning: bool
    row: int | None


def placed(picture: Picture, language: str) -> list[Placed]:
    """Marks in rows such that their words do not lie on each other; warning signs choose first.

    A mark that has no room in any row, even without its words, stands at the top of the plot.
    """
    found = [
        (e.at_days, started_words(e.what, language, _LETTERS), False) for e in picture.also_started
    ]
    found += [(flag.at_days, flag_words(flag, language), True) for flag in picture.flags]
    across, most = frame_of(picture, 0), _MOST_ROWS - bool(picture.reliefs)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(most)]
    marks: list[Placed] = []
    for at_days, said, warning in sorted(found, key=lambda mark: (not mark[2], mark[0])):
        for words in (said, ""):
            low, high = _reach(across.x(at_days), words)
            free = [n for n, row in enumerate(taken) if all(high < a or low > b for a, b in row)]
            if free:
                break
        if free:
            taken[free[0]].append((low, high))
        marks.append(Placed(at_days, words, warning, free[0] if free else None))
    return marks


def _reach(x: float, said: str) -> tuple[float, float]:
    wide = width_of(said) + 2 * _GAP
    return (x - _GAP, x + wide) if x + wide <= WIDTH else (x - wide, x + _GAP)


def rows_of(picture: Picture, marks: list[Placed]) -> int:
    """How many rows the marks and the relief need."""
    named = max((mark.row + 1 for mark in marks if mark.row is not None), default=0)
    return named + bool(picture.reliefs)


def others(picture: Picture, frame: Frame, marks: list[Placed]) -> Iterable[str]:
    """What else began (a diamond) and warning signs (a flag), each with a line through the plot."""
    above = bool(picture.reliefs)
    for mark in marks:
        x = frame.x(mark.at_days)
        y = UNDER_VISITS_Y + ROW * (mark.row + above) + 8 if mark.row is not None else frame.top
        yield path(upright([x], y, PLOT_BOTTOM), stroke="currentColor", stroke_dasharray="2 4")
        shape = f"M{x:.1f} {y - 8}v16M{x:.1f} {y - 8}l12 5l-12 5z"
        if not mark.warning:
            shape = f"M{x:.1f} {y - 7}l7 7l-7 7l-7 -7z"
        yield path(shape, fill="currentColor", stroke="currentColor")
        if mark.words:
            low, _ = _reach(x, mark.words)
            before = low < x - 2 * _GAP
            at = x - 12 if before else x + 15
            yield text((at, y + 7), mark.words, "end" if before else "start")


def visits(picture: Picture, frame: Frame, language: str) -> Iterable[str]:
    """A numbered mark for each visit and a thin line through the plot."""
    xs = [frame.x(visit) for visit in picture.visits]
    if not xs:
        return
    yield text((LEFT - 8, VISITS_Y), label("chart.visits", language), "end")
    yield path(upright(xs, VISITS_Y + 12, PLOT_BOTTOM), stroke="currentColor", stroke_opacity=0.3)
    yield path("".join(f"M{x:.1f} {VISITS_Y + 14}l-5 -9h10z" for x in xs), fill="currentColor")
    for number in _numbered(picture, xs):
        yield text((xs[number - 1], VISITS_Y), str(number), "middle")


def _numbered(picture: Picture, xs: list[float]) -> list[int]:
    """The visits whose number has room: first, last and those of a look before the others."""
    looks = [look.visit for look in picture.looks if look.visit is not None and look.passed]
    chosen: list[int] = []
    for number in dict.fromkeys([1, len(xs), *looks, *range(1, len(xs) + 1)]):
        need = width_of(str(number)) / 2 + 4
        if all(
            abs(xs[number - 1] - xs[other - 1]) >= need + width_of(str(other)) / 2
            for other in chosen
        ):
            chosen.append(number)
    return sorted(chosen)


def reliefs(picture: Picture, frame: Frame, language: str) -> Iterable[str]:
    """A bar from its visit on for each report; an open end where relief was still holding."""
    if not picture.reliefs:
        return
    y = UNDER_VISITS_Y + 8
    yield text((LEFT - 8, y + 6), label("chart.relief", language), "end")
    for told in picture.reliefs:
        start, end = frame.x(told.visit_days), frame.x(told.visit_days + told.held_days)
        end = max(end, start + 2)
        yield path(f"M{start:.1f} {y}H{end:.1f}", stroke="currentColor", stroke_width=6)
        if told.holding:
            yield path(
                f"M{end:.1f} {y - 6}l7 6l-7 6", fill="none", stroke="currentColor", stroke_width=2
            )
