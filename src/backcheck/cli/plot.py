"""The picture of one course, written to a file."""

from __future__ import annotations

from pathlib import Path

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render
from backcheck.reports.chart import chart
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.picture import picture

from .exits import BadInput


def plot(assessment: Assessment, target: Path, audience: Audience) -> None:
    """Draw the picture into ``target``.

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
    verdict = render(Sentence(f"verdict.{assessment.verdict.value}"), audience)
    try:
        target.write_text(chart(found, verdict) + "\n", encoding="utf-8")
    except OSError as error:
        why = error.strerror or str(error)
        raise BadInput(f"{target}: {why}; give --plot a path that can be written") from error
