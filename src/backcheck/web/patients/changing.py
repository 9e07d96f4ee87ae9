"""The forms of a patient's page, with what is kept now, and what each does when it is sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from backcheck.knowledge.consents import Purpose
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member

from . import actions, consents
from .editing import edited, sent
from .forms import ConsentForm, ContactForm, IdentityForm, NoteForm, WithdrawForm
from .holding import ClosedMeanwhile, told
from .kinds import ContactKind, How
from .known import Known
from .presenters import consent_page
from .queries import contact_of, day, identity_of, note_of

_EDIT = "patients/edit.html"


def identity(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """Who they are."""
    row = identity_of(known)
    if row is None:
        raise ClosedMeanwhile
    told(who, known, Verb.READ, part="identity")
    kept = {
        "given_name": row.given_name,
        "family_name": row.family_name,
        "identity_number": row.identity_number,
        "born_on": day(row.born_on),
        "language": row.language,
        "sex": known.sex.value,
        "version": row.version,
    }

    def save(form: Any) -> None:
        actions.change_identity(who, known, form.cleaned_data["version"], form.who())

    page = {"template": _EDIT, "title": "page.patients.edit_identity"}
    return edited(request, known, IdentityForm(sent(request), initial=kept), save, page)


def new_contact(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """One more way to reach them."""
    first = {"kind": ContactKind.MOBILE.value, "version": 0}

    def save(form: Any) -> None:
        actions.add_contact(who, known, form.way())

    page = {"template": _EDIT, "title": "page.patients.add_contact"}
    return edited(request, known, ContactForm(sent(request), initial=first), save, page)


def contact(request: HttpRequest, who: Member, known: Known, which: UUID) -> HttpResponse:
    """A way to reach them."""
    row = contact_of(known, which)
    if row is None:
        raise Http404
    told(who, known, Verb.READ, part="contact", contact=str(which))
    kept = {"kind": row.kind, "value": row.value, "remark": row.remark, "version": row.version}

    def save(form: Any) -> None:
        actions.change_contact(who, known, which, form.cleaned_data["version"], form.way())

    page = {"template": _EDIT, "title": "page.patients.edit_contact", "contact": which}
    return edited(request, known, ContactForm(sent(request), initial=kept), save, page)


def note(request: HttpRequest, who: Member, known: Known) -> HttpResponse:
    """The clinical note."""
    row = note_of(known)
    told(who, known, Verb.READ, part="note")
    kept = {"text": row.text, "version": row.version} if row else {"version": 0}

    def save(form: Any) -> None:
        data = form.cleaned_data
        actions.write_note(who, known, data["version"], data["text"])

    page = {"template": _EDIT, "title": "page.patients.note", "hint": "page.patients.note_what"}
    return edited(request, known, NoteForm(sent(request), initial=kept), save, page)


def consent(
    request: HttpRequest, who: Member, known: Known, purpose: Purpose, language: str
) -> HttpResponse:
    """Read the text, and write down that they agreed."""
    first = {"given_on": timezone.localdate(), "language": language, "how": How.PAPER.value}
    told(who, known, Verb.READ, part="consent", purpose=purpose.value)

    def save(form: Any) -> None:
        data = form.cleaned_data
        how = How(data["how"])
        consents.give(who, known, purpose, data["language"], how, data["given_on"])

    page = {"template": "patients/consent.html", **consent_page(known, purpose, language)}
    return edited(request, known, ConsentForm(sent(request), initial=first), save, page)


def withdrawal(
    request: HttpRequest, who: Member, known: Known, purpose: Purpose, language: str
) -> HttpResponse:
    """Write down that they agree no longer."""

    def save(form: Any) -> None:
        consents.withdraw(who, known, purpose, form.cleaned_data["why"])

    told(who, known, Verb.READ, part="consent", purpose=purpose.value)
    page = {"template": "patients/withdraw.html", **consent_page(known, purpose, language)}
    return edited(request, known, WithdrawForm(sent(request)), save, page)
