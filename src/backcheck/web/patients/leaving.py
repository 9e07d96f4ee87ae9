"""The page on which a record ends: what goes, what is kept and why, and the pseudonym to type."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from backcheck.knowledge.retention import retention
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member
from backcheck.web.kit.days import day_told

from . import ending
from .editing import sent
from .forms import EraseForm
from .holding import told
from .kinds import State
from .known import Known
from .queries import identity_of, kept_until


def asked_to_erase(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """The page; sent with the pseudonym, what may be done today: locking away, or erasing."""
    form = EraseForm(sent(request), of=known.pseudonym)
    until = kept_until(known)
    if request.method == "POST" and form.is_valid():
        _end(who, known, must_keep=until is not None)
        return redirect("patients:patient", patient=known.id)
    told(who, known, Verb.READ, part="erasure")
    rule, identity = retention(), identity_of(known)
    page = {
        "patient": known,
        "form": form,
        "kept_until": day_told(until),
        "last_contact": day_told(known.last_contact_on),
        "is_locked": known.state is State.LOCKED,
        "years": int(rule.after_contact_years),
        "age": int(rule.minors_until_age_years),
        "name": identity.name if identity else "",
        "no_birth_date": identity is not None and identity.born_on is None,
        "source": rule.provenance.source.citation,
    }
    return render(request, "patients/erase.html", page, status=422 if form.errors else 200)


def _end(who: Member, known: Known, must_keep: bool) -> None:
    if not must_keep:
        ending.erase(who, known)
    elif known.state is State.OPEN:
        ending.lock_away(who, known)
