"""What a person agreed to: given, withdrawn, and asked for by whoever needs it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from backcheck.knowledge.consents import Purpose, current
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member

from .holding import ChangedMeanwhile, held, told, was_in_contact
from .kinds import How, State
from .known import Known
from .models import Consent


def is_given(clinic: UUID, patient: UUID, purpose: Purpose) -> bool:
    """Whether a person agrees to it now, in any version of its text; never once locked or erased.

    Each purpose stands by itself: without research there is treatment, without the diary too.
    """
    rows = Consent.objects.filter(clinic=clinic, patient=patient, patient__state=State.OPEN.value)
    return bool(rows.filter(purpose=purpose.value, withdrawn_at=None).exists())


@transaction.atomic
def give(
    who: Member, known: Known, purpose: Purpose, language: str, how: How, given_on: date
) -> None:
    """Write down that somebody agreed to the current text. One of an older text ends with it.

    Raises:
        ChangedMeanwhile: the current text is agreed to already.
        ClosedMeanwhile: the record isn't open any more.
    """
    patient, text, now = held(known), current(purpose), timezone.now()
    standing = Consent.objects.filter(
        clinic=known.clinic, patient=known.id, purpose=purpose.value, withdrawn_at=None
    )
    if standing.filter(version=text.version).exists():
        raise ChangedMeanwhile
    standing.update(withdrawn_at=now, withdrawn_by=who.id)
    Consent.objects.create(
        clinic_id=known.clinic,
        patient=patient,
        purpose=purpose.value,
        version=text.version,
        language=language,
        how=how.value,
        given_on=given_on,
        recorded_at=now,
        recorded_by_id=who.id,
    )
    was_in_contact(patient)
    told(who, known, Verb.WRITE, part="consent", purpose=purpose.value, version=text.version)


@transaction.atomic
def withdraw(who: Member, known: Known, purpose: Purpose, why: str) -> None:
    """End what stands for a purpose. Twice is once."""
    held(known)
    consent = Consent.objects.filter(
        clinic=known.clinic, patient=known.id, purpose=purpose.value, withdrawn_at=None
    ).first()
    if consent is None:
        return
    consent.withdrawn_at, consent.withdrawn_by_id = timezone.now(), who.id
    consent.why = why or None
    consent.save(update_fields=["withdrawn_at", "withdrawn_by", "why"])
    told(who, known, Verb.WRITE, part="consent", purpose=purpose.value, withdrawn=True)
