"""A file for ``import`` may be anything: every fault told, nothing written, nothing slow."""

from __future__ import annotations

import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backcheck.web.audit.models import AuditEvent, ImportedEvent
from backcheck.web.clinics.models import Account, Clinic
from backcheck.web.configuration.reading import read
from backcheck.web.keeping.exchange.faults import NotTaken
from backcheck.web.sealing import keyring_file
from tests.support.databases import opened
from tests.support.exchanging import (
    MANIFEST,
    Parts,
    Place,
    give,
    packed,
    rows,
    small_clinic,
    take_in,
    written,
)
from tests.support.letters_kept import keep_letter
from tests.support.patients import make_patient
from tests.support.screenings import EMERGENCY, asked
from tests.support.team import make_team

SCREENINGS, LETTERS = "tables/screenings_screening.jsonl", "tables/letters_letter.jsonl"
ACCOUNTS, CLINIC = "tables/clinics_account.jsonl", "tables/clinics_clinic.jsonl"
OTHER = "11111111-1111-4111-8111-111111111111"
_MEMORY_BYTES = 40 * 2**20  # a line of 16 MiB, decoded and parsed


@pytest.fixture
def good(place: Place, tmp_path: Path) -> Parts:
    one = place("sqlite")
    with opened(one):
        clinic = small_clinic().pk
    return give(one, clinic, tmp_path / "good.zip")


@pytest.fixture
def refused(database: None, environment: dict[str, str]) -> Callable[[Path], str]:
    """Takes a file in, which must fail, leave nothing and need little; what was told."""

    def told(file: Path) -> str:
        tracemalloc.start()
        try:
            with pytest.raises(NotTaken) as caught:
                take_in(environment, file)
            assert tracemalloc.get_traced_memory()[1] < _MEMORY_BYTES
        finally:
            tracemalloc.stop()
        with opened(environment):
            for model in (Clinic, Account, AuditEvent, ImportedEvent):
                assert not model.objects.exists(), model
        return str(caught.value)

    # The installation has its keys, so that nothing but the file can be at fault.
    keyring_file.opened(read(environment, None).keys / keyring_file.FILE, date(2026, 6, 1))
    return told


def changed(good: Parts, name: str, change: Callable[[list[dict[str, Any]]], object]) -> Parts:
    found = rows(good[name])
    change(found)
    return {**good, name: written(found)}


def test_every_fault_is_told_at_once(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    def spoil(found: list[dict[str, Any]]) -> None:
        found[0]["role"] = "king"
        found[0]["made_at"] = "yesterday"
        found[0]["more"] = 1
        del found[1]["name"]
        found[1]["is_active"] = 1
        found[1]["username"] = "x" * 101

    told = refused(packed(tmp_path / "x.zip", changed(good, ACCOUNTS, spoil))).splitlines()
    assert told == [
        f"{ACCOUNTS}, line 1: 'more' isn't known; leave it out",
        f"{ACCOUNTS}, line 1: made_at: write a time as 2026-03-01T08:30:00.000000Z",
        f"{ACCOUNTS}, line 1: role: write one of owner, practitioner, front_desk, auditor",
        f"{ACCOUNTS}, line 2: 'name' is missing",
        f"{ACCOUNTS}, line 2: is_active: write true or false",
        f"{ACCOUNTS}, line 2: username: Ensure this value has at most 100 characters (it has 101).",
        f"{ACCOUNTS}: it holds no owner, who alone could let people in",
    ]


@pytest.mark.parametrize("text", ["[1", '{"level": "SOON"}'])
def test_a_text_that_no_page_could_show_is_told(
    place: Place, refused: Callable[[Path], str], tmp_path: Path, text: str
) -> None:
    one = place("sqlite")
    with opened(one):
        team = make_team("North")
        known = make_patient(team)
        asked(team, known, EMERGENCY)
        keep_letter(team, known)
    parts = give(one, team.clinic.pk, tmp_path / "good.zip")
    for name, columns in {SCREENINGS: ("answers", "said"), LETTERS: ("content",)}.items():
        parts = changed(
            parts, name, lambda rows, of=columns: rows[0].update(dict.fromkeys(of, text))
        )
    told = refused(packed(tmp_path / "x.zip", parts)).splitlines()
    why = "it can't be read; take the text as it was made"
    assert [each for each in told if why in each] == [
        f"{SCREENINGS}, line 1: answers: {why}",
        f"{SCREENINGS}, line 1: said: {why}",
        f"{LETTERS}, line 1: content: {why}",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda found: found.reverse(), "out of order"),
        (lambda found: found.append(found[-1]), "out of order"),
        (lambda found: found[0].update(clinic_id=OTHER), "not the clinic of the manifest"),
        (lambda found: found[0].update(clinic_id=OTHER), "not in the file of its table"),
        (lambda found: found[0].update(id=found[0]["id"].upper()), "write it as"),
        (lambda found: found[0].update(name=None), "must not be null"),
        (lambda found: found[0].update(name="a\0b"), "null character"),
        (lambda found: found[0].update(last_login="2026-02-30T00:00:00.000000Z"), "last_login"),
        (lambda found: found[1].update(username=found[0]["username"]), "the same username"),
        (lambda found: [each.update(role="auditor") for each in found], "no owner"),
    ],
)
def test_a_row_that_can_not_be_is_told_with_its_line(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path, change: Any, told: str
) -> None:
    assert told in refused(packed(tmp_path / "x.zip", changed(good, ACCOUNTS, change)))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b'{"id":1,"id":2}', "a key twice"),
        (b'{"id":NaN}', "no number"),
        (b'{"id":' + b"9" * 5_000 + b"}", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b'"text"', "in braces"),
        (b'{"\\ud800":1}', "isn't known"),
        (b"x" * (2**24 + 1), "more than"),
    ],
)
def test_a_line_that_is_no_row_is_told(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path, line: bytes, told: str
) -> None:
    file = packed(tmp_path / "x.zip", {**good, ACCOUNTS: line + b"\n" + good[ACCOUNTS]})
    assert told in refused(file)


