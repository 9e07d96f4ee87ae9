"""The picture of one course, and its printed sheet, written to files."""

from __future__ import annotations

from pathlib import Path

from backcheck.knowledge.wording import Audience
from backcheck.reports.chart import Layout, chart
from backcheck.reports.document import document
from backcheck.reports.picture_file import PICTURE_KINDS
from backcheck.reports.report import report_pdf
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.picture import picture

from .exits import BadInput
from .target_path import write


def plot(assessment: Assessment, target: Path, audience: Audience, language: str) -> None:
    """Draw the picture into ``target``; the ending says as what.

    Raises:
        BadInput: there is nothing to draw, or the file can't be written.
    """
    found = picture(assessment)
    if found is None:
        diary = assessment.diary
        why = f"it has no rating of its primary sign, {diary.sign.id}"
        if diary.readings:
            why = f"its primary sign, {diary.sign.id}, has no error model yet"
        raise BadInput(f"--plot: course {diary.course.id} can't be drawn: {why}")
    told = document(assessment, audience, language)
    svg = chart(found, told.verdict, language)
    write("--plot", target, PICTURE_KINDS[target.suffix.lower()](svg, language, told.day))


def report(assessment: Assessment, target: Path, audience: Audience, language: str) -> None:
    """Print the course onto one sheet; where nothing can be drawn the words stand alone.

    Raises:
        BadInput: the file can't be written.
    """
    told = document(assessment, audience, language)
    found = picture(assessment)
    drawn = None if found is None else chart(found, told.verdict, language, layout=Layout.WIDE_BARE)
    write("--report", target, report_pdf(told, drawn))
