"""What the answer page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import mark_safe

from backcheck.interchange.answer_json import on_text
from backcheck.interchange.fault import Fault
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, percent, render
from backcheck.reports.chart import Layout, chart
from backcheck.reports.document import Document, document
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Course
from backcheck.verdict.picture import picture

# What a person waits for: a hundred usual courses take some seconds, one endless diary a minute.
MOST_COURSES = 100
MOST_EVENTS = 10_000
MOST_FAULTS = 1_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One course: its row, and its document."""

    on: str
    probability: str
    document: Document


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The answers that are shown, and how many courses are not."""

    columns: tuple[str, ...]
    answers: tuple[Answer, ...]
    not_shown: int
    picture: str  # of the only course; empty where there are several, or nothing to draw


@dataclass(frozen=True, slots=True)
class FaultTable:
    """The faults that are shown, and how many are not."""

    shown: tuple[Fault, ...]
    not_shown: int


def answer_page(courses: Sequence[Course], audience: Audience) -> AnswerPage:
    """The answers to the courses of a file, in its order."""
    shown = _within_limits(courses)
    assessments = [assess(course) for course in shown]
    return AnswerPage(
        columns=tuple(
            label(f"label.{key}") for key in ("course", "on", "verdict", "next_step", "benefit")
        ),
        answers=tuple(_answer(assessment, audience) for assessment in assessments),
        not_shown=len(courses) - len(shown),
        picture=_picture(assessments[0], audience) if len(assessments) == 1 else "",
    )


def _picture(assessment: Assessment, audience: Audience) -> str:
    """The drawing for a wide page and for a phone, of which the stylesheet shows one; whatever came
    from the file is escaped in it."""
    found = picture(assessment)
    if found is None:
        return ""
    verdict = render(Sentence(f"verdict.{assessment.verdict.value}"), audience)
    layouts = {"wide": Layout.WIDE_BARE, "narrow": Layout.NARROW_BARE}
    drawn = [
        f'<div class="{name}">{chart(found, verdict, name=name, layout=layout)}</div>'
        for name, layout in layouts.items()
    ]
    return mark_safe("".join(drawn))


def fault_table(faults: Sequence[Fault]) -> FaultTable:
    """The faults of a file, in its order."""
    return FaultTable(tuple(faults[:MOST_FAULTS]), max(0, len(faults) - MOST_FAULTS))


def _within_limits(courses: Sequence[Course]) -> list[Course]:
    shown: list[Course] = []
    events = 0
    for course in courses[:MOST_COURSES]:
        events += len(course.events)
        if events > MOST_EVENTS:
            break
        shown.append(course)
    return shown


def _answer(assessment: Assessment, audience: Audience) -> Answer:
    on = on_text(assessment)
    return Answer(on, _probability(assessment), document(assessment, on, audience))


def _probability(assessment: Assessment) -> str:
    effect = assessment.answers.effect
    return label("label.not_yet") if effect is None else percent(effect.p_helping["neutral"])
