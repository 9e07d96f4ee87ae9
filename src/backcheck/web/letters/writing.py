"""The form of a letter: shown with what it will say, and kept when that is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from backcheck.reports.letter import LetterDocument, ToDoctor, letter
from backcheck.reports.letter_pdf import LetterTooLong, letter_pdf
from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.access import unseen
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.queries import clinic_named
from backcheck.web.kit.words import spoken, words
from backcheck.web.patients.editing import sent
from backcheck.web.patients.holding import ClosedMeanwhile, told
from backcheck.web.patients.known import Known
from backcheck.web.patients.queries import day, identity_of

from . import actions, screened
from .forms import LetterForm
from .presenters import letter_words
from .queries import signed_last


@dataclass(frozen=True, slots=True)
class _Given:
    """What is known before anything is typed."""

    who: Member
    known: Known
    screening: UUID | None
    found: screened.Screened | None
    name: str
    number: str
    born_on: Any


def asked_to_write(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """The form; sent, what the letter will say; sent to be kept, the letter."""
    given = _given(request, who, known)
    reported = given.found.reported.said.level if given.found else None
    form = LetterForm(
        sent(request),
        initial=_initial(who),
        reported=reported,
        has_number=bool(given.number),
    )
    document = None
    if request.method == "POST" and form.is_valid():
        document = _fitting(form, given)
        if document and "keep" in request.POST:
            written = _written(form, given, document)
            kept = actions.write(who, known, form.cleaned_data["key"], written)
            return redirect("letters:letter", patient=known.id, letter=kept)
    told(who, known, Verb.READ, part="letter", new=True)
    page = {"patient": known, "form": form, "name": given.name}
    shown = {"letter": document, **letter_words(document)} if document else {}
    return render(
        request, "letters/new.html", {**page, **shown}, status=422 if form.errors else 200
    )


def _given(request: HttpRequest, who: Member, known: Known) -> _Given:
    """Who it is about, and the screening that the address names."""
    identity = identity_of(known)
    if identity is None:
        raise ClosedMeanwhile
    screening, found = None, None
    if asked := request.GET.get("screening"):
        screening = _key(asked)
        found = screened.screened(known, screening) if screening else None
        if found is None:
            unseen(who, Item("screening", str(screening or "?")))
    number, born_on = identity.identity_number or "", day(identity.born_on)
    return _Given(who, known, screening, found, identity.name, number, born_on)


def _key(asked: str) -> UUID | None:
    try:
        return UUID(asked)
    except ValueError:
        return None


def _initial(who: Member) -> dict[str, Any]:
    role, contact = signed_last(who.clinic, who.id)
    return {"key": uuid4(), "role": role, "contact": contact, "language": spoken()}


def _fitting(form: LetterForm, given: _Given) -> LetterDocument | None:
    """The letter; None, and said in the form, where no page holds it."""
    data = form.cleaned_data
    document = letter(
        ToDoctor(
            clinic=clinic_named(given.who.clinic),
            contact=data["contact"],
            practitioner=given.who.name,
            role=data["role"],
            doctor=data["doctor"],
            patient=given.name,
            born_on=given.born_on,
            identity_number=given.number if data.get("number") == "stands" else "",
            reference=given.known.code,
            written_on=timezone.localdate(),
            level=form.asked_level,
            added=data["added"],
            reported=given.found.reported if given.found else None,
            reviewed=given.found.reviewed if given.found else None,
        ),
        data["language"],
    )
    try:
        letter_pdf(document)
    except LetterTooLong:
        form.add_error("added", words("page.letters.fault_too_long"))
        return None
    return document


def _written(form: LetterForm, given: _Given, document: LetterDocument) -> actions.Written:
    data = form.cleaned_data
    return actions.Written(
        document=document,
        doctor=data["doctor"],
        role=data["role"],
        contact=data["contact"],
        due_on=form.due_on(),
        screening=given.screening,
    )
