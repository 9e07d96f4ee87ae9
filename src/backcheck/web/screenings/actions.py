"""Keeping a screening, and recording what ends open signs. Nothing of either is changed later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from backcheck.knowledge.screening.open_flags import Way
from backcheck.knowledge.screening.said import Said
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member
from backcheck.web.patients.holding import ChangedMeanwhile, held, told, was_in_contact
from backcheck.web.patients.known import Known

from .kept import Answered, answered_text, said_text
from .models import Clearance, Screening
from .queries import how_many


@transaction.atomic
def keep(who: Member, known: Known, key: UUID, answered: Answered, said: Said) -> UUID:
    """Keep a screening as it was answered and told, under the key that its form was shown with;
    its key.

    Sent twice at once, it is one; a key that is in use otherwise is replaced by a new one.
    """
    patient, answers = held(known), answered_text(answered)
    if kept := Screening.objects.filter(pk=key).first():
        if (kept.clinic_id, kept.patient_id, kept.answers) == (known.clinic, known.id, answers):
            return key
        key = uuid4()
    row = Screening(
        id=key,
        clinic_id=known.clinic,
        patient=patient,
        asked_at=timezone.now(),
        asked_by_id=who.id,
        level=said.level.name,
        rules_version=said.rules_version,
        answers=answers,
        said=said_text(said),
    )
    row.save(force_insert=True)
    was_in_contact(patient)
    told(who, known, Verb.WRITE, part="screening", screening=str(key), rules=said.rules_version)
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What is to end open signs: of which rules, how, and what is written down about it.

    ``doctor`` and ``seen_on`` are of a doctor's assessment alone.
    """

    way: Way
    rules: Sequence[str]
    text: str
    doctor: str = ""
    seen_on: date | None = None

    @property
    def until(self) -> datetime:
        """What was raised later is not ended: nobody assesses what hasn't been said yet."""
        now = timezone.now()
        if self.seen_on is None:
            return now
        next_day = datetime.combine(self.seen_on + timedelta(days=1), time())
        of_day = timezone.make_aware(next_day) - timedelta(microseconds=1)
        return min(now, of_day)


@transaction.atomic
def clear(who: Member, known: Known, ending: Ending, seen_screenings: int) -> None:
    """Record that a doctor has assessed open signs, or that a practitioner steps them down. A step
    down ends no emergency and no same-day sign, whatever it names.

    Args:
        seen_screenings: how many screenings whoever records it had seen.

    Raises:
        ChangedMeanwhile: somebody asked again after the form was shown.
        ClosedMeanwhile: the record isn't open any more.
    """
    patient = held(known)
    if how_many(known) != seen_screenings:
        raise ChangedMeanwhile
    row = Clearance(
        clinic_id=known.clinic,
        patient=patient,
        way=ending.way.value,
        until=ending.until,
        recorded_at=timezone.now(),
        recorded_by_id=who.id,
        rules="\n".join(ending.rules),
        doctor=ending.doctor or None,
        seen_on=ending.seen_on,
        text=ending.text,
    )
    row.save(force_insert=True)
    was_in_contact(patient)
    told(who, known, Verb.WRITE, part="clearance", way=ending.way.value, clearance=str(row.pk))
