"""Reading the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from uuid import UUID

from django.db.models import QuerySet

from .chain import Link
from .event import Item
from .models import AuditEvent

_ROWS = 2_000
_FIELDS = [each.name for each in fields(Link)]


def last_event() -> AuditEvent | None:
    """The end of the trail; None while it is empty."""
    return AuditEvent.objects.order_by("-number").first()


def is_empty() -> bool:
    """Whether nothing was ever recorded; no event is read, so it holds for a damaged trail too."""
    return not AuditEvent.objects.exists()


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
