"""Reading patients, within a clinic. What is opened here is told to the trail by who shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from backcheck.knowledge.retention import retention

from .kinds import State
from .known import Known
from .models import Consent, Contact, Identity, Note, Patient

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: enough to tell two people of one name apart."""

    known: Known
    name: str
    born_on: date | None


def patient_of(clinic: UUID, patient: UUID) -> Known | None:
    """A patient of a clinic, in whatever state."""
    found = Patient.objects.filter(clinic=clinic, pk=patient).first()
    return found.known if found else None


def newest(clinic: UUID) -> Sequence[Listed]:
    """Who was registered last."""
    rows = Identity.objects.filter(clinic=clinic, patient__state=State.OPEN.value)
    return listed(rows.select_related("patient").order_by("-patient__registered_at")[:SHOWN])


def those(clinic: UUID, patients: Sequence[UUID]) -> Sequence[Listed]:
    """The open ones of these, by name."""
    rows = Identity.objects.filter(clinic=clinic, patient__state=State.OPEN.value)
    return by_name(listed(rows.filter(patient__in=patients).select_related("patient")))


def locked_away(clinic: UUID) -> Sequence[Listed]:
    """Who is kept because a rule says so."""
    rows = Identity.objects.filter(clinic=clinic, patient__state=State.LOCKED.value)
    return by_name(listed(rows.select_related("patient")))


def listed(rows: Iterable[Identity]) -> Sequence[Listed]:
    """Identities, opened for a list."""
    return [Listed(row.patient.known, row.name, day(row.born_on)) for row in rows]


def by_name(found: Sequence[Listed]) -> Sequence[Listed]:
    """In the order of the alphabet, as far as two can be compared."""
    return sorted(found, key=lambda each: (each.name.casefold(), each.known.pseudonym))


def day(kept: str | None) -> date | None:
    """A date as it is sealed."""
    return date.fromisoformat(kept) if kept else None


def identity_of(known: Known) -> Identity | None:
    """Who it is; None once erased."""
    return Identity.objects.filter(clinic=known.clinic, patient=known.id).first()


def contacts_of(known: Known) -> Sequence[Contact]:
    """Every way to reach them, those that were removed last."""
    rows = Contact.objects.filter(clinic=known.clinic, patient=known.id)
    return sorted(rows, key=lambda each: (each.removed_at is not None, each.added_at))


def contact_of(known: Known, contact: UUID) -> Contact | None:
    """One of them that wasn't removed."""
    rows = Contact.objects.filter(clinic=known.clinic, patient=known.id, removed_at=None)
    return rows.filter(pk=contact).first()


def note_of(known: Known) -> Note | None:
    """The clinical note. For who may read clinical text."""
    rows = Note.objects.filter(clinic=known.clinic, patient=known.id)
    return rows.select_related("written_by").first()


def consents_of(known: Known) -> Sequence[Consent]:
    """Everything they agreed to, the latest first."""
    rows = Consent.objects.filter(clinic=known.clinic, patient=known.id)
    return list(rows.select_related("recorded_by", "withdrawn_by").order_by("-recorded_at", "pk"))


def ended(known: Known) -> Patient:
    """When the record was locked away or erased, and by whom."""
    rows = Patient.objects.select_related("ended_by")
    return rows.get(clinic=known.clinic, pk=known.id)


def kept_until(known: Known) -> date | None:
    """The day from which the record may be erased; None when it may be today."""
    if known.last_contact_on is None:
        return None
    who = identity_of(known)
    until = retention().kept_until(known.last_contact_on, day(who.born_on) if who else None)
    return until if until > timezone.localdate() else None
