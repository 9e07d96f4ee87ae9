"""Sheets set by Typst: the same words and the same drawing as the page, as PDF or PNG.

Everything a sheet says goes in as data, never as markup. Only the fonts beside this file are used,
and the only date is the one given, so the same course makes the same bytes everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from .glyphs import FONTS, showable

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
_SVG = "{http://www.w3.org/2000/svg}"
_TWICE_PPI = 192.0  # two dots for each unit of the drawing
_TAGGED = "ua-1"  # PDF/UA-1: a tagged PDF with title, language and words for every picture


@cache
def _fonts() -> typst.Fonts:
    import typst  # noqa: PLC0415 only who prints waits for it

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF (PDF/UA-1).

    Some marks on letters in a drawing (Hebrew points, a dot below) are more than that standard
    lets it say; such a sheet is tagged all the same, but does not claim to meet the standard.

    Args:
        template: the name of a file in ``templates``, without its ending.
        data: what the template says, as JSON knows it.

    Raises:
        typst.TypstError: the template can't be set with these data.
    """
    import typst  # noqa: PLC0415 only who prints waits for it

    try:
        return _set(template, data, format="pdf", pdf_standards=[_TAGGED])
    except typst.TypstError as error:
        if "PDF/UA-1" not in str(error):
            raise
        return _set(template, data, format="pdf")


def png(template: str, data: Mapping[str, Any]) -> bytes:
    """A PNG of the first page, two dots a unit: sharp on a wide screen."""
    return _set(template, data, format="png", ppi=_TWICE_PPI)


def _set(template: str, data: Mapping[str, Any], **how: Any) -> bytes:
    import typst  # noqa: PLC0415 only who prints waits for it

    compiler = typst.Compiler(
        input=str(TEMPLATES / f"{template}.typ"), root=str(TEMPLATES), font_paths=_fonts()
    )
    inputs = {"data": json.dumps(_showable(data), ensure_ascii=False)}
    made = compiler.compile(sys_inputs=inputs, timestamp=0, **how)
    assert isinstance(made, bytes)
    return made


def _showable(data: Any) -> Any:
    """The data with every text in them as it can be set, before JSON hides what is in it."""
    match data:
        case str():
            return showable(data)
        case Mapping():
            return {key: _showable(value) for key, value in data.items()}
        case list() | tuple():
            return [_showable(value) for value in data]
        case _:
            return data


def day_fields(day: date | None) -> dict[str, int] | None:
    """The day as a template takes it; None for a course without dates."""
    return None if day is None else {"year": day.year, "month": day.month, "day": day.day}


def told_by(svg: str) -> tuple[str, str]:
    """The title and the description that a drawing of ours carries for who does not see it."""
    root = ElementTree.fromstring(svg)
    return root.findtext(f"{_SVG}title") or "", root.findtext(f"{_SVG}desc") or ""


def width_of_drawing(svg: str) -> float:
    """How wide a drawing of ours is, in its units."""
    return float(ElementTree.fromstring(svg).get("viewBox", "").split()[2])
