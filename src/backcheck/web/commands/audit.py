"""``backcheck audit verify``: is the trail of this installation whole?"""

from __future__ import annotations

import os
from collections.abc import Iterator

import django

from backcheck.web.audit.chain import START, Link
from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.verify import Broken, Whole, verify
from backcheck.web.configuration.configuration import Configuration
from backcheck.web.configuration.databases import FILE


class NoTrail(Exception):
    """There is no trail to be read; the message says what to do."""


def verify_trail(configuration: Configuration, head: str | None = None) -> Whole | Broken:
    """Follow the whole trail of an installation, which goes on being written meanwhile.

    Args:
        configuration: where it is kept.
        head: the code of an event that has to be there.

    Raises:
        NoTrail: there is no database, or none that can be read.
        KeyTrouble: the key of the trail can't be used.
    """
    file = configuration.data / FILE
    if configuration.database is None and not file.exists():
        raise NoTrail(f"there is no database yet: {file}; BACKCHECK_DATA names its folder")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backcheck.web.settings")
    django.setup()
    from django.db import Error  # noqa: PLC0415 after the set-up

    try:
        return _verified(configuration, head)
    except Error as error:
        raise NoTrail(f"the database can't be read: {str(error).strip()}") from error


def _verified(configuration: Configuration, head: str | None) -> Whole | Broken:
    from backcheck.web.audit.queries import end  # noqa: PLC0415 after the set-up

    if not _has_trail():
        raise NoTrail("the database holds no trail; BACKCHECK_DATABASE or BACKCHECK_DATA names it")
    if end() == (0, START):  # nothing was written yet, so there need not be a key
        return verify((), b"", head)
    found = _Reading()
    try:
        return verify(found, trail_key(configuration.keys), head)
    except (ValueError, TypeError):  # what stands there is not even of its kind
        return Broken(found.number, f"event {found.number} can't be read")


def _has_trail() -> bool:
    from django.db import connection  # noqa: PLC0415 after the set-up

    return "audit_event" in connection.introspection.table_names()


class _Reading:
    """The trail, and the number of the event that is read."""

    def __init__(self) -> None:
        self.number = 1

    def __iter__(self) -> Iterator[tuple[Link, str]]:
        from backcheck.web.audit.queries import links  # noqa: PLC0415 after the set-up

        for each in links():
            yield each
            self.number += 1


def told(found: Whole) -> str:
    """The answer in one line; the head is what to write down elsewhere."""
    head = "" if found.head == START else f", head {found.head}"
    return f"The trail is whole: {found.events} events{head}"
