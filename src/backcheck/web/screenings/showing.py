"""The page of a kept screening."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.access import unseen
from backcheck.web.clinics.member import Member
from backcheck.web.kit.forms import words_asked
from backcheck.web.patients.holding import told
from backcheck.web.patients.known import Known

from .presenters import answer_page
from .queries import kept_screening


def shown(request: HttpRequest, who: Member, known: Known, screening: UUID) -> HttpResponse:
    """One screening, in the words of whoever is asked for."""
    kept = kept_screening(known, screening)
    if kept is None:
        unseen(who, Item("screening", str(screening)))
    told(who, known, Verb.READ, part="screening", screening=str(screening))
    page = answer_page(who, known, kept, words_asked(request))
    return render(request, "screenings/screening.html", page)
