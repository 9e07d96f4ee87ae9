"""An event in words of the reader's language. What has no words yet is shown as it is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.utils import timezone

from backcheck.knowledge.wording import MissingSentence
from backcheck.web.audit.event import Verb
from backcheck.web.kit.words import words

GRAVE = frozenset({"refused", "sign_in_failed", "locked_out"})
_SHOWN = 8  # letters of an id: enough to tell two apart on a page


class Event(Protocol):
    """An event as the trail hands it out."""

    number: int
    at: datetime
    who_id: str
    who_name: str
    verb: str
    object_kind: str
    object_id: str
    details: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as a page shows it."""

    number: int
    at: datetime
    who: str
    verb: str
    kind: str
    id: str
    short: str
    details: str
    is_grave: bool


def tell(event: Event) -> Told:
    """An event in words: who, what kind of act, on what."""
    return Told(
        number=event.number,
        at=timezone.localtime(event.at),
        who=_who(event),
        verb=named("verb", event.verb),
        kind=named("kind", event.object_kind),
        id=event.object_id,
        short=_short(event),
        details=_details(event.details),
        is_grave=event.verb in GRAVE,
    )


def named(of: str, value: str | Verb) -> str:
    """The words of a verb, of a kind of object, or of an act."""
    try:
        return words(f"trail.{of}.{value}")
    except MissingSentence:
        return str(value)


def _who(event: Event) -> str:
    return event.who_name if event.who_id else named("process", event.who_name)


def _short(event: Event) -> str:
    """What it was done on: an act by its name, a row by the beginning of its id."""
    if event.object_kind == "act":
        return named("act", event.object_id)
    try:
        return str(UUID(event.object_id))[:_SHOWN]
    except ValueError:
        return event.object_id


def _details(kept: str) -> str:
    try:
        found = json.loads(kept)
    except ValueError:
        return kept
    if not isinstance(found, dict):
        return kept
    return ", ".join(f"{name}: {_value(value)}" for name, value in found.items())


def _value(value: object) -> str:
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)
