"""Reading the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from uuid import UUID

from django.db.models import QuerySet

from .chain import START, Link
from .event import Item
from .models import AuditEvent, ImportedEvent

_ROWS = 2_000
_FIELDS = [each.name for each in fields(Link)]


def end() -> tuple[int, str]:
    """The number and the code of the last event; of none while the trail is empty."""
    last = AuditEvent.objects.order_by("-number").values_list("number", "mac").first()
    return last or (0, START)


def events_of(clinic: UUID) -> QuerySet[AuditEvent]:
    """What happened in a clinic, the latest first."""
    return AuditEvent.objects.filter(clinic=clinic).order_by("-number")


def events_about(clinic: UUID, what: Item) -> QuerySet[AuditEvent]:
    """What was done with something of a clinic, the latest first."""
    return events_of(clinic).filter(object_kind=what.kind, object_id=what.id)


def links() -> Iterator[tuple[Link, str]]:
    """The whole trail for ``verify``, from its first event on, in flat memory."""
    rows = AuditEvent.objects.order_by("number").values_list(*_FIELDS, "mac")
    for *values, mac in rows.iterator(chunk_size=_ROWS):
        yield Link(**dict(zip(_FIELDS, values, strict=True))), mac


def imported_events_of(clinic: UUID) -> QuerySet[ImportedEvent]:
    """What happened in a clinic before it was imported, the earliest first."""
    return ImportedEvent.objects.filter(clinic=clinic).order_by("chain", "number")
