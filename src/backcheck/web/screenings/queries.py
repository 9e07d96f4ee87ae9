"""Reading screenings, patient by patient, within a clinic. Who shows them tells the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from backcheck.knowledge.dials import WarningSigns
from backcheck.knowledge.screening import open_flags as flags
from backcheck.knowledge.screening.given import Context
from backcheck.knowledge.screening.given import Sex as SexAsked
from backcheck.knowledge.screening.open_flags import Asked, OpenFlag, Sign, Way
from backcheck.knowledge.screening.rules import rules
from backcheck.web.patients.known import Known
from backcheck.web.patients.queries import day, identity_of

from .kept import KeptScreening, answered_from, said_from
from .models import Clearance, Screening

_DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class KeptClearance:
    """What ended open signs, as it was recorded."""

    id: UUID
    way: Way
    rules: tuple[str, ...]
    until: datetime
    doctor: str
    seen_on: date | None
    text: str
    recorded_at: datetime
    recorded_by: str


def kept_screening(known: Known, screening: UUID) -> KeptScreening | None:
    """One kept screening of this patient: its level, the reasons, the version, when. None where
    there is none of this key."""
    row = _rows(known).filter(pk=screening).first()
    return _kept(row) if row else None


def screenings_of(known: Known) -> Sequence[KeptScreening]:
    """Every screening of this patient, the latest first."""
    return [_kept(row) for row in _rows(known)]


def latest_screening(known: Known) -> KeptScreening | None:
    """The last one; None where nobody has asked yet."""
    row = _rows(known).first()
    return _kept(row) if row else None


def how_many(known: Known) -> int:
    """How often somebody asked."""
    return int(_rows(known).count())


def clearances_of(known: Known) -> Sequence[KeptClearance]:
    """What ended open signs, the latest first."""
    rows = Clearance.objects.filter(clinic=known.clinic, patient=known.id)
    return [_clearance(row) for row in rows.select_related("recorded_by").order_by("-recorded_at")]


def flags_of(known: Known) -> tuple[OpenFlag, ...]:
    """The warning signs of this patient that are open now."""
    return open_of(screenings_of(known), clearances_of(known))


def open_of(
    screenings: Sequence[KeptScreening], clearances: Sequence[KeptClearance]
) -> tuple[OpenFlag, ...]:
    """The same, of what was read already."""
    cleared = [flags.Cleared(each.until, each.way, frozenset(each.rules)) for each in clearances]
    return flags.open_flags([as_asked(each) for each in screenings], cleared)


def warning_signs_of(known: Known) -> WarningSigns:
    """What the alarm is told about this patient today."""
    screenings, today = screenings_of(known), timezone.localdate()
    of_today = [e for e in screenings if timezone.localtime(e.asked_at).date() == today]
    return flags.warning_signs([as_asked(each) for each in of_today], flags_of(known))


def as_asked(kept: KeptScreening) -> Asked:
    """A screening as far as signs go."""
    signs = tuple(Sign(reason.rule, reason.level) for reason in kept.said.reasons)
    is_whole = not set(kept.said.unanswered) & set(rules().emergency_questions)
    return Asked(kept.asked_at, signs, is_whole)


def person_of(known: Known) -> Context:
    """What the record knows of the person: age and sex. The rest is asked."""
    identity = identity_of(known)
    born_on = day(identity.born_on) if identity else None
    age = (timezone.localdate() - born_on).days / _DAYS_OF_A_YEAR if born_on else None
    sexes = {each.value: each for each in SexAsked}
    return Context(age=age, sex=sexes.get(known.sex.value))


def _rows(known: Known) -> Any:
    rows = Screening.objects.filter(clinic=known.clinic, patient=known.id)
    return rows.select_related("asked_by").order_by("-asked_at", "pk")


def _kept(row: Screening) -> KeptScreening:
    return KeptScreening(
        id=row.pk,
        patient=row.patient_id,
        asked_at=row.asked_at,
        asked_by=row.asked_by.name,
        rules_version=row.rules_version,
        answered=answered_from(row.answers),
        said=said_from(row.said),
    )


def _clearance(row: Clearance) -> KeptClearance:
    return KeptClearance(
        id=row.pk,
        way=Way(row.way),
        rules=tuple(str(row.rules).split("\n")),
        until=row.until,
        doctor=row.doctor or "",
        seen_on=row.seen_on,
        text=row.text,
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.name,
    )
