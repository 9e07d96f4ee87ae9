"""A clinic with something to lose, on either database, and everything that is in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Person, Verb
from backcheck.web.configuration.configuration import Configuration
from backcheck.web.configuration.reading import read
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.recovery import FILE as RECOVERY
from backcheck.web.sealing.recovery import make_recovery
from backcheck.web.sealing.seal import seal
from tests.support.databases import opened

NAME = "נועה בן־דוד"
SESSIONS = "a-secret-for-sessions-" * 3
ROWS = 300
EVENTS = 25
PLACE = "probe_person.name:{}"


def configured(environment: Mapping[str, str], **more: str) -> Configuration:
    return read({**environment, **more}, None)


def seed(environment: Mapping[str, str]) -> str:
    """Keys, tables with rows of every kind, and a trail; the text on the recovery paper."""
    configuration = configured(environment)
    ring = keyring_file.opened(configuration.keys / keyring_file.FILE, date(2026, 6, 1))
    paper, file = make_recovery(ring)
    _private(configuration.keys / RECOVERY, file)
    _private(configuration.keys / "session.key", SESSIONS.encode())
    with opened(environment):
        _tables()
        with connection.cursor() as cursor:
            for number in range(ROWS):
                sealed = seal(ring, f"{NAME} {number}", PLACE.format(number))
                cursor.execute(
                    "INSERT INTO probe_person VALUES (%s, %s, %s)",
                    [number, sealed, None if number % 7 else -1.25],
                )
                cursor.execute("INSERT INTO probe_diary VALUES (%s, %s)", [number, number])
        for number in range(EVENTS):
            record(verb=Verb.READ, what=Item("patient", f"p{number}"), by=Person("u1", "Dana"))
    return paper


def _private(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    path.chmod(0o600)


def _tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE probe_person (id integer PRIMARY KEY, name text, score double precision)"
        )
        cursor.execute(
            "CREATE TABLE probe_diary (id integer PRIMARY KEY, person integer NOT NULL "
            "REFERENCES probe_person (id))"
        )


def everything(environment: Mapping[str, str]) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with opened(environment):
        found = {}
        for table in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                found[table] = sorted(cursor.fetchall(), key=repr)
        return found


def rows_of() -> dict[str, dict[str, list[Any]]]:
    """Every row of every table of the database that is talked to, a list for each column."""
    found = {}
    for table in sorted(connection.introspection.table_names()):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = [each[0] for each in cursor.description]
            rows = sorted(cursor.fetchall(), key=repr)
        found[table] = {name: [row[at] for row in rows] for at, name in enumerate(columns)}
    return found
