"""What the list of patients costs in a clinic of many, and what overwriting deleted rows costs.

    python -m benchmarks.patients [PEOPLE]

Prints the tables of benchmarks/patients.md. The databases are temporary.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

FIRST = ("משה", "Dana", "יוסף", "Noa", "רחל", "John", "מרים")
LAST = ("כהן", "Levi", "בן-דוד", "O'Neill", "מזרחי", "Schmidt")
TIMES, FEW = 3, 100
SOUGHT = (
    ("the beginning of a name", "כה מש 41"),
    ("one letter", "ד"),
    ("a whole name", "Dana Levi 1"),
    ("a phone number", "052-555-0042"),
    ("nobody", "zzz"),
)


def main(people: int) -> None:
    home = Path(tempfile.mkdtemp(prefix="backcheck-benchmark-"))
    (home / "data").mkdir()
    os.environ["BACKCHECK_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "backcheck.web.settings"
    import django  # noqa: PLC0415 the settings are named first

    django.setup()
    _measure(home, people)


def _measure(home: Path, people: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection, transaction  # noqa: PLC0415

    from backcheck.web.patients.actions import Who, register  # noqa: PLC0415
    from backcheck.web.patients.ending import erase  # noqa: PLC0415
    from backcheck.web.patients.queries import newest  # noqa: PLC0415
    from backcheck.web.patients.searching import search  # noqa: PLC0415
    from backcheck.web.sealing import keyring_file  # noqa: PLC0415
    from tests.support.patients import member  # noqa: PLC0415
    from tests.support.team import make_team  # noqa: PLC0415

    keyring_file.opened(home / "keys" / keyring_file.FILE, date(2026, 1, 1))
    call_command("migrate", verbosity=0)
    who = member(make_team("North"))

    def fill(start: int, count: int) -> None:
        for n in range(start, start + count):
            name = Who(given_name=FIRST[n % 7], family_name=f"{LAST[n % 6]} {n}")
            register(who, name, f"052-555-{n:04}")

    with transaction.atomic():
        fill(0, people)
    print(f"| {people:,} people | ms of one core |\n|---|---:|")
    print(f"| the list of the newest | {_ms(lambda: newest(who.clinic)):.0f} |")
    for what, typed in SOUGHT:
        print(f"| search: {what} | {_ms(lambda typed=typed: search(who.clinic, typed, 50)):.0f} |")
    print(f"\n| register {FEW} and erase them, a transaction each | ms of one core, each |")
    print("|---|---:|")
    for mode in ("OFF", "ON", "OFF", "ON"):
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA secure_delete={mode}")
        began = time.process_time()
        for n in range(FEW):
            erase(who, register(who, Who(given_name=f"{FIRST[n % 7]} {mode}")))
        print(f"| secure_delete {mode} | {(time.process_time() - began) / FEW * 1e3:.1f} |")


def _ms(ask: Callable[[], object]) -> float:
    def once() -> float:
        began = time.process_time()
        ask()
        return (time.process_time() - began) * 1e3

    return median(once() for _ in range(TIMES))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
