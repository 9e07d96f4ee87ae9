"""The page that answers a course file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from backcheck.interchange.course_file import from_csv
from backcheck.knowledge.wording import Audience
from backcheck.web.clinics.access import allowed_unless_demo
from backcheck.web.clinics.roles import Act
from backcheck.web.kit.forms import words_asked
from backcheck.web.kit.words import spoken

from .forms import CourseFileForm
from .presenters import AnswerPage, answer_page, fault_table

_EXAMPLE = files(__package__) / "example.csv"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allowed_unless_demo(Act.CHECK_FILES)
def course_file(request: HttpRequest) -> HttpResponse:
    """The form; sent with a file, the answer or the file's faults."""
    if request.method != "POST":
        return render(request, "exchange/ask.html", {"form": CourseFileForm()})
    form = CourseFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, form)
    courses, words = (form.cleaned_data[name] for name in ("file", "words"))
    return _shown(request, answer_page(courses, words, spoken()))


@require_safe
@never_cache
@allowed_unless_demo(Act.CHECK_FILES)
def example(request: HttpRequest) -> HttpResponse:
    """The answer to the example."""
    page = _example_page(words_asked(request), spoken())
    return _shown(request, page, is_example=True)


@require_safe
@allowed_unless_demo(Act.CHECK_FILES)
def example_file(request: HttpRequest) -> HttpResponse:
    """The example itself."""
    response = HttpResponse(_EXAMPLE.read_bytes(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="example.csv"'
    return response


@cache
def _example_page(words: Audience, language: str) -> AnswerPage:
    """The example never changes, so it is answered once in each language and manner."""
    return answer_page(from_csv(_EXAMPLE.read_bytes()), words, language)


def _shown(request: HttpRequest, page: AnswerPage, is_example: bool = False) -> HttpResponse:
    again = CourseFileForm(initial={"words": page.words})
    shown = {"page": page, "form": again, "is_example": is_example, "is_file": not is_example}
    return render(request, "exchange/answer.html", shown)


def _refused(request: HttpRequest, form: CourseFileForm) -> HttpResponse:
    page = "exchange/faults.html" if form.faults else "exchange/ask.html"
    told = {"form": form, "faults": fault_table(form.faults), "is_file": bool(form.faults)}
    return render(request, page, told, status=422)
