"""``kill -9`` while a database is brought up to this release: begun again, it is whole.

The database is one of an older release: the tables of patients and of keeping aren't there yet,
people and a trail are. Every round begins with it, ends the upgrade at a random moment, sometimes
twice, and lets the next one come to its end.

    python -m drills.upgrade sqlite 20
    python -m drills.upgrade postgresql 20
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from random import Random

from drills.found import damage, trail
from drills.installation import (
    KINDS,
    NAME,
    READY,
    SKIPPED,
    Installation,
    installation,
    surroundings,
)
from drills.people import signed_in
from tests.support import postgres

EVENTS = 200
LATER = ("keeping", "patients")
KEPT = ("clinics_clinic", "clinics_account", "django_session", "mfa_authenticator", "audit_event")


class Older:
    """The database of an older release, which can be had again."""

    def __init__(self, place: Installation) -> None:
        from django.core.management import call_command  # noqa: PLC0415

        self._place = place
        self._copy = place.home / "older"
        signed_in("Drill", (), ())
        _record(EVENTS)
        for app in LATER:
            call_command("migrate", app, "zero", verbosity=0)
        self.rows = _rows()
        _close()
        if place.cluster is None:
            shutil.copytree(place.file.parent, self._copy)
        else:
            copied = f"CREATE DATABASE older TEMPLATE {NAME}"
            postgres.administer(place.cluster.folder, copied)

    def put_back(self) -> None:
        """As it was before any upgrade."""
        if self._place.cluster is None:
            shutil.rmtree(self._place.file.parent)
            shutil.copytree(self._copy, self._place.file.parent)
        else:
            folder = self._place.cluster.folder
            postgres.administer(folder, f"DROP DATABASE {NAME} WITH (FORCE)")
            postgres.administer(folder, f"CREATE DATABASE {NAME} TEMPLATE older")


def upgrade(kill_after_s: float | None = None) -> tuple[int, float, str]:
    """Exit code, how long it took from its beginning, and what it said on stderr."""
    process = subprocess.Popen(
        [sys.executable, "-c", READY],
        env=surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    began = time.monotonic()
    try:
        _, told = process.communicate(timeout=kill_after_s)
    except subprocess.TimeoutExpired:
        process.kill()
        _, told = process.communicate()
    return process.returncode, time.monotonic() - began, told


def drill(kind: str, count: int, seed: int) -> int:
    """Do it, and print what was found as it goes; how many rounds went wrong."""
    print(f"kill -9 of upgrades on {kind}, {count} rounds, seed {seed}", flush=True)
    chance, wrong, killed, put_back = Random(seed), 0, 0, 0
    with installation(kind) as place:
        older = Older(place)
        code, takes_s, told = upgrade()
        assert code == 0, told
        for number in range(1, count + 1):
            older.put_back()
            for _ in range(1 + (chance.random() < 1 / 3)):
                killed += upgrade(chance.uniform(0, takes_s))[0] == -9
            code, _, told = upgrade()
            put_back += "as it was before." in told
            found = [*_faults(place, older)] if code == 0 else [told]
            wrong += bool(found)
            for fault in found:
                print(f"round {number}: {fault}", flush=True)
            if number % 5 == 0 or number == count:
                print(
                    f"{number} rounds: {killed} upgrades killed (one takes {takes_s:.1f} s), "
                    f"{put_back} times the database was put back, {wrong} rounds wrong; load "
                    f"{os.getloadavg()[0]:.1f}",
                    flush=True,
                )
    return wrong


def _faults(place: Installation, older: Older) -> Iterator[str]:
    from backcheck.web.commands.migrations import pending  # noqa: PLC0415

    try:
        yield from damage()
        yield from trail(place.home)
        yield from (f"not applied: {name}" for name in pending())
        for table, rows in _rows().items():
            if not older.rows[table] <= rows:
                yield f"{table} lost {len(older.rows[table] - rows)} rows"
        yield from (f"left behind: {file}" for file in place.file.parent.glob("*upgrade*"))
    finally:
        _close()


def _rows() -> dict[str, set[str]]:
    """Every row of what was there before, as text."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        return {
            table: {repr(row) for row in cursor.execute(f"SELECT * FROM {table}").fetchall()}
            for table in KEPT
        }


def _record(count: int) -> None:
    from backcheck.web.audit.actions import record  # noqa: PLC0415
    from backcheck.web.audit.event import Item, Process, Verb  # noqa: PLC0415

    for number in range(count):
        record(verb=Verb.WRITE, what=Item("entry", str(number)), by=Process("drill"))


def _close() -> None:
    from django.db import connection  # noqa: PLC0415

    connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m drills.upgrade")
    parser.add_argument("database", choices=KINDS)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    asked = parser.parse_args()
    try:
        return min(drill(asked.database, asked.rounds, asked.seed), 1)
    except postgres.NoServer as reason:
        print(reason, file=sys.stderr)
        return SKIPPED


if __name__ == "__main__":
    sys.exit(main())
