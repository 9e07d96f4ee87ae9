"""Over the chart: the verdict, the day of the answer, and the gap of the judged week in words."""

from __future__ import annotations

from backcheck.verdict.picture import Picture

from .chart_look import Paper
from .chart_words import day_words, gap_words
from .letters import width_of, wrapped


def header(picture: Picture, verdict: str, paper: Paper) -> tuple[list[str], float]:
    """The drawn words, and the line of the last of them. The day stands where reading ends."""
    at = paper.at
    room = at.width - 2.0 * at.margin
    on = day_words(picture.dated, picture.on_days, paper.language, year=True)
    said = wrapped(verdict, room, at.caption, bold=True)
    y = 1.15 * at.caption
    shown: list[str] = []
    for number, part in enumerate(said):
        y += 1.3 * at.caption * bool(number)
        shown.append(
            paper.begin((at.margin, y), part, font_weight="bold", font_size=at.caption)
        )
    if width_of(said[-1], at.caption, bold=True) + at.text + paper.wide(on) > room:
        y += at.line
        shown.append(paper.begin((at.margin, y), on))
    else:
        shown.append(paper.finish((at.width - at.margin, y), on))
    for part in wrapped(gap_words(picture, paper.language), room, at.text):
        y += at.line
        shown.append(paper.begin((at.margin, y), part))
    return shown, y
