"""A part of a clinic's trail, and whether it is whole. Reading it is itself recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Verb
from backcheck.web.audit.queries import events_about, events_of
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.queries import accounts_of
from backcheck.web.clinics.roles import Role
from backcheck.web.patients.known import Known

from .asked import PAGE, Asked

_CHUNK = 2_000


def part(who: Member, asked: Asked) -> tuple[Sequence[Any], int | None]:
    """The events that were asked for, the latest first, and from where the next part goes on."""
    record(
        verb=Verb.READ, what=_trail(who), clinic=who.clinic, details=asked.details, by=who.person
    )
    rows = list(_events(who.clinic, asked)[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].number if len(rows) > PAGE else None


def whole(who: Member, asked: Asked) -> Iterator[Any]:
    """All of them, in flat memory."""
    record(
        verb=Verb.EXPORT, what=_trail(who), clinic=who.clinic, details=asked.details, by=who.person
    )
    return _events(who.clinic, asked).iterator(chunk_size=_CHUNK)


def about(who: Member, patient: Known) -> Sequence[Any]:
    """Every event about a patient, the latest first; that somebody asked is the first of them."""
    record(
        verb=Verb.READ,
        what=patient.item,
        clinic=who.clinic,
        details={"part": "who_looked"},
        by=who.person,
    )
    return list(events_about(who.clinic, patient.item))


def roles_of(clinic: UUID) -> Mapping[str, Role]:
    """What everybody of a clinic is now, by their id."""
    return {str(each.pk): Role(each.role) for each in accounts_of(clinic)}


def people_of(clinic: UUID) -> Sequence[tuple[str, str]]:
    """Everybody of a clinic, to choose from."""
    return [(str(each.pk), each.name) for each in accounts_of(clinic)]


def _events(clinic: UUID, asked: Asked) -> Any:
    rows = events_of(clinic)
    if asked.person:
        rows = rows.filter(who_id=asked.person)
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.first:
        rows = rows.filter(at__gte=_midnight(asked.first))
    if asked.last:
        rows = rows.filter(at__lt=_midnight(asked.last + timedelta(days=1)))
    return rows.filter(number__lt=asked.before) if asked.before else rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _trail(who: Member) -> Item:
    return Item("trail", str(who.clinic))
