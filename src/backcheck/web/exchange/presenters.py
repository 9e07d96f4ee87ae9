"""What the answer page shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backcheck.interchange.answer_json import on_text
from backcheck.interchange.fault import Fault
from backcheck.knowledge.wording import Audience, label, percent
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Course
from backcheck.verdict.picture import picture
from backcheck.verdict.robust import robustness
from backcheck.web.courses.kept import Found
from backcheck.web.courses.presenters import CoursePage, course_page

# What a person waits for: a hundred usual courses take some seconds, one endless diary a minute.
MOST_COURSES = 100
MOST_EVENTS = 10_000
MOST_FAULTS = 1_000
MOST_HELD_EVENTS = 200  # leaving out each of n ratings takes n² steps


@dataclass(frozen=True, slots=True)
class Answer:
    """One course: its row, and its page."""

    on: str
    probability: str
    page: CoursePage


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The answers that are shown, and how many courses are not."""

    columns: tuple[str, ...]
    answers: tuple[Answer, ...]
    not_shown: int
    words: Audience


@dataclass(frozen=True, slots=True)
class FaultTable:
    """The faults that are shown, and how many are not."""

    shown: tuple[Fault, ...]
    not_shown: int


def answer_page(courses: Sequence[Course], audience: Audience, language: str) -> AnswerPage:
    """The answers to the courses of a file, in its order; nothing of them is kept."""
    shown = _within_limits(courses)
    keys = ("course", "on", "verdict", "next_step", "benefit")
    return AnswerPage(
        columns=tuple(label(f"label.{key}", language) for key in keys),
        answers=tuple(_answer(course, audience, language, len(shown) == 1) for course in shown),
        not_shown=len(courses) - len(shown),
        words=audience,
    )


def _answer(course: Course, audience: Audience, language: str, drawn: bool) -> Answer:
    """Only a course that stands alone is drawn and asked whether it holds: both take longer than
    its answer."""
    assessment = assess(course)
    answer = Found(assessment, picture(assessment) if drawn else None)
    holds = robustness(assessment) if drawn and len(course.events) <= MOST_HELD_EVENTS else None
    return Answer(
        on_text(assessment),
        _probability(assessment, language),
        course_page(answer, audience, language, robustness=holds),
    )


def _probability(assessment: Assessment, language: str) -> str:
    effect = assessment.answers.effect
    if effect is None:
        return label("label.not_yet", language)
    return percent(effect.p_helping["neutral"], language)


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
