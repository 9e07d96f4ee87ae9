"""Before you start: anybody alone with a phone answers in a few steps, and nothing is kept.

Each step sends along what the steps before it were answered; the server remembers nothing. An
emergency is told after the step that raised it, before anything else is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import said_by
from backcheck.knowledge.screening.screen import asked, screen
from backcheck.knowledge.screening.steps import steps
from backcheck.knowledge.wording import Audience
from backcheck.web.clinics.reader import clinic_of
from backcheck.web.emergency.queries import emergency_lines
from backcheck.web.reviews.queries import signed

from .form_page import about, marked, sections
from .presenters import RULES, told_page
from .sent import Before, Sent, name_of, read_sent

MOST_QUESTIONS = 13  # of a step, so that the nerve signs stand together
ABOUT = ("age", "sex", "pregnant", "onset_count", "onset_unit")
_NOBODY = Before()


def shown(request: HttpRequest) -> HttpResponse:
    """Why we ask, what needs a hospital now, and what becomes of the answers."""
    page = {"questions": len(rules().questions.all), "steps": _count(), **_of_clinic(request)}
    return render(request, "screenings/start.html", page)


def answered(request: HttpRequest) -> HttpResponse:
    """The next step, the one before, or the result: as the button says that was pressed."""
    data = request.POST.dict()
    found = read_sent(data, _NOBODY)
    at, go = _step_sent(data), data.get("go", "")
    if go == "change":
        return _step(request, found, max(at, 0))
    if go == "back":
        return _step(request, found, _asked_step(found, at - 1, -1))
    screening = screen(found.answers, found.context, rules())
    if screening.level is Level.EMERGENCY:
        return _result(request, found, at)
    new = _opened(found, data, at)
    if new or found.faults:
        return _step(request, found, at, new)
    following = _asked_step(found, at + 1, 1)
    return _step(request, found, following) if following < _count() else _result(request, found, at)


def _count() -> int:
    """How many steps: the person, then the topics."""
    return 1 + len(_topics())


def _topics() -> tuple[tuple[str, ...], ...]:
    return steps(rules(), MOST_QUESTIONS)


def _step_sent(data: Mapping[str, str]) -> int:
    """The step that was sent; -1 for the first page, which asks nothing."""
    sent = data.get("step", "")
    known = {str(each): each for each in range(_count())}
    return known.get(sent, -1)


def _asked_step(found: Sent, at: int, way: int) -> int:
    """The next step in this direction that has anything to ask; the first one asks always."""
    while 0 < at < _count() and not _keys(found, at):
        at += way
    return max(at, 0)


def _keys(found: Sent, at: int) -> list[str]:
    """The questions of a step: what is asked, and what was answered though it need not be."""
    shown = {*asked(found.answers, found.context, rules()), *found.answers}
    return [key for key in _of_step(at) if key in shown]


def _of_step(at: int) -> Iterator[str]:
    topics = _topics()[at - 1] if at > 0 else ()
    yield from (key for key, each in rules().questions.all.items() if each.topic in topics)


def _opened(found: Sent, data: Mapping[str, str], at: int) -> list[str]:
    """Questions of this step that its answers have opened."""
    if at <= 0:
        return []
    were_shown = set(data.get("shown", "").split())
    return [key for key in _keys(found, at) if key not in were_shown]


def _step(request: HttpRequest, found: Sent, at: int, new: Collection[str] = ()) -> HttpResponse:
    keys = _keys(found, at)
    fields = {name_of(key) for key in keys} if at else set(ABOUT)
    shown = sections(keys, found, {}, Audience.PATIENT)
    page: dict[str, Any] = {
        "step": at,
        "number": at + 1,
        "count": _count(),
        "sections": marked(shown, new, marks_open=False),
        "about": about(found, _NOBODY) if at == 0 else None,
        "shown": " ".join(keys),
        "carried": _carried(found, fields),
        "new_count": len(new),
    }
    return render(request, "screenings/step.html", page, status=422 if found.faults else 200)


def _carried(found: Sent, less: Collection[str]) -> list[tuple[str, str]]:
    """What other steps were answered, sent along again."""
    ours = {*ABOUT, *(name_of(key) for key in rules().questions.all)}
    return [(name, value) for name, value in found.typed.items() if name in ours - set(less)]


def _result(request: HttpRequest, found: Sent, at: int) -> HttpResponse:
    screening = screen(found.answers, found.context, rules())
    is_early = at + 1 < _count()
    page = {
        **told_page(said_by(screening), found.answers, Audience.PATIENT),
        "carried": _carried(found, ()),
        "step": at if is_early else 0,
        "is_early": is_early,
        **_of_clinic(request),
    }
    return render(request, "screenings/result.html", page)


def _of_clinic(request: HttpRequest) -> dict[str, Any]:
    """Its numbers for an emergency, and who signed the rules; nothing where no clinic is known."""
    clinic = clinic_of(request)
    if clinic is None:
        return {"lines": (), "signed": None}
    return {"lines": emergency_lines(clinic), "signed": signed(clinic, RULES)}
