"""Registering a patient, and changing who they are and how they are reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member
from backcheck.web.sealing.in_use import keyring

from .holding import ChangedMeanwhile, ClosedMeanwhile, held, told, was_in_contact
from .kinds import ContactKind, Sex
from .known import Known
from .models import Contact, Identity, Note, OfPatient, Patient
from .pseudonym import drawn

_DRAWS = 20
Row = TypeVar("Row", bound=OfPatient)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who somebody is, as it was typed."""

    given_name: str
    family_name: str = ""
    identity_number: str = ""
    born_on: date | None = None
    sex: str = Sex.UNKNOWN.value
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to reach somebody, as it was typed."""

    kind: str
    value: str
    remark: str = ""


@transaction.atomic
def register(who: Member, person: Who, phone: str = "") -> Known:
    """Make a patient, with a mobile number where there is one."""
    patient = _made(who, person.sex)
    identity = Identity(clinic_id=who.clinic, patient=patient)
    _put(identity, person)
    identity.save(force_insert=True)
    if phone:
        _add(patient, Way(kind=ContactKind.MOBILE.value, value=phone))
    told(who, patient.known, Verb.WRITE, part="registration")
    return patient.known


def _made(who: Member, sex: str) -> Patient:
    """A row with a pseudonym that nobody has."""
    now = timezone.now()
    for _ in range(_DRAWS):
        patient = Patient(
            clinic_id=who.clinic, pseudonym=drawn(), sex=Sex(sex).value, registered_at=now
        )
        try:
            with transaction.atomic():
                patient.save(force_insert=True)
        except IntegrityError:
            continue
        return patient
    raise RuntimeError(f"no free pseudonym in {_DRAWS} draws")


@transaction.atomic
def change_identity(who: Member, known: Known, version: int, person: Who) -> None:
    """Write down anew who somebody is.

    Raises:
        ChangedMeanwhile, ClosedMeanwhile.
    """
    patient = held(known)
    identity = _of(Identity, known, version, patient=known.id)
    _put(identity, person)
    identity.save()
    patient.sex = Sex(person.sex).value
    patient.save(update_fields=["sex"])
    told(who, known, Verb.WRITE, part="identity")


@transaction.atomic
def add_contact(who: Member, known: Known, way: Way) -> None:
    """Add a way to reach somebody."""
    contact = _add(held(known), way)
    told(who, known, Verb.WRITE, part="contact", contact=str(contact.pk), added=True)


@transaction.atomic
def change_contact(who: Member, known: Known, contact: UUID, version: int, way: Way) -> None:
    """Change a way to reach somebody.

    Raises:
        ChangedMeanwhile, ClosedMeanwhile.
    """
    held(known)
    row = _of(Contact, known, version, pk=contact, removed_at=None)
    row.kind, row.value, row.remark = ContactKind(way.kind).value, way.value, way.remark or None
    row.retoken(keyring())
    row.save()
    told(who, known, Verb.WRITE, part="contact", contact=str(contact))


@transaction.atomic
def set_removed(who: Member, known: Known, contact: UUID, removed: bool) -> None:
    """Remove a way to reach somebody, or put it back. Twice is once."""
    held(known)
    rows = Contact.objects.filter(clinic=known.clinic, patient=known.id, pk=contact)
    changed = rows.filter(removed_at__isnull=removed)
    if changed.update(removed_at=timezone.now() if removed else None):
        told(who, known, Verb.WRITE, part="contact", contact=str(contact), removed=removed)
    elif not rows.exists():
        raise ClosedMeanwhile


@transaction.atomic
def write_note(who: Member, known: Known, version: int, text: str) -> None:
    """Write the clinical note; version 0 is that there was none.

    Raises:
        ChangedMeanwhile, ClosedMeanwhile.
    """
    patient = held(known)
    note = Note.objects.filter(clinic=known.clinic, patient=known.id).first()
    if (note.version if note else 0) != version:
        raise ChangedMeanwhile
    note = note or Note(clinic_id=known.clinic, patient=patient, version=0)
    note.text, note.version = text, version + 1
    note.written_at, note.written_by_id = timezone.now(), who.id
    note.save()
    was_in_contact(patient)
    told(who, known, Verb.WRITE, part="note")


def _put(identity: Identity, person: Who) -> None:
    identity.given_name, identity.family_name = person.given_name, person.family_name
    identity.identity_number = person.identity_number or None
    identity.born_on = person.born_on.isoformat() if person.born_on else None
    identity.language = person.language
    identity.retoken(keyring())


def _add(patient: Patient, way: Way) -> Contact:
    contact = Contact(
        clinic_id=patient.clinic_id,
        patient=patient,
        kind=ContactKind(way.kind).value,
        value=way.value,
        remark=way.remark or None,
        added_at=timezone.now(),
    )
    contact.retoken(keyring())
    contact.save(force_insert=True)
    return contact


def _of(model: type[Row], known: Known, version: int, **which: object) -> Row:
    """A row of a patient as somebody saw it, with its next version."""
    found = model.objects.filter(clinic=known.clinic, patient=known.id, **which).first()
    if found is None:
        raise ClosedMeanwhile
    if found.version != version:
        raise ChangedMeanwhile
    found.version += 1
    return found
