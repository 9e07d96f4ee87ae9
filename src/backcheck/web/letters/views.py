"""The pages of letters to doctors, and what is due of them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from backcheck.web.audit.event import Verb
from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.patients.access import load_patient
from backcheck.web.patients.holding import told
from backcheck.web.patients.kinds import State
from backcheck.web.patients.known import Known

from . import following, handing, writing
from .presenters import due_page, letter_page
from .queries import due as due_letters

_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@never_cache
@allowed(Act.READ_CLINICAL)
def due(request: HttpRequest, who: Member) -> HttpResponse:
    """Letters without an answer, the longest overdue first."""
    found = due_letters(who.clinic)
    handing.were_listed(who, len(found))
    return render(request, "letters/due.html", due_page(found))


@_form
@never_cache
@allowed(Act.WRITE_CLINICAL)
@load_patient()
def new(request: HttpRequest, who: Member, patient: Known) -> HttpResponse:
    """Write a letter: what it will say, then keep it."""
    return writing.asked_to_write(request, who, patient)


@require_safe
@never_cache
@allowed(Act.READ_CLINICAL)
@load_patient(State.OPEN, State.LOCKED)
def letter(request: HttpRequest, who: Member, patient: Known, letter: UUID) -> HttpResponse:
    """One letter, and what came of it."""
    page = letter_page(who, patient, following.found(who, patient, letter))
    told(who, patient, Verb.READ, part="letter", letter=str(letter))
    return render(request, "letters/letter.html", page)


@require_safe
@never_cache
@allowed(Act.READ_CLINICAL)
@load_patient(State.OPEN, State.LOCKED)
def printed(request: HttpRequest, who: Member, patient: Known, letter: UUID) -> HttpResponse:
    """The same on one sheet."""
    return handing.handed_over(who, patient, following.found(who, patient, letter))


@_form
@never_cache
@allowed(Act.WRITE_CLINICAL)
@load_patient()
def answer(request: HttpRequest, who: Member, patient: Known, letter: UUID) -> HttpResponse:
    """Write down what came back."""
    return following.answer(request, who, patient, letter)


@_form
@never_cache
@allowed(Act.WRITE_CLINICAL)
@load_patient()
def remind(request: HttpRequest, who: Member, patient: Known, letter: UUID) -> HttpResponse:
    """Look for the answer on another day."""
    return following.remind(request, who, patient, letter)
