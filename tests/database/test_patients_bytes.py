"""What the files of a database hold: nothing in clear, and of an erased person nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from backcheck.knowledge.consents import Purpose
from backcheck.knowledge.screening.open_flags import Way
from backcheck.web.clinics.roles import Role
from backcheck.web.letters.models import Letter
from backcheck.web.patients import consents, ending
from backcheck.web.patients.actions import register, write_note
from backcheck.web.patients.kinds import How
from backcheck.web.patients.known import Known
from backcheck.web.patients.models import Consent, Contact, Identity, Note, Patient
from backcheck.web.screenings.actions import Ending, clear
from backcheck.web.screenings.models import Clearance, Screening
from backcheck.web.sealing import keyring_file
from tests.support.databases import opened
from tests.support.letters_kept import keep_letter
from tests.support.patients import DANA, PHONE, member
from tests.support.screenings import DOCTOR_FIRST, asked
from tests.support.team import Team, make_team
from tests.support.ways import clinic_way

ANOUSHKA = replace(DANA, given_name="Anoushka-Dana", family_name="Levi-Toledano")
CLEAR = (
    ANOUSHKA.given_name,
    ANOUSHKA.family_name,
    "012345674",
    "1978-03-31",
    PHONE,
    "525550199",
    "SECRETNOTE",
    "SECRETREASON",
    "SECRETFOUND",
    "B4_steroids",
)
LETTERS = 9  # four stand in 300 kB of sealed letters by chance about once in 50 times, nine never
SEALED = (
    (Identity, 4),
    (Contact, 1),
    (Note, 1),
    (Consent, 1),
    (Screening, 2),
    (Clearance, 2),
    (Letter, 3),
)
OTHERS = 40  # so that the pages of the file are shared


@pytest.fixture
def home(sqlite: dict[str, str]) -> Iterator[Path]:
    folder = Path(sqlite["BACKCHECK_HOME"])
    keyring_file.opened(folder / "keys" / keyring_file.FILE, date(2026, 1, 1))
    with opened(sqlite), clinic_way(folder / "keys"):
        yield folder / "data"


def files(data: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(data.glob("backcheck.sqlite3*")))


def treated(team: Team) -> Known:
    who = member(team)
    for number in range(OTHERS):
        name, identity = f"{ANOUSHKA.family_name} {number}", f"0123456{number}"
        person = replace(ANOUSHKA, family_name=name, identity_number=identity)
        known = register(who, person, f"{PHONE}{number}")
        write_note(who, known, 0, f"SECRETNOTE {number} " + "long " * (number * 40))
        if number == OTHERS // 2:
            chosen = known
    consents.give(who, chosen, Purpose.DIARY, "he", How.PAPER, date(2026, 1, 1))
    consents.withdraw(who, chosen, Purpose.DIARY, "SECRETREASON")
    write_note(who, chosen, 1, "SECRETNOTE changed")
    asked(team, chosen, DOCTOR_FIRST)
    reason = Ending(way=Way.STEPPED_DOWN, rules=["B4_steroids"], text="SECRETFOUND")
    clear(who, chosen, reason, seen_screenings=1)
    keep_letter(team, chosen, patient=ANOUSHKA.given_name, added="SECRETNOTE in a letter")
    Patient.objects.filter(pk=chosen.id).update(last_contact_on=date(2001, 1, 1))
    return Patient.objects.get(pk=chosen.id).known


def sealed_of(known: Known) -> list[bytes]:
    """Every sealed value and token of a patient, as the columns hold it."""
    found: list[bytes] = []
    for model, _ in SEALED:
        for row in model.objects.filter(patient=known.id).values():
            texts = [text for text in row.values() if isinstance(text, str) and "|" in text]
            found += [str(text).rpartition("|")[2][:40].encode() for text in texts]
    return found


def test_nothing_lies_in_clear(home: Path) -> None:
    treated(make_team("North"))
    held = files(home)
    assert b"patients_identity" in held
    assert min(map(len, CLEAR)) >= LETTERS
    for word in CLEAR:
        assert word.encode() not in held
        assert word.encode("utf-16-le") not in held


def test_of_an_erased_person_no_byte_is_left(home: Path) -> None:
    team = make_team("North")
    known = treated(team)
    sealed = sealed_of(known)
    assert len(sealed) >= 16
    held = files(home)
    assert all(value in held for value in sealed)
    ending.erase(member(team, Role.OWNER), known)
    held = files(home)
    assert [value for value in sealed if value in held] == []
    assert (home / "backcheck.sqlite3-wal").stat().st_size == 0
    assert Identity.objects.count() == OTHERS - 1
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_of_a_note_that_was_changed_no_byte_is_left(home: Path) -> None:
    team = make_team("North")
    known = treated(team)
    before = sealed_of(known)
    write_note(member(team), known, 2, "another")
    after = sealed_of(known)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    held = files(home)
    assert [value for value in before if value in held and value not in after] == []


def test_every_connection_overwrites_what_is_deleted(home: Path) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
