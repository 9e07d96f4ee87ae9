"""What stands in an installation's database after it was ill-treated."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from drills.load import Worked


class Ledger:
    """Everything that was acknowledged since the installation was made, in few words."""

    def __init__(self) -> None:
        self.patients: set[str] = set()
        self.notes: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.cut_off: Counter[str] = Counter()

    def add(self, worked: Iterable[Worked]) -> None:
        """Write down a round."""
        for each in worked:
            self.cut_off[each.who.id] += each.cut_off or each.trouble is not None
            for done in each.done:
                self.refused[each.who.id] += done.what == "refused"
                self.notes[done.patient] += done.what == "noted"
                if done.what == "registered":
                    self.patients.add(done.patient)


def faults(home: Path, ledger: Ledger, fresh: Sequence[Worked]) -> list[str]:
    """Everything that isn't as it has to be.

    Args:
        home: of the installation, whose database this process's Django talks to.
        ledger: all that was acknowledged, the fresh round's too.
        fresh: the last round, of which every word is compared.
    """
    from django.db import connection  # noqa: PLC0415 Django is set up by the installation

    try:
        return [*damage(), *trail(home), *_halves(), *_lost(ledger), *_altered(fresh)]
    finally:
        connection.close()  # so that SQLite is mended by the server, when it begins, not by us


def damage() -> Iterator[str]:
    """What the database finds wrong with itself."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            told = [row[0] for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            told += [f"foreign key: {row}" for row in cursor.fetchall()]
            yield from (f"the database is damaged: {each}" for each in told if each != "ok")
        else:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
            cursor.execute(_EVERY_INDEX)  # raises, and says what it found


def trail(home: Path) -> Iterator[str]:
    """Where the trail is broken."""
    from backcheck.web.audit.keys import trail_key  # noqa: PLC0415
    from backcheck.web.audit.queries import end, links  # noqa: PLC0415
    from backcheck.web.audit.verify import Broken, verify  # noqa: PLC0415

    if end()[0] == 0:
        return  # there is no key yet
    found = verify(links(), trail_key(home / "keys"))
    if isinstance(found, Broken):
        yield f"the trail is broken at {found.number}: {found.told}"


def _halves() -> Iterator[str]:
    """Rows without their event, events without their row, patients without an identity."""
    from backcheck.web.audit.models import AuditEvent  # noqa: PLC0415
    from backcheck.web.patients.models import Contact, Identity, Note, Patient  # noqa: PLC0415

    events: dict[str, Counter[str]] = {"registration": Counter(), "note": Counter()}
    told = AuditEvent.objects.filter(verb="write", object_kind="patient")
    for patient, details in told.values_list("object_id", "details"):
        events[json.loads(details)["part"]][patient] += 1
    rows = Counter(map(str, Patient.objects.values_list("pk", flat=True)))
    notes = {str(patient): n for patient, n in Note.objects.values_list("patient", "version")}
    for name, one, other in (
        ("patients and their events", rows, events["registration"]),
        ("patients and their identities", rows, _by_patient(Identity)),
        ("patients and their phones", rows, _by_patient(Contact)),
        ("versions of notes and their events", Counter(notes), events["note"]),
    ):
        if one != other:
            yield f"{name} differ: {(one - other) or (other - one)}"


def _by_patient(model: type) -> Counter[str]:
    return Counter(map(str, model.objects.values_list("patient", flat=True)))  # type: ignore[attr-defined]


def _lost(ledger: Ledger) -> Iterator[str]:
    """What was acknowledged is there; and at most one thing more for each break."""
    from django.db.models import Count  # noqa: PLC0415

    from backcheck.web.audit.models import AuditEvent  # noqa: PLC0415
    from backcheck.web.patients.models import Note, Patient  # noqa: PLC0415

    kept = set(map(str, Patient.objects.values_list("pk", flat=True)))
    if lost := ledger.patients - kept:
        yield f"patients are lost: {lost}"
    more = sum(ledger.cut_off.values())
    if len(kept - ledger.patients) > more:
        yield f"{len(kept - ledger.patients)} patients whom nobody was told of, and {more} breaks"
    notes = {str(patient): n for patient, n in Note.objects.values_list("patient", "version")}
    for patient, count in ledger.notes.items():
        if count > notes.get(patient, 0):
            yield f"the note of {patient} is of version {notes.get(patient, 0)}, not {count}"
    refused = AuditEvent.objects.filter(verb="refused").values_list("who_id")
    found = dict(refused.annotate(count=Count("number")))
    for who, count in ledger.refused.items():
        if not count <= found.get(who, 0) <= count + ledger.cut_off[who]:
            yield f"{found.get(who, 0)} refusals of {who}, {count} were acknowledged"


def _altered(fresh: Sequence[Worked]) -> Iterator[str]:
    """Names, phones and notes are what was typed; unsealing tells of any that was torn."""
    from backcheck.web.patients.models import Contact, Identity, Note  # noqa: PLC0415

    for each in fresh:
        names = {done.patient: done for done in each.done if done.what == "registered"}
        for row in Identity.objects.filter(patient__in=names):
            if row.name != names[str(row.patient_id)].text:
                yield f"the name of {row.patient_id} is another"
        for row in Contact.objects.filter(patient__in=names):
            if row.value != names[str(row.patient_id)].phone:
                yield f"the phone of {row.patient_id} is another"
        notes = {done.patient: done.text for done in each.done if done.what == "noted"}
        versions = Counter(done.patient for done in each.done if done.what == "noted")
        for row in Note.objects.filter(patient__in=notes):
            patient = str(row.patient_id)
            if row.text != notes[patient] and row.version <= versions[patient]:
                yield f"the note of {patient} is another"


_EVERY_INDEX = """
SELECT bt_index_check(index => c.oid, heapallindexed => true)
FROM pg_index i JOIN pg_class c ON i.indexrelid = c.oid JOIN pg_am am ON c.relam = am.oid
JOIN pg_namespace n ON c.relnamespace = n.oid
WHERE am.amname = 'btree' AND n.nspname = 'public' AND i.indisready AND i.indisvalid
"""
