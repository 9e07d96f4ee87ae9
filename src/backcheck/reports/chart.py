"""The picture of a course as SVG: one drawing for page, print and file.

Nothing in it needs colour, a script or another file; every word comes from the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.verdict.picture import Picture

from .chart_axes import days, legend, levels, looks
from .chart_events import others, placed, reliefs, rows_of, visits
from .chart_frame import CAPTION_Y, HEIGHT, WIDTH, frame_of
from .chart_lines import dots, hatch, lines, names
from .chart_svg import TEXT_SIZE, tag, text, words
from .chart_words import data_table, day_words, description, title_words

__all__ = ["chart", "data_table"]


def chart(picture: Picture, verdict: str, language: str = "en", name: str = "chart") -> str:
    """The drawing.

    Args:
        picture: what is drawn.
        verdict: in words, for whoever looks.
        language: one of ``wording.languages()``.
        name: begins the ids inside, so that a page may hold several charts.
    """
    title, desc = f"{name}-title", f"{name}-desc"
    return tag(
        "svg",
        tag("title", words(title_words(picture, language)), id=title),
        tag("desc", words(description(picture, verdict, language)), id=desc),
        hatch(f"{name}-hatch"),
        *_parts(picture, verdict, language, f"{name}-hatch"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width="100%",
        role="img",
        aria_labelledby=f"{title} {desc}",
        direction="ltr",
        fill="currentColor",
        font_family="system-ui, sans-serif",
        font_size=TEXT_SIZE,
    )


def _parts(picture: Picture, verdict: str, language: str, hatching: str) -> Iterable[str]:
    """From back to front."""
    marks = placed(picture, language)
    frame = frame_of(picture, rows_of(picture, marks))
    on = day_words(picture, picture.on_days, language, year=True)
    yield text((8, CAPTION_Y), verdict, font_weight="bold", font_size=TEXT_SIZE + 4)
    yield text((WIDTH - 6, CAPTION_Y), on, "end")
    yield from levels(picture, frame, language)
    yield from visits(picture, frame, language)
    yield from lines(picture, frame, hatching)
    yield dots(picture, frame)
    yield from names(picture, frame, language)
    yield from reliefs(picture, frame, language)
    yield from others(picture, frame, marks)
    yield from days(picture, frame, language)
    yield from looks(picture, frame, language)
    yield from legend(picture, language)
