"""Writing the trail: one way, and only to its end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from .chain import Link, mac
from .event import Actor, Item, Person, Verb
from .keys import make_trail_key, trail_key
from .models import AuditEvent
from .queries import end

Detail = str | int | bool | None
_DETAILS_LETTERS = 2_000
_TURN = 0x0BAC_CEC4  # the advisory lock of the trail: any number that nothing else here takes


@transaction.atomic
def record(
    *,
    verb: Verb,
    what: Item,
    clinic: UUID | None = None,
    details: Mapping[str, Detail] | None = None,
    by: Actor,
) -> AuditEvent:
    """Put an event at the end of the trail, in the transaction of the caller.

    Until that transaction ends nobody else writes an event, so that no two follow the same one;
    record last, and keep it short. What is rolled back leaves no event: a refusal that has to be
    seen is recorded outside of what it refused.

    Args:
        verb: what was done.
        what: on what.
        clinic: whose; None for what concerns the whole installation.
        details: a few short facts, why for one; never clinical text, never a patient's name.
        by: who did it.

    Raises:
        KeyTrouble: the key of the trail can't be used.
    """
    if not isinstance(by, Actor):
        raise TypeError("an event needs somebody who did it: a Person or a Process")
    _take_turn()
    last, before = end()
    key = trail_key(settings.KEYS_FOLDER) if last else make_trail_key(settings.KEYS_FOLDER)
    link = Link(
        number=last + 1,
        at=timezone.now(),
        clinic=clinic,
        who_id=by.id if isinstance(by, Person) else "",
        who_name=by.name,
        verb=verb.value,
        object_kind=what.kind,
        object_id=what.id,
        details=details_text(details or {}),
        previous_mac=before,
    )
    return AuditEvent.objects.create(**asdict(link), mac=mac(link, key))


def details_text(details: Mapping[str, Detail]) -> str:
    """Details as they are kept: JSON in ASCII, keys in order, so that it stays as it was signed."""
    for name, value in details.items():
        if not isinstance(value, Detail):
            raise TypeError(f"details: {name} is no text, whole number, yes or no, or nothing")
    text = json.dumps(dict(details), sort_keys=True, separators=(",", ":"))
    if len(text) > _DETAILS_LETTERS:
        raise ValueError(f"details: more than {_DETAILS_LETTERS} letters")
    return text


def _take_turn() -> None:
    """Wait until nobody else appends. SQLite's transactions, which begin at once, see to it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
