"""What comes of a letter: its answer, or another day to look for one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.access import unseen
from backcheck.web.clinics.member import Member
from backcheck.web.patients.editing import edited, sent
from backcheck.web.patients.holding import told
from backcheck.web.patients.known import Known

from . import actions
from .forms import AnswerForm, RemindForm
from .kinds import Came
from .known_letter import KnownLetter
from .queries import letter_of


def found(who: Member, known: Known, letter: UUID) -> KnownLetter:
    """A letter about this patient; of no other is told that it is there."""
    row = letter_of(known, letter)
    if row is None:
        unseen(who, Item("letter", str(letter)))
    return row


def answer(request: HttpRequest, who: Member, known: Known, letter: UUID) -> HttpResponse:
    """What came back."""
    row = found(who, known, letter)
    told(who, known, Verb.READ, part="letter", letter=str(letter))
    first = {
        "came": Came.WRITING.value,
        "answered_on": timezone.localdate(),
        "answered_by": row.doctor,
        "version": row.version,
    }

    def save(form: Any) -> None:
        actions.record_answer(who, known, letter, form.cleaned_data["version"], form.said())

    page = _page(known, letter, "page.letters.record_answer", "page.letters.record_answer_what")
    return edited(request, known, AnswerForm(sent(request), initial=first), save, page)


def remind(request: HttpRequest, who: Member, known: Known, letter: UUID) -> HttpResponse:
    """Another day to look for an answer."""
    row = found(who, known, letter)
    told(who, known, Verb.READ, part="letter", letter=str(letter))

    def save(form: Any) -> None:
        data = form.cleaned_data
        actions.remind(who, known, letter, data["version"], data["due_on"], data["why"])

    page = _page(known, letter, "page.letters.remind", "page.letters.remind_what")
    form = RemindForm(sent(request), initial={"version": row.version})
    return edited(request, known, form, save, page)


def _page(known: Known, letter: UUID, title: str, hint: str) -> dict[str, Any]:
    back = reverse("letters:letter", kwargs={"patient": known.id, "letter": letter})
    return {"template": "patients/edit.html", "title": title, "hint": hint, "back": back}
