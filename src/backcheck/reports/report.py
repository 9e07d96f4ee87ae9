"""The printed report: one course on one sheet of A4, from the page's own document and drawing."""

from __future__ import annotations

from typing import Any

from backcheck.knowledge.wording import Audience, label, right_to_left
from backcheck.verdict.rules import NextStep, Verdict

from .chart_svg import quoted
from .document import Block, Document, Facts, Sayings, Table
from .typeset import day_fields, pdf, told_by

_MOST_LETTERS = 40  # of a course's name
_MARKS = {  # of the bar beside the verdict, as on the page
    Verdict.WORSE.value: "alarm",
    Verdict.CANNOT_TELL_YET.value: "still",
    Verdict.LITTLE_SIGN_OF_HELP.value: "still",
}


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
    refers = document.next_step_key == NextStep.REFER.value
    return {
        "title": f"{course}, {document.on}",
        "description": description,
        "course": course,
        "on": document.on,
        "engine": document.engine,
        "day": day_fields(document.day),
        "first": document.next_step if refers else document.verdict,
        "second": document.verdict if refers else document.next_step,
        "mark": "alarm" if refers else _MARKS.get(document.verdict_key, "accent"),
        "svg": chart_svg,
        "columns": [[_block(block) for block in column] for column in _columns(document)],
        "tabled": document.audience is Audience.PRACTITIONER,
        "footer": [document.caveat, label("label.not_reviewed", document.language)],
        "language": document.language,
        "right_to_left": right_to_left(document.language),
    }


def _columns(document: Document) -> tuple[list[Block], list[Block]]:
    """Two of about the same height; a patient reads no table."""
    patient = document.audience is Audience.PATIENT
    first: tuple[Block, ...] = (
        document.five,
        document.signs_said,
        document.because,
        document.would_change,
    )
    if patient:
        first = (document.five, document.cannot_show)
    said = [block for block in document.blocks if not isinstance(block, Sayings) or block.items]
    shown = [block for block in said if not (patient and isinstance(block, Table))]
    return [b for b in shown if b in first], [b for b in shown if b not in first]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Facts(heading, rows):
            return {"kind": "facts", "heading": heading, "rows": rows}
        case Table(columns, rows):
            return {"kind": "table", "columns": columns, "rows": rows}
        case Sayings(heading, items):
            return {"kind": "sayings", "heading": heading, "items": items}
