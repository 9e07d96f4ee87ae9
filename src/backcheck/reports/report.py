"""The printed report: one course on one sheet of A4, from the page's own document and drawing."""

from __future__ import annotations

from typing import Any

from backcheck.knowledge.wording import label, right_to_left

from .chart_svg import quoted
from .document import Block, Document, Facts, Sayings, Table
from .typeset import day_fields, pdf, told_by

_MOST_LETTERS = 40  # of a course's name


def report_pdf(document: Document, chart_svg: str | None, note: str = "") -> bytes:
    """The sheet as a tagged PDF: its type is as large as leaves it on one page.

    Args:
        document: the answer, in the words of whoever it is for.
        chart_svg: a bare one from ``chart``, in the document's language; None where
            nothing can be drawn.
        note: what must be known of the whole sheet, such as that its course is simulated.
    """
    return pdf("report", {**_data(document, chart_svg), "note": note})


def _data(document: Document, chart_svg: str | None) -> dict[str, Any]:
    description = document.verdict if chart_svg is None else told_by(chart_svg)[1]
    course = quoted(document.title, _MOST_LETTERS)
    said = [block for block in document.blocks if not isinstance(block, Sayings) or block.items]
    return {
        "title": f"{course}, {document.on}",
        "description": description,
        "course": course,
        "on": document.on,
        "engine": document.engine,
        "day": day_fields(document.day),
        "verdict": document.verdict,
        "next_step": document.next_step,
        "svg": chart_svg,
        "columns": [
            [_block(block) for block in said if isinstance(block, Sayings)],
            [_block(block) for block in said if not isinstance(block, Sayings)],
        ],
        "footer": [document.caveat, label("label.not_reviewed", document.language)],
        "language": document.language,
        "right_to_left": right_to_left(document.language),
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Facts(heading, rows):
            return {"kind": "facts", "heading": heading, "rows": rows}
        case Table(columns, rows):
            return {"kind": "table", "columns": columns, "rows": rows}
        case Sayings(heading, items):
            return {"kind": "sayings", "heading": heading, "items": items}
