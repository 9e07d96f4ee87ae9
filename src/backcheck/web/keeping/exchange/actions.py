"""Giving a clinic away. It is recorded before the first byte leaves, and the file holds that."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Actor, Item, Verb

from .exporting import exported
from .streaming import Streamed


def give(clinic: UUID, by: Actor) -> Iterator[bytes]:
    """The bytes of the export, to be asked for in this thread."""
    record(verb=Verb.EXPORT, what=Item("clinic", str(clinic)), clinic=clinic, by=by)
    return exported(clinic, timezone.now())


def give_streamed(clinic: UUID, by: Actor) -> Streamed:
    """The same for a page, whose server asks from whatever thread it likes."""
    record(verb=Verb.EXPORT, what=Item("clinic", str(clinic)), clinic=clinic, by=by)
    return Streamed(lambda: exported(clinic, timezone.now()))
