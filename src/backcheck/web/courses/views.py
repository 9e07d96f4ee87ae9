"""The courses of the clinic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backcheck.interchange.course_file import to_csv
from backcheck.verdict.course import Course
from backcheck.web.kit.forms import words_asked
from backcheck.web.kit.words import spoken

from .access import clinic_required, load_course
from .clinic import Clinic
from .context import open_clinic
from .written import written_course, written_list, written_report


@require_safe
@never_cache
def courses(request: HttpRequest) -> HttpResponse:
    """Every course, what is due first."""
    clinic = open_clinic()
    groups = "" if clinic is None else written_list(clinic, spoken())
    return render(request, "courses/courses.html", {"groups": groups})


@require_safe
@never_cache
@clinic_required
@load_course
def course(request: HttpRequest, clinic: Clinic, course: Course) -> HttpResponse:
    """One course: the face of the product."""
    article = written_course(clinic, course, words_asked(request), spoken())
    return render(request, "courses/course.html", {"course": course, "article": article})


@require_safe
@never_cache
@clinic_required
@load_course
def report(request: HttpRequest, clinic: Clinic, course: Course) -> HttpResponse:
    """One course on one sheet of paper."""
    sheet = written_report(clinic, course, words_asked(request), spoken())
    response = HttpResponse(sheet, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_name(clinic, course)}.pdf"'
    return response


@require_safe
@never_cache
@clinic_required
@load_course
def course_file(request: HttpRequest, clinic: Clinic, course: Course) -> HttpResponse:
    """The course itself, for whoever wants to compute it again."""
    response = HttpResponse(to_csv([course]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_name(clinic, course)}.csv"'
    return response


def _name(clinic: Clinic, course: Course) -> str:
    """What a file of the course is called on somebody's computer."""
    return f"simulated-{course.id}" if clinic.simulated else course.id
