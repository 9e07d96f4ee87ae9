"""The picture of a course as SVG: one drawing for page, phone, print and file.

Nothing in it needs colour, a script or another file; every word comes from the catalogue.
"""

from __future__ import annotations

from backcheck.verdict.picture import Picture

from .chart_axes import days, judged_week, levels, missed
from .chart_events import others, placed, reliefs, rows_of, visits
from .chart_frame import frame_of
from .chart_header import header
from .chart_layout import Layout, Paper
from .chart_legend import legend
from .chart_lines import dots, hatch, lines, names
from .chart_svg import tag, words
from .chart_words import data_table, description, title_words

__all__ = ["Layout", "chart", "data_table"]

FONTS = "Noto Sans, Noto Sans Hebrew, system-ui, sans-serif"


def chart(
    picture: Picture,
    verdict: str,
    language: str = "en",
    name: str = "chart",
    layout: Layout = Layout.WIDE,
) -> str:
    """The drawing.

    Args:
        picture: what is drawn.
        verdict: in words, for whoever looks.
        language: one of ``wording.languages()``.
        name: begins the ids inside, so that a page may hold several charts.
        layout: for a page or a sheet, or for a phone; the same facts in both.
    """
    title, desc = f"{name}-title", f"{name}-desc"
    paper = Paper(layout.value, language)
    parts, height = _parts(picture, verdict if paper.at.captioned else "", paper, f"{name}-hatch")
    return tag(
        "svg",
        tag("title", words(title_words(picture, language)), id=title),
        tag("desc", words(description(picture, verdict, language)), id=desc),
        hatch(f"{name}-hatch"),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {paper.at.width} {height}",
        width="100%",
        role="img",
        aria_labelledby=f"{title} {desc}",
        direction="ltr",
        fill="currentColor",
        font_family=FONTS,
        font_size=paper.at.text,
    )


def _parts(picture: Picture, caption: str, paper: Paper, hatching: str) -> tuple[list[str], int]:
    """From back to front, and how high the whole is."""
    marks = placed(picture, paper)
    top, used = header(picture, caption, paper)
    frame = frame_of(picture, paper.at, used, rows_of(picture, marks))
    nameless = {mark.warning for mark in marks if not mark.words}
    under, last = legend(picture, paper, hatching, nameless, frame.dates_y + 1.8 * paper.at.text)
    drawn = [
        *top,
        *judged_week(picture, frame),
        *levels(picture, frame, paper),
        *visits(picture, frame, paper),
        *lines(picture, frame, hatching),
        dots(picture, frame),
        *names(picture, frame, paper),
        *reliefs(picture, frame, paper),
        *others(frame, marks, int(bool(picture.reliefs)), paper),
        *missed(picture, frame, paper),
        *days(picture, frame, paper),
        *under,
    ]
    return drawn, round(last + 0.5 * paper.at.text)
