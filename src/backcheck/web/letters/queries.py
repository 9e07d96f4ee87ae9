"""Reading letters, within a clinic. What is opened here is told to the trail by who shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from backcheck.knowledge.screening.level import Level
from backcheck.web.patients.kinds import State
from backcheck.web.patients.known import Known
from backcheck.web.patients.queries import Listed, those

from .kinds import Came, GoesOn, LetterState
from .known_letter import Answered, Happened, KnownLetter
from .models import Answer, Letter, Reminder

SHOWN = 200  # of what is due: more than a day's work


@dataclass(frozen=True, slots=True)
class DueLetter:
    """A letter without an answer, and whose it is."""

    letter: UUID
    of: Listed
    level: Level
    written_on: date
    due_on: date


def letters_of(known: Known) -> Sequence[KnownLetter]:
    """Every letter about a patient, the latest first, without what happened to it."""
    return [_known(row) for row in _of(known).order_by("-written_at", "pk")]


def letter_of(known: Known, letter: UUID) -> KnownLetter | None:
    """One of them, with all that happened to it."""
    row = _of(known).filter(pk=letter).first()
    return _known(row, _happened(row)) if row else None


def signed_last(clinic: UUID, account: UUID) -> tuple[str, str]:
    """How somebody signed their last letter: role, and how the clinic is reached; empty for none.

    Nothing of that letter's patient is opened for it.
    """
    rows = Letter.objects.filter(clinic=clinic, written_by=account).only("signed_as")
    row = rows.order_by("-written_at").first()
    role, _, contact = row.signed_as.partition("\n") if row else ("", "", "")
    return role, contact


def due(clinic: UUID) -> Sequence[DueLetter]:
    """Letters without an answer, of open records, the longest overdue first."""
    rows = list(_waiting(clinic).order_by("answer_due_on", "written_at", "pk")[:SHOWN])
    people = {each.known.id: each for each in those(clinic, [row.patient_id for row in rows])}
    return [
        DueLetter(
            row.pk,
            people[row.patient_id],
            Level[row.level],
            timezone.localdate(row.written_at),
            row.answer_due_on,
        )
        for row in rows
        if row.patient_id in people
    ]


def due_count(clinic: UUID, today: date) -> int:
    """How many answers are due by a day, or were before."""
    return int(_waiting(clinic).filter(answer_due_on__lte=today).count())


def _waiting(clinic: UUID) -> QuerySet[Letter]:
    open_ones = Letter.objects.filter(clinic=clinic, patient__state=State.OPEN.value)
    return open_ones.filter(state=LetterState.WAITING.value)


def _of(known: Known) -> QuerySet[Letter]:
    rows = Letter.objects.filter(clinic=known.clinic, patient=known.id)
    return rows.select_related("written_by")


def _known(row: Letter, happened: Sequence[Happened] = ()) -> KnownLetter:
    return KnownLetter(
        row.pk,
        row.written_at,
        row.written_by.name,
        Level[row.level],
        row.doctor or "",
        row.answer_due_on,
        LetterState(row.state),
        row.version,
        row.content,
        tuple(happened),
    )


def _happened(row: Letter) -> Sequence[Happened]:
    answers = Answer.objects.filter(letter=row).select_related("recorded_by")
    reminders = Reminder.objects.filter(letter=row).select_related("recorded_by")
    found = [*map(_answered, answers), *map(_reminded, reminders)]
    return sorted(found, key=lambda each: each.recorded_at)


def _answered(row: Answer) -> Happened:
    said = Answered(
        Came(row.came),
        row.answered_on,
        row.answered_by or "",
        GoesOn(row.goes_on),
        row.found or "",
    )
    return Happened(row.recorded_at, row.recorded_by.name, answered=said)


def _reminded(row: Reminder) -> Happened:
    moved = (row.due_before, row.due_on)
    return Happened(row.recorded_at, row.recorded_by.name, moved=moved, why=row.why)
