"""Taking a patient's row for a change, and telling the trail of it."""

from __future__ import annotations

from django.utils import timezone

from backcheck.web.audit.actions import Detail, record
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.member import Member

from .kinds import State
from .known import Known
from .models import Patient


class ChangedMeanwhile(Exception):
    """Somebody else changed it after the form was shown."""


class ClosedMeanwhile(Exception):
    """The record was locked away or erased after the page was shown, or what it names is gone."""


def held(known: Known, *states: State) -> Patient:
    """The row, held for the rest of the transaction; open unless other states are said.

    Raises:
        ClosedMeanwhile: it is in another state now.
    """
    wanted = [state.value for state in states or (State.OPEN,)]
    rows = Patient.objects.select_for_update().filter(clinic=known.clinic, state__in=wanted)
    found = rows.filter(pk=known.id).first()
    if found is None:
        raise ClosedMeanwhile
    return found


def was_in_contact(patient: Patient) -> None:
    """Something was written into the record: it is kept so much longer."""
    today = timezone.localdate()
    patient.last_contact_on = max(patient.last_contact_on or today, today)
    patient.save(update_fields=["last_contact_on"])


def told(who: Member, known: Known, verb: Verb, **details: Detail) -> None:
    """Tell the trail, last in the transaction. Details are kinds and counts, never contents."""
    record(verb=verb, what=known.item, clinic=known.clinic, details=details, by=who.person)
