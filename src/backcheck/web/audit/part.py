"""Is the part of the trail that is shown as it was written? The whole is verified by a command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from django.conf import settings

from .chain import START, Link, mac
from .keys import trail_key
from .models import AuditEvent

_FIELDS = [each.name for each in fields(Link)]


def first_broken(events: Sequence[AuditEvent]) -> int | None:
    """The smallest number among events that were changed or don't follow the one before.

    Link by link: an event that was taken out shows in the one after it, wherever that is shown;
    a number that is missing at the end of the trail doesn't.

    Raises:
        KeyTrouble: the key of the trail can't be used.
    """
    if not events:
        return None
    key, before = trail_key(settings.KEYS_FOLDER), _before(events)
    wrong = [
        each.number
        for each in events
        if each.mac != mac(_link(each), key) or each.previous_mac != before.get(each.number - 1)
    ]
    return min(wrong, default=None)


def _before(events: Sequence[AuditEvent]) -> dict[int, str]:
    """The codes of the events before these, whichever clinic's they are."""
    numbers = [each.number - 1 for each in events]
    rows = AuditEvent.objects.filter(number__in=numbers).values_list("number", "mac")
    return {0: START, **dict(rows)}


def _link(event: AuditEvent) -> Link:
    return Link(**{name: getattr(event, name) for name in _FIELDS})
