"""Writing letters and what comes of them. Each act is in the trail, without its contents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from backcheck.reports.letter import LetterDocument, as_kept
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member
from backcheck.web.patients.holding import (
    ChangedMeanwhile,
    ClosedMeanwhile,
    held,
    told,
    was_in_contact,
)
from backcheck.web.patients.known import Known

from .kinds import Came, LetterState
from .known_letter import Answered
from .models import Answer, Letter, Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A letter, and what its form said beside it."""

    document: LetterDocument
    doctor: str
    role: str
    contact: str
    due_on: date
    screening: UUID | None = None


@transaction.atomic
def write(who: Member, known: Known, key: UUID, written: Written) -> UUID:
    """Keep a letter under the key that its form was shown with; its key.

    Sent twice, it is one letter; sent again with other words, it is another, with a key of its own.

    Raises:
        ClosedMeanwhile: the record isn't open any more.
    """
    patient, document = held(known), written.document
    content = json.dumps(as_kept(document), ensure_ascii=False)
    if kept := Letter.objects.filter(pk=key).first():
        of = (kept.clinic_id, kept.patient_id, kept.content, kept.answer_due_on)
        if of == (known.clinic, known.id, content, written.due_on):
            return key
        key = uuid4()
    Letter.objects.create(
        pk=key,
        clinic_id=known.clinic,
        patient=patient,
        written_at=timezone.now(),
        written_by_id=who.id,
        level=document.level,
        language=document.language,
        doctor=written.doctor or None,
        content=content,
        signed_as=f"{written.role}\n{written.contact}",
        answer_due_on=written.due_on,
        screening=written.screening,
    )
    was_in_contact(patient)
    _told(who, known, key, level=document.level, due_on=written.due_on.isoformat())
    return key


@transaction.atomic
def record_answer(who: Member, known: Known, letter: UUID, version: int, said: Answered) -> None:
    """Write down what came back, or that nothing did.

    Raises:
        ChangedMeanwhile, ClosedMeanwhile.
    """
    patient = held(known)
    row = _next(known, letter, version)
    Answer.objects.create(
        clinic_id=known.clinic,
        patient=patient,
        letter=row,
        recorded_at=timezone.now(),
        recorded_by_id=who.id,
        came=said.came.value,
        answered_on=said.answered_on,
        answered_by=said.answered_by or None,
        goes_on=said.goes_on.value,
        found=said.found or None,
    )
    state = LetterState.CLOSED if said.came is Came.NONE else LetterState.ANSWERED
    row.state = state.value
    row.save(update_fields=["state", "version"])
    was_in_contact(patient)
    _told(who, known, letter, answer=said.came.value, goes_on=said.goes_on.value)


@transaction.atomic
def remind(who: Member, known: Known, letter: UUID, version: int, due_on: date, why: str) -> None:
    """Look for an answer on another day, for a reason; once more where it was closed without one.

    Raises:
        ChangedMeanwhile, ClosedMeanwhile.
    """
    patient = held(known)
    row = _next(known, letter, version)
    Reminder.objects.create(
        clinic_id=known.clinic,
        patient=patient,
        letter=row,
        recorded_at=timezone.now(),
        recorded_by_id=who.id,
        due_before=row.answer_due_on,
        due_on=due_on,
        why=why,
    )
    row.answer_due_on, row.state = due_on, LetterState.WAITING.value
    row.save(update_fields=["answer_due_on", "state", "version"])
    was_in_contact(patient)
    _told(who, known, letter, due_on=due_on.isoformat())


def _next(known: Known, letter: UUID, version: int) -> Letter:
    """A letter as somebody saw it, with its next version."""
    row = Letter.objects.filter(clinic=known.clinic, patient=known.id, pk=letter).first()
    if row is None:
        raise ClosedMeanwhile
    if row.version != version:
        raise ChangedMeanwhile
    row.version += 1
    return row


def _told(who: Member, known: Known, letter: UUID, **details: str) -> None:
    told(who, known, Verb.WRITE, part="letter", letter=str(letter), **details)
