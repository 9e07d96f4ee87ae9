"""What the list and the page of a course show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import mark_safe

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, render
from backcheck.reports.chart import Layout, chart, data_table
from backcheck.reports.document import Document, Table, document
from backcheck.reports.report import report_pdf
from backcheck.reports.tiny import tiny
from backcheck.verdict.course import Course
from backcheck.verdict.diary import closed_at
from backcheck.verdict.due import When, due, most_pressing
from backcheck.verdict.picture import Picture
from backcheck.verdict.robust import Robustness
from backcheck.verdict.rules import NextStep

from .clinic import Clinic
from .kept import Found, found

# Of what is due equally soon: a doctor first, then what ought to stop or end.
FIRST = (
    NextStep.REFER,
    NextStep.STOP_AND_REASSESS,
    NextStep.FINISH,
    NextStep.ADJUST,
    NextStep.CONTINUE,
    NextStep.KEEP_MEASURING,
)
_LAYOUTS = {"wide": Layout.WIDE_BARE, "narrow": Layout.NARROW_BARE}


@dataclass(frozen=True, slots=True)
class CoursePage:
    """One course: its document, its picture, and what is due."""

    document: Document
    words: Audience
    picture: str  # empty where there is nothing to draw
    weeks: Table | None  # the picture as a table, a row a week
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course in the list."""

    id: str
    verdict: str
    verdict_key: str
    next_step: str
    step_key: str
    tiny: str  # empty where there is nothing to draw
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseGroup:
    """The courses for which something is due equally soon."""

    key: str
    heading: str
    rows: tuple[CourseRow, ...]


def course_page(
    answer: Found,
    audience: Audience,
    language: str,
    today_days: float | None = None,
    robustness: Robustness | None = None,
) -> CoursePage:
    """The page of a course; without a today, as for a file from elsewhere, nothing is due."""
    drawn = document(answer.assessment, audience, language, robustness)
    pressing = () if today_days is None else most_pressing(due(answer.assessment, today_days))
    return CoursePage(
        document=drawn,
        words=audience,
        picture=_drawing(answer.picture, drawn),
        weeks=_weeks(answer.picture, language),
        due=tuple(render(each.said, audience, language) for each in pressing),
    )


def course_report(answer: Found, audience: Audience, language: str, simulated: bool) -> bytes:
    """The answer with its picture on one sheet of A4, as a PDF."""
    drawn = document(answer.assessment, audience, language)
    note = label("page.simulated", language) if simulated else ""
    if answer.picture is None:
        return report_pdf(drawn, None, note)
    picture = chart(answer.picture, drawn.verdict, language, layout=Layout.WIDE_BARE)
    return report_pdf(drawn, picture, note)


def _drawing(picture: Picture | None, drawn: Document) -> str:
    """The drawing for a wide page and for a phone, of which the stylesheet shows one; whatever came
    from a file is escaped in it."""
    if picture is None:
        return ""
    both = (
        f'<div class="{name}">{chart(picture, drawn.verdict, drawn.language, name, layout)}</div>'
        for name, layout in _LAYOUTS.items()
    )
    return mark_safe("".join(both))


def _weeks(picture: Picture | None, language: str) -> Table | None:
    if picture is None:
        return None
    heading, *rows = data_table(picture, language)
    return Table(heading, tuple(rows))


@dataclass(frozen=True, slots=True)
class Beside:
    """The courses before and after one in the list; empty at its ends."""

    previous: str
    next: str


def beside(order: Sequence[str], course: Course) -> Beside:
    """The neighbours of a course in the order of the list."""
    names = ["", *order, ""]
    here = names.index(course.id)
    return Beside(names[here - 1], names[here + 1])


def course_list(clinic: Clinic, language: str) -> list[CourseGroup]:
    """All courses, those first for which something is due."""
    rows = [_row(clinic, course, language) for course in clinic.courses.values()]
    rows.sort(key=lambda each: each[:2])
    return [
        CourseGroup(when.name.lower(), _heading(when, language), tuple(row for *_, row in group))
        for when, group in groupby(rows, key=lambda each: each[0])
    ]


def _heading(when: When, language: str) -> str:
    return label(f"page.due.{when.name.lower()}", language)


def _row(clinic: Clinic, course: Course, language: str) -> tuple[When, int, CourseRow]:
    """The row, after what it is sorted by."""
    answer = found(clinic, course)
    assessment, step = answer.assessment, answer.assessment.next_step
    things = most_pressing(due(assessment, clinic.today_days))

    def words(key: str) -> str:
        return render(Sentence(key), Audience.PRACTITIONER, language)

    ended = closed_at(assessment.diary) is not None
    row = CourseRow(
        id=course.id,
        verdict=words(f"verdict.{assessment.verdict.value}"),
        verdict_key=assessment.verdict.value,
        next_step=label("page.course.ended", language) if ended else words(f"next_step.{step}"),
        step_key=step.value,
        tiny="" if answer.picture is None else mark_safe(tiny(answer.picture, language)),
        due=tuple(render(each.said, Audience.PRACTITIONER, language) for each in things),
    )
    return things[0].when, FIRST.index(step), row
