"""What happened, above the plot: visits, relief, what else began, warning signs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backcheck.verdict.picture import Picture

from .chart_frame import Frame, frame_of
from .chart_layout import Paper
from .chart_svg import path, tag, upright
from .chart_words import flag_words, started_words

_MOST_ROWS = 3
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its words, empty where there was no room; when, and in which row."""

    at_days: float
    words: str
    warning: bool
    row: int | None


def placed(picture: Picture, paper: Paper) -> list[Placed]:
    """Marks in rows such that their words do not lie on each other; warning signs choose first.

    A mark that has no room in any row, even without its words, stands at the top of the plot.
    """
    found = [
        (e.at_days, started_words(e.what, paper.language, paper.at.letters), False)
        for e in picture.also_started
    ]
    found += [(flag.at_days, flag_words(flag, paper.language), True) for flag in picture.flags]
    across = frame_of(picture, paper.at)
    taken: list[list[tuple[float, float]]] = [[] for _ in range(_MOST_ROWS)]
    marks: list[Placed] = []
    for at_days, said, warning in sorted(found, key=lambda mark: (not mark[2], mark[0])):
        for words in (said, ""):
            low, high = _reach(across.x(at_days), words, paper)
            free = [n for n, row in enumerate(taken) if all(high < a or low > b for a, b in row)]
            if free:
                break
        if free:
            taken[free[0]].append((low, high))
        marks.append(Placed(at_days, words, warning, free[0] if free else None))
    return _in_order(marks, across, paper)


def _in_order(marks: list[Placed], across: Frame, paper: Paper) -> list[Placed]:
    """In no more rows, the earlier above the later: lines then pass few words on their way down."""
    reach = [_reach(across.x(mark.at_days), mark.words, paper) for mark in marks]
    ends: list[float] = []
    found: list[Placed] = []
    for (low, high), mark in sorted(zip(reach, marks, strict=True), key=lambda pair: pair[0]):
        row = mark.row
        if row is not None:
            row = next((n for n, end in enumerate(ends) if end < low), len(ends))
            ends[row : row + 1] = [high]
        found.append(replace(mark, row=row))
    return found


def _reach(x: float, said: str, paper: Paper) -> tuple[float, float]:
    """From where to where a mark and its words reach: to the right, or to the roomier side."""
    wide = paper.wide(said) + 2 * _GAP
    right = x + wide <= paper.at.width or (x < wide and x < paper.at.width / 2)
    return (x - _GAP, x + wide) if right else (x - wide, x + _GAP)


def rows_of(picture: Picture, marks: list[Placed]) -> int:
    """How many rows the marks and the relief need."""
    named = max((mark.row + 1 for mark in marks if mark.row is not None), default=0)
    return named + bool(picture.reliefs)


def others(frame: Frame, marks: list[Placed], above: int, paper: Paper) -> Iterable[str]:
    """What else began (a diamond) and warning signs (a flag), each with a line through the plot.

    ``above``: how many rows lie between them and the visits.
    """
    for mark in marks:
        x, y = frame.x(mark.at_days), frame.top
        if mark.row is not None:
            y = frame.under_visits + frame.at.line * (mark.row + above + 0.4)
        yield path(upright([x], y, frame.bottom), stroke="currentColor", stroke_dasharray="2 3")
        shape = f"M{x:.1f} {y - 7:.1f}v14M{x:.1f} {y - 7:.1f}l11 4.5l-11 4.5z"
        if not mark.warning:
            shape = f"M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"
        yield path(shape, fill="currentColor", stroke="currentColor")
        if mark.words:
            low, _ = _reach(x, mark.words, paper)
            before = low < x - 2 * _GAP
            at = (x - 11 if before else x + 14, y + 0.35 * frame.at.text)
            yield paper.write(at, mark.words, "end" if before else "start")


def visits(picture: Picture, frame: Frame, paper: Paper) -> Iterable[str]:
    """A numbered mark for each visit, a thin line through the plot, and a ring at each look."""
    xs = [frame.x(visit) for visit in picture.visits]
    if not xs:
        return
    at, y = frame.at, frame.visits_y
    if at.roomy:
        yield paper.write((at.left - 7, y), paper.say("chart.visits"), "end")
    tip = y + 0.85 * at.text
    yield path(upright(xs, tip, frame.bottom), stroke="currentColor", stroke_opacity=0.28)
    yield path("".join(f"M{x:.1f} {tip:.1f}l-4 -7h8z" for x in xs), fill="currentColor")
    looks = _looks(picture)
    for number in _numbered(xs, looks, paper):
        x = xs[number - 1]
        yield paper.write((x, y), str(number), "middle")
        if number in looks:
            yield tag("circle", cx=round(x, 1), cy=round(y - 0.36 * at.text, 1),
                r=round(0.74 * at.text, 1), fill="none", stroke="currentColor")  # fmt: skip


def _looks(picture: Picture) -> list[int]:
    return [look.visit for look in picture.looks if look.visit is not None and look.passed]


def _numbered(xs: list[float], looks: list[int], paper: Paper) -> list[int]:
    """The visits whose number has room: those of a look, the first and the last before others."""

    def half(number: int) -> float:
        return 0.74 * paper.at.text if number in looks else paper.wide(str(number)) / 2

    chosen: list[int] = []
    for number in dict.fromkeys([*looks, 1, len(xs), *range(1, len(xs) + 1)]):
        x = xs[number - 1]
        if all(abs(x - xs[n - 1]) >= half(number) + half(n) + 2 for n in chosen):
            chosen.append(number)
    return sorted(chosen)


def reliefs(picture: Picture, frame: Frame, paper: Paper) -> Iterable[str]:
    """A bar from its visit on for each report; an open end where relief was still holding."""
    if not picture.reliefs:
        return
    y = round(frame.under_visits + 0.4 * frame.at.line, 1)
    if frame.at.roomy:
        yield paper.write(
            (frame.at.left - 7, y + 0.35 * frame.at.text), paper.say("chart.relief"), "end"
        )
    for told in picture.reliefs:
        start, end = frame.x(told.visit_days), frame.x(told.visit_days + told.held_days)
        end = max(end, start + 2)
        yield path(f"M{start:.1f} {y}H{end:.1f}", stroke="currentColor", stroke_width=6)
        if told.holding:
            yield notch(end, y)


def notch(x: float, y: float) -> str:
    """The open end of a bar: relief still held at the next visit."""
    given = {"fill": "none", "stroke": "currentColor"}
    return path(f"M{x:.1f} {y - 5:.1f}l6 5l-6 5", stroke_width=2, **given)
