"""The list, and a search. What was typed is in no address, log, session or trail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act

from .presenters import listing
from .queries import newest, those
from .registering import were_listed
from .searching import search

SHOWN = 50
_FOUND = "patients_found"
_COUNT = "patients_found_count"
_TEMPLATE = "patients/patients.html"


def searched(request: HttpRequest, who: Member) -> HttpResponse:
    """What is found is shown at an address of its own, so that Back works; the session keeps the
    keys of who was found, and not what was typed. Nothing found is shown at once.
    """
    typed = request.POST.get("typed", "").strip()
    if not typed:
        return redirect("patients:patients")
    found = search(who.clinic, typed)
    if found:
        request.session[_FOUND] = [str(each.known.id) for each in found[:SHOWN]]
        request.session[_COUNT] = len(found)
        return redirect("patients:found")
    were_listed(who, 0, "search")
    may_erase = who.may(Act.ERASE_PATIENT)
    return render(request, _TEMPLATE, listing([], typed=typed, is_search=True, may_erase=may_erase))


def shown(request: HttpRequest, who: Member, is_search: bool) -> HttpResponse:
    """The newest, or whoever was found last."""
    kept = _kept(request) if is_search else []
    if is_search and not kept:
        return redirect("patients:patients")
    found = those(who.clinic, kept) if is_search else newest(who.clinic)
    were_listed(who, len(found), "search" if is_search else "newest")
    count = request.session.get(_COUNT, 0) if is_search else len(found)
    page = {"is_search": is_search, "more": max(0, count - len(found))}
    page["may_erase"] = who.may(Act.ERASE_PATIENT)
    return render(request, _TEMPLATE, listing(found, **page))


def _kept(request: HttpRequest) -> Sequence[UUID]:
    return [UUID(each) for each in request.session.get(_FOUND, [])]
