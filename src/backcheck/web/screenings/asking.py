"""The form of questions in the clinic: shown, sent, shown again with what was opened, and kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from backcheck.knowledge.screening.given import Context
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import said_by
from backcheck.knowledge.screening.screen import Screening, asked, screen
from backcheck.knowledge.wording import Audience
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member
from backcheck.web.kit.days import day_told
from backcheck.web.patients.holding import told
from backcheck.web.patients.known import Known

from . import actions, queries
from .form_page import about, marked, sections
from .kept import Answered, KeptScreening
from .presenters import told_page
from .sent import Before, Sent, read_sent

_TEMPLATE = "screenings/new.html"
_URGENT = Level.SAME_DAY  # from here on nobody is asked for more first


@dataclass(frozen=True, slots=True)
class _Form:
    """The form of one patient: what was sent, what is known before, and whose words it has."""

    known: Known
    latest: KeptScreening | None
    before: Before
    found: Sent
    reader: Audience
    key: UUID


def shown(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """The empty form, with the answers of last time beside each question."""
    told(who, known, Verb.READ, part="screening")
    latest = queries.latest_screening(known)
    form = _Form(known, latest, _before(known, latest), Sent(), Audience.PATIENT, uuid4())
    return _page(request, form)


def sent(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """Kept, where nothing is left to ask; else the form again, and nothing typed is lost."""
    latest, data = queries.latest_screening(known), request.POST.dict()
    key = _key(data)
    if _is_kept(known, key, data):
        return redirect("screenings:screening", patient=known.id, screening=key)
    before = _before(known, latest)
    found = read_sent(data, before)
    form = _Form(known, latest, before, found, _reader(data), key)
    if "switch" in data:
        return _page(request, form)
    judged, new = screen(found.answers, found.context, rules()), _opened(found, data)
    is_done = not new and (not judged.unanswered or "leave" in data)
    if found.faults or not (judged.level >= _URGENT or is_done):
        return _page(request, form, judged, new)
    of_before = latest.id if latest else None
    answered = Answered(found.answers, found.context, found.as_last_time, of_before)
    kept = actions.keep(who, known, key, answered, said_by(judged))
    return redirect("screenings:screening", patient=known.id, screening=kept)


def _key(data: dict[str, str]) -> UUID:
    """That of the form; a new one where somebody sent none that is one."""
    try:
        return UUID(data.get("key", ""))
    except ValueError:
        return uuid4()


def _is_kept(known: Known, key: UUID, data: dict[str, str]) -> bool:
    """Whether these very answers of this form are kept already, as when it is sent once more."""
    kept = queries.kept_screening(known, key)
    if kept is None:
        return False
    again, answered = read_sent(data, _before(known, kept)), kept.answered
    is_same = again.answers == answered.answers and _of(again.context) == _of(answered.context)
    return is_same and not again.faults


def _of(context: Context) -> tuple[object, ...]:
    """What was asked about the person. A pain that began as last time is a moment older now."""
    days = context.days_since_onset
    return context.sex, context.pregnant, None if days is None else round(days)


def _before(known: Known, latest: KeptScreening | None) -> Before:
    person = queries.person_of(known)
    if latest is None:
        return Before(person)
    began = latest.pain_began
    days = None if began is None else (timezone.now() - began) / timedelta(days=1)
    return Before(replace(person, previous=latest.answered.answers), days)


def _reader(data: dict[str, str]) -> Audience:
    """Whose words: those of the button that switches, else those that were shown."""
    told_as = data.get("switch") or data.get("words")
    is_practitioner = told_as == Audience.PRACTITIONER.value
    return Audience.PRACTITIONER if is_practitioner else Audience.PATIENT


def _opened(found: Sent, data: dict[str, str]) -> list[str]:
    """Questions that the answers have opened, and that the form has not shown yet."""
    were_shown = set(data.get("shown", "").split())
    return [key for key in asked(found.answers, found.context, rules()) if key not in were_shown]


def _page(
    request: HttpRequest, form: _Form, judged: Screening | None = None, new: Collection[str] = ()
) -> HttpResponse:
    found, before, reader = form.found, form.before, form.reader
    context = found.context if found.typed else before.person
    # An answered question stays, also where it need not have been asked.
    keys = {*asked(found.answers, context, rules()), *found.answers}
    shown = sections(keys, found, before.person.previous, reader)
    page: dict[str, Any] = {
        "patient": form.known,
        "sections": shown if judged is None else marked(shown, new),
        "about": about(found, before),
        "reader": reader.value,
        "key": str(form.key),
        "shown": " ".join(sorted(keys)),
        "last_on": day_told(form.latest and form.latest.asked_at),
        "new_count": len(new),
        "open_count": 0 if judged is None else len(set(judged.unanswered) - set(new)),
        "fault_count": len(found.faults),
    }
    if judged is not None and judged.level >= _URGENT:
        page["urgent"] = told_page(said_by(judged), found.answers, Audience.PRACTITIONER)
    return render(request, _TEMPLATE, page, status=422 if found.faults else 200)
