"""The end of a record: locked away while a rule keeps it, then erased. Erased is deleted."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member
from backcheck.web.sealing.in_use import keyring

from .holding import ClosedMeanwhile, held, told
from .kinds import Sex, State
from .known import Known
from .models import Consent, Contact, Identity, OfPatient, Patient
from .queries import kept_until


@transaction.atomic
def lock_away(who: Member, known: Known) -> None:
    """Hide a record that has to be kept, and erase of it what hasn't: contacts and free text of
    consents. Its tokens go, so that no search finds it; the owner can still open it.
    """
    patient = held(known)
    Contact.objects.filter(clinic=known.clinic, patient=known.id).delete()
    _without_reasons(known)
    found = Identity.objects.filter(clinic=known.clinic, patient=known.id)
    found.update(name_token=None, number_token=None)
    _end(patient, State.LOCKED, who)
    told(who, known, Verb.ERASE, part="contacts", locked=True)


@transaction.atomic
def unlock(who: Member, known: Known) -> None:
    """Bring a record back that was locked away; what was erased of it stays erased."""
    patient = held(known, State.LOCKED)
    identity = Identity.objects.get(clinic=known.clinic, patient=known.id)
    identity.retoken(keyring())
    identity.save(update_fields=["name_token", "number_token"])
    patient.state, patient.ended_at, patient.ended_by = State.OPEN.value, None, None
    patient.save(update_fields=["state", "ended_at", "ended_by"])
    told(who, known, Verb.WRITE, part="record", locked=False)


@transaction.atomic
def erase(who: Member, known: Known) -> None:
    """Delete whatever names the person, and the free text. The pseudonym stays, and consents
    without their reasons.

    Raises:
        ClosedMeanwhile: it has to be kept, or isn't there any more.
    """
    patient = held(known, State.OPEN, State.LOCKED)
    if kept_until(patient.known) is not None:
        raise ClosedMeanwhile
    for model in _that_go():
        model.objects.filter(clinic=known.clinic, patient=known.id).delete()
    _without_reasons(known)
    patient.sex = Sex.UNKNOWN.value
    _end(patient, State.ERASED, who)
    told(who, known, Verb.ERASE, part="record")


def _that_go() -> list[type[OfPatient]]:
    """The tables, of whatever app, whose rows are deleted with the record."""
    return [
        model for model in apps.get_models() if issubclass(model, OfPatient) and not model.OUTLIVES
    ]


def _without_reasons(known: Known) -> None:
    Consent.objects.filter(clinic=known.clinic, patient=known.id).update(why=None)


def _end(patient: Patient, state: State, who: Member) -> None:
    patient.state, patient.ended_at, patient.ended_by_id = state.value, timezone.now(), who.id
    patient.save(update_fields=["sex", "state", "ended_at", "ended_by"])
    transaction.on_commit(_empty_log)


def _empty_log() -> None:
    """SQLite keeps what was written before in its log; move it into the file, which overwrites.

    Somebody who reads at this moment keeps the log a little longer; a later checkpoint takes it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
