"""The page of a course as it is sent: written once, then kept."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from backcheck.knowledge.wording import Audience
from backcheck.verdict.course import Course

from .kept import found, kept
from .presenters import course_page


def written_course(
    course: Course, today_days: float, audience: Audience, language: str
) -> SafeString:
    """The article of a course, in one language and for one reader."""
    return SafeString(kept(_written, course, today_days, audience, language))


def _written(course: Course, today_days: float, audience: Audience, language: str) -> str:
    page = course_page(found(course), audience, language, today_days)
    return render_to_string("courses/article.html", {"page": page, "kept": True, "level": 2})
