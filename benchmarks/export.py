"""What an export of a whole clinic costs, against SQLite's own copy of the same database.

    python -m benchmarks.export [PATIENTS]

Prints the table of benchmarks/export.md. Each is done by a process of its own, in turn, three
times, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROUNDS = 3
STEPS = {
    "nothing": "start Python and Django, and end",
    "copy": "SQLite's `.backup`",
    "export": "export",
    "import": "import into an empty installation",
}


def main(patients: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _child(home, "seed", str(patients))
        rows: dict[str, list[tuple[float, int]]] = {step: [] for step in STEPS}
        for _ in range(ROUNDS):
            for step in STEPS:
                rows[step].append(_child(home, step))
        size = (home / "data/backcheck.sqlite3").stat().st_size
        print(f"{patients:,} patients, database {size:,} bytes, ", end="")
        print(f"export {(home / 'clinic.zip').stat().st_size:,} bytes\n")
        print("| what | seconds | x `.backup` | peak memory |\n|---|---:|---:|---:|")
        base = min(seconds for seconds, _ in rows["copy"])
        for step, told in STEPS.items():
            seconds, peak = min(rows[step])
            print(f"| {told} | {seconds:.2f} | {seconds / base:.0f} | {peak / 1e6:.0f} MB |")


def _child(home: Path, *step: str) -> tuple[float, int]:
    """Seconds of the step alone, and the most memory of its process in bytes."""
    environment = {**os.environ, "BACKCHECK_HOME": str(home)}
    command = [sys.executable, "-m", "benchmarks.export", "--child", *step]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    seconds, peak = said.stdout.split()
    return float(seconds), int(peak)


def _step(step: str, *more: str) -> None:
    home = Path(os.environ["BACKCHECK_HOME"])
    if step == "import":
        os.environ["BACKCHECK_HOME"] = tempfile.mkdtemp(dir=home)
    from backcheck.web.commands.installation import ready  # noqa: PLC0415
    from backcheck.web.configuration.reading import here  # noqa: PLC0415

    ready(here())
    began = time.perf_counter()
    if step == "seed":
        _seed(int(more[0]))
    elif step == "copy":
        _copy(home)
    elif step == "export":
        _export(home)
    elif step == "import":
        from backcheck.web.keeping.exchange.importing import take  # noqa: PLC0415

        take(home / "clinic.zip")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024  # kibibytes, on Linux
    print(time.perf_counter() - began, peak)


def _copy(home: Path) -> None:
    target = home / "copy.sqlite3"
    target.unlink(missing_ok=True)
    source, to = sqlite3.connect(home / "data/backcheck.sqlite3"), sqlite3.connect(target)
    source.backup(to)
    to.close()


def _export(home: Path) -> None:
    from backcheck.web.audit.event import Process  # noqa: PLC0415
    from backcheck.web.clinics.queries import clinics  # noqa: PLC0415
    from backcheck.web.keeping.exchange.actions import give  # noqa: PLC0415
    from backcheck.web.keeping.exchange.to_file import write  # noqa: PLC0415

    target = home / "clinic.zip"
    target.unlink(missing_ok=True)
    write(target, give(clinics()[0][0], Process("export")))


def _seed(patients: int) -> None:
    """Patients with a name, a number, a telephone, a note, a consent and two events each."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from backcheck.web.audit.actions import record  # noqa: PLC0415
    from backcheck.web.audit.event import Item, Person, Verb  # noqa: PLC0415
    from backcheck.web.clinics.models import Account, Clinic  # noqa: PLC0415
    from backcheck.web.patients import models, pseudonym  # noqa: PLC0415
    from backcheck.web.sealing.in_use import keyring  # noqa: PLC0415

    now, day = timezone.now(), date(2026, 6, 1)
    with transaction.atomic():
        clinic = Clinic.objects.create(name="Bench", made_at=now)
        owner = Account.objects.create(
            clinic=clinic, role="owner", username="o", name="Owner", language="en", made_at=now
        )
        for number in range(patients):
            name = "".join(pseudonym.LETTERS[number // 14**place % 14] for place in range(6))
            patient = models.Patient.objects.create(
                clinic=clinic, pseudonym=name, registered_at=now, last_contact_on=day
            )
            of = {"clinic": clinic, "patient": patient}
            identity = models.Identity(
                **of,
                given_name=f"דנה {number}",
                family_name="כהן־לוי",
                identity_number=f"{number:09}",
                born_on="1980-03-01",
                language="he",
            )
            identity.retoken(keyring())
            identity.save()
            contact = models.Contact(**of, kind="mobile", value=f"050-{number:07}", added_at=now)
            contact.retoken(keyring())
            contact.save()
            text = f"Worse when sitting; better after a walk. {number} " * 5
            models.Note.objects.create(**of, text=text, written_at=now, written_by=owner)
            models.Consent.objects.create(
                **of,
                purpose="treatment",
                version=1,
                language="he",
                how="paper",
                given_on=day,
                recorded_at=now,
                recorded_by=owner,
            )
            for verb in (Verb.WRITE, Verb.READ):
                what = Item("patient", str(patient.pk))
                record(verb=verb, what=what, clinic=clinic.pk, by=Person(str(owner.pk), "Owner"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _step(*sys.argv[2:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
