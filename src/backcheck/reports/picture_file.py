"""The picture of a course as a file of its own: SVG, PDF or PNG, one drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from backcheck.knowledge.wording import right_to_left

from .typeset import day_fields, pdf, png, told_by, width_of_drawing


def picture_pdf(svg: str, language: str, day: date | None) -> bytes:
    """One page as large as the drawing.

    Args:
        svg: from ``chart``; its title and description become those of the file.
        language: the one it was drawn in.
        day: of the answer, None for a course without dates; the only date in the file.
    """
    return pdf("picture", _data(svg, language, day, paper=False))


def picture_png(svg: str, language: str, day: date | None) -> bytes:
    """Dark on white, two dots for each unit of the drawing."""
    return png("picture", _data(svg, language, day, paper=True))


def _picture_svg(svg: str, language: str, day: date | None) -> bytes:
    return f"{svg}\n".encode()


PICTURE_KINDS: Mapping[str, Callable[[str, str, date | None], bytes]] = {
    ".svg": _picture_svg,
    ".png": picture_png,
    ".pdf": picture_pdf,
}


def _data(svg: str, language: str, day: date | None, *, paper: bool) -> dict[str, Any]:
    title, description = told_by(svg)
    return {
        "svg": svg,
        "title": title,
        "description": description,
        "language": language,
        "right_to_left": right_to_left(language),
        "day": day_fields(day),
        "width": width_of_drawing(svg) + 24,
        "paper": paper,
    }