def test_half_a_letter_is_told(good: Parts, refused: Callable[[Path], str], tmp_path: Path) -> None:
    line = good[CLINIC].replace(json.loads(good[CLINIC])["name"].encode(), b"\\ud83d")
    assert "half a letter" in refused(packed(tmp_path / "x.zip", {**good, CLINIC: line}))


def test_of_a_million_faults_the_first_hundred_are_told(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    file = packed(tmp_path / "x.zip", {**good, ACCOUNTS: b"{}\n" * 1_000_000})
    assert "mend them first" in refused(file)


def test_what_was_changed_after_it_was_made_is_told(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in good.items():
            archive.writestr(name, data.replace(b"owner", b"baron") if name == ACCOUNTS else data)
    assert "it is not what the manifest says" in refused(file)


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "tables/..\\evil", "CON", "\x1b[2J"])
def test_a_file_that_does_not_belong_is_refused(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path, name: str
) -> None:
    told = refused(packed(tmp_path / "x.zip", {**good, name: b"x"}))
    shown = name.replace("\x1b", "\ufffd")
    assert told == f"{shown}: no such file belongs to an export; leave it out"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    file = packed(tmp_path / "x.zip", good)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(ACCOUNTS, b"")
    assert "one twice" in refused(file)


def test_a_part_that_is_missing_is_told(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    less = {name: data for name, data in good.items() if name != "trail.csv"}
    assert refused(packed(tmp_path / "x.zip", less)).startswith("trail.csv: it is missing")


@pytest.mark.parametrize("entries", [1_000, 1_000_000])
def test_a_zip_of_many_files_is_refused(
    refused: Callable[[Path], str], tmp_path: Path, entries: int
) -> None:
    listed = b"".join(
        struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", *[0] * 8, 0, 0, 0, 4, *[0] * 6)
        + number.to_bytes(4, "big")
        for number in range(entries)
    )
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0, 0, len(listed), 0, 0)
    file = tmp_path / "x.zip"
    file.write_bytes(listed + end)
    assert refused(file).startswith("This is no export of a clinic")


def test_a_bomb_is_refused(good: Parts, refused: Callable[[Path], str], tmp_path: Path) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, good[MANIFEST])
        with archive.open(ACCOUNTS, "w") as entry:
            for _ in range(200):
                entry.write(bytes(2**20))
    assert "200 times its size" in refused(file)


def test_sizes_that_lie_are_seen(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path
) -> None:
    file = packed(tmp_path / "x.zip", good)
    data = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        info = archive.getinfo(ACCOUNTS)
    size = struct.pack("<L", info.file_size)
    at = data.rindex(size, 0, data.rindex(ACCOUNTS.encode()))
    data[at : at + 4] = struct.pack("<L", info.file_size - 1)
    file.write_bytes(data)
    assert ACCOUNTS in refused(file)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda body: body.update(version=999), "of version '999'"),
        (lambda body: body.update(format="other"), "of something else"),
        (lambda body: body.pop("clinic"), "lacks something"),
        (lambda body: body["clinic"].update(id="x"), "lacks something"),
        (lambda body: body.update(files=[]), "lacks something"),
        (lambda body: body["files"][CLINIC].update(bytes="1"), "lacks something"),
    ],
)
def test_a_manifest_that_is_not_ours_is_refused(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path, change: Any, told: str
) -> None:
    body = json.loads(good[MANIFEST])
    change(body)
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(MANIFEST, json.dumps(body))
    assert told in refused(file)


@pytest.mark.parametrize("left", [0, 10, 1_000, -1, -30])
def test_a_file_that_was_cut_is_refused(
    good: Parts, refused: Callable[[Path], str], tmp_path: Path, left: int
) -> None:
    file = packed(tmp_path / "x.zip", good)
    file.write_bytes(file.read_bytes()[:left])
    assert "no whole ZIP file" in refused(file)


def test_other_files_are_refused(refused: Callable[[Path], str], tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("name\nDana\n")
    assert "no whole ZIP file" in refused(tmp_path / "x.zip")
    assert "no such file" in refused(tmp_path / "nothing.zip")
    assert "is a directory" in refused(tmp_path)
