"""Who looked at a record, in words a patient understands: a line a day, person and act. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from backcheck.knowledge.wording import MissingSentence
from backcheck.web.audit.event import Verb
from backcheck.web.clinics.roles import Role
from backcheck.web.kit.words import words

from .told import GRAVE, Event, named


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody did on a day, and at what times."""

    day: date
    who: str
    role: str
    did: str
    times: Sequence[datetime]
    is_grave: bool


def looks(events: Iterable[Event], roles: Mapping[str, Role]) -> Sequence[Looked]:
    """The latest day first; within a day by the first time; none is left out."""
    grouped: dict[tuple[date, str, str, str], list[datetime]] = {}
    for each in sorted(events, key=lambda event: event.number):
        at = timezone.localtime(each.at)
        key = (at.date(), each.who_id, each.who_name, each.verb)
        grouped.setdefault(key, []).append(at)
    found = [_look(key, times, roles) for key, times in grouped.items()]
    return sorted(found, key=lambda look: look.day, reverse=True)


def _look(
    key: tuple[date, str, str, str], times: Sequence[datetime], roles: Mapping[str, Role]
) -> Looked:
    day, who_id, name, verb = key
    who = name if who_id else named("process", name)
    role = words(f"trail.role.{roles[who_id].value}") if who_id in roles else ""
    return Looked(day, who, role, _did(verb), times, verb in GRAVE)


def _did(verb: str | Verb) -> str:
    try:
        return words(f"trail.did.{verb}")
    except MissingSentence:
        return named("verb", verb)
