"""Over the chart: the verdict, the day of the answer, and the gap of the judged week in words."""

from __future__ import annotations

from backcheck.verdict.picture import Picture

from .chart_headline import headline_words
from .chart_layout import Paper
from .chart_svg import Attribute
from .chart_words import day_words
from .letters import width_of, wrapped


def header(picture: Picture, caption: str, paper: Paper) -> tuple[list[str], float]:
    """The drawn words, and the line of the last of them. The day stands where reading ends.

    Args:
        picture: whose answer it is.
        caption: the verdict in words; empty where it stands elsewhere, and the day with it.
        paper: on what.
    """
    at = paper.at
    room = at.width - 2.0 * at.margin
    gap = wrapped(headline_words(picture, paper.language), room, at.text)
    if not caption:
        first = 1.15 * at.text
        shown = [paper.begin((at.margin, first + at.line * n), part) for n, part in enumerate(gap)]
        return shown, first + at.line * max(0, len(gap) - 1)
    on = day_words(picture.dated, picture.on_days, paper.language, year=True)
    said = wrapped(caption, room, at.caption, bold=True)
    ys = [1.15 * at.caption + 1.3 * at.caption * number for number in range(len(said))]
    given: dict[str, Attribute] = {"font_weight": "bold", "font_size": at.caption}
    shown = [paper.begin((at.margin, y), part, **given) for y, part in zip(ys, said, strict=True)]
    if width_of(said[-1], at.caption, bold=True) + at.text + paper.wide(on) > room:
        gap.insert(0, on)
    else:
        shown.append(paper.finish((at.width - at.margin, ys[-1]), on))
    under = [(ys[-1] + at.line * (n + 1), part) for n, part in enumerate(gap)]
    shown += [paper.begin((at.margin, y), part) for y, part in under]
    return shown, ys[-1] + at.line * len(gap)
