"""The way to a course leads through its clinic: of any other it isn't even said that it exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from backcheck.verdict.course import Course

from .clinic import Clinic
from .context import open_clinic

View = Callable[..., HttpResponse]


def clinic_required(view: View) -> View:
    """Hand the clinic to the view."""

    @wraps(view)
    def through(request: HttpRequest, **more: object) -> HttpResponse:
        found = open_clinic()
        if found is None:
            raise Http404
        return view(request, clinic=found, **more)

    return through


def load_course(view: View) -> View:
    """Hand the course that the address names to the view."""

    @wraps(view)
    def through(request: HttpRequest, clinic: Clinic, course: str) -> HttpResponse:
        found: Course | None = clinic.courses.get(course)
        if found is None:
            raise Http404
        return view(request, clinic=clinic, course=found)

    return through
