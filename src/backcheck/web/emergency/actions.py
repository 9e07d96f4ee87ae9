"""Setting the numbers of a clinic. What changes is recorded in the trail."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from backcheck.web.audit.actions import Detail, record
from backcheck.web.audit.event import Item, Verb
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.models import Clinic

from .kinds import LineKind
from .models import EmergencyLine


@transaction.atomic
def set_lines(who: Member, numbers: Mapping[LineKind, str]) -> None:
    """Make these the clinic's numbers; an empty one takes the number away. No change, no event."""
    Clinic.objects.select_for_update().get(pk=who.clinic)
    now = timezone.now()
    changed: dict[str, Detail] = {}
    for kind, number in numbers.items():
        standing = EmergencyLine.objects.filter(clinic=who.clinic, kind=kind.value, ended_at=None)
        row = standing.first()
        if number == (row.number if row else ""):
            continue
        changed[kind.value] = number or None
        if row is not None:
            row.ended_at, row.ended_by_id = now, who.id
            row.save(update_fields=["ended_at", "ended_by"])
        if number:
            EmergencyLine.objects.create(
                clinic_id=who.clinic, kind=kind.value, number=number, set_at=now, set_by_id=who.id
            )
    if changed:
        what = Item("emergency_lines", str(who.clinic))
        record(verb=Verb.WRITE, what=what, clinic=who.clinic, details=changed, by=who.person)
