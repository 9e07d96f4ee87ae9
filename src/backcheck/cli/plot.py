"""The picture of one course, and its printed sheet, written to files."""

from __future__ import annotations

from pathlib import Path

from backcheck.knowledge.wording import Audience
from backcheck.reports.chart import Layout, chart
from backcheck.reports.document import document
from backcheck.reports.picture_file import PICTURE_KINDS
from backcheck.reports.report import report_pdf
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.picture import Picture, picture

from .exits import BadInput
from .target_path import write


def draw(
    assessment: Assessment,
    plotted: Path | None,
    printed: Path | None,
    audience: Audience,
    language: str,
) -> None:
    """Draw the picture into ``plotted`` and print the course onto one sheet, ``printed``.

    Args:
        assessment: the answer.
        plotted: its ending says as what the picture is drawn; None for no picture.
        printed: a PDF; where nothing can be drawn its words stand alone. None for no sheet.
        audience: who reads them.
        language: in which language.

    Raises:
        BadInput: there is no picture to draw, or a file can't be written.
    """
    told, found = document(assessment, audience, language), picture(assessment)
    if plotted is not None:
        svg = chart(_there(found, assessment), told.verdict, language)
        kind = PICTURE_KINDS[plotted.suffix.lower()]
        write("--plot", plotted, kind(svg, language, told.day))
    if printed is not None:
        bare = Layout.WIDE_BARE
        drawn = None if found is None else chart(found, told.verdict, language, layout=bare)
        write("--report", printed, report_pdf(told, drawn))


def _there(found: Picture | None, assessment: Assessment) -> Picture:
    if found is not None:
        return found
    diary = assessment.diary
    why = f"it has no rating of its primary sign, {diary.sign.id}"
    raise BadInput(f"--plot: course {diary.course.id} can't be drawn: {why}")
