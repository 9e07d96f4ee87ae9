"""What takes long to write is written once, then kept: the article of a course, and the list."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from backcheck.knowledge.wording import Audience
from backcheck.verdict.course import Course

from .clinic import Clinic
from .kept import found, held, kept
from .presenters import beside, course_list, course_page, course_report


def written_course(clinic: Clinic, course: Course, audience: Audience, language: str) -> SafeString:
    """The article of a course, in one language and for one reader."""

    def write() -> str:
        answer, holds = found(clinic, course), held(clinic, course)
        page = course_page(answer, audience, language, clinic.today_days, holds)
        shown = {"page": page, "beside": beside(_order(clinic), course), "kept": True, "level": 2}
        return render_to_string("courses/article.html", shown)

    what = ("article", course.id, clinic.stamp, str(clinic.today), audience, language)
    return SafeString(kept(what, write))


def _order(clinic: Clinic) -> list[str]:
    """The courses as the list has them, whatever its language."""

    def names() -> list[str]:
        return [row.id for group in course_list(clinic, "en") for row in group.rows]

    return kept(("order", clinic.stamp, str(clinic.today)), names)


def written_list(clinic: Clinic, language: str) -> SafeString:
    """All courses, those first for which something is due."""

    def write() -> str:
        return render_to_string("courses/groups.html", {"groups": course_list(clinic, language)})

    return SafeString(kept(("list", clinic.stamp, str(clinic.today), language), write))


def written_report(clinic: Clinic, course: Course, audience: Audience, language: str) -> bytes:
    """The course on one sheet, as a PDF."""

    def write() -> bytes:
        return course_report(found(clinic, course), audience, language, clinic.simulated)

    what = ("report", clinic.stamps[course.id], str(clinic.simulated), audience, language)

    return kept(what, write)
