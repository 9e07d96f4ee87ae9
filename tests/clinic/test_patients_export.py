"""The export of a person: everything kept, for people and programs, and told to the trail."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from backcheck.knowledge.consents import Purpose, current
from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.roles import Role
from backcheck.web.patients import consents
from backcheck.web.patients.actions import Way, add_contact, write_note
from backcheck.web.patients.export import FORMAT
from backcheck.web.patients.kinds import How
from tests.support.patients import PHONE, make_patient, member
from tests.support.team import Team, signed_in

DOCS = Path(__file__).parents[2] / "docs/patient-export.md"
HOSTILE = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def browser(team: Team) -> Client:
    return signed_in(team.people[Role.PRACTITIONER], again=True)


def files_of(browser: Client, patient: object) -> dict[str, str]:
    response = browser.post(f"/patients/{patient}/export/")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert "no-store" in response["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_everything_kept_is_in_it(team: Team, browser: Client) -> None:
    who, known = member(team), make_patient(team)
    write_note(who, known, 0, "כאב\nin the morning")
    add_contact(who, known, Way(kind="address", value="Herzl 1, חיפה", remark="2nd floor"))
    consents.give(who, known, Purpose.DIARY, "he", How.PAPER, timezone.localdate())
    consents.withdraw(who, known, Purpose.DIARY, "travels")
    files = files_of(browser, known.id)
    whole = json.loads(files["patient.json"])
    assert whole["format"] == FORMAT
    assert whole["pseudonym"] == known.code
    assert whole["identity"] == {
        "given_name": "Dana",
        "family_name": "Levi",
        "identity_number": "012345674",
        "born_on": "1978-03-31",
        "language": "he",
    }
    assert whole["note"]["text"] == "כאב\nin the morning"
    assert [each["value"] for each in whole["contacts"]] == [PHONE, "Herzl 1, חיפה"]
    (consent,) = whole["consents"]
    assert (consent["why"], consent["withdrawn_by"]) == ("travels", who.name)
    assert consent["text"] == list(current(Purpose.DIARY).read("he"))
    assert [row["value"] for row in rows(files["contacts.csv"])] == [PHONE, "Herzl 1, חיפה"]
    assert rows(files["consents.csv"])[0]["purpose"] == "diary"
    trail = rows(files["trail.csv"])
    assert [row["did"] for row in trail] == ["export", "write", "write", "write", "write", "write"]
    assert {row["who"] for row in trail} == {who.name}


def test_the_file_says_what_is_what_in_both_languages(team: Team, browser: Client) -> None:
    known = make_patient(team)
    files = files_of(browser, known.id)
    readme = files["README.txt"]
    assert "What is kept about" in readme
    assert "מה ששמור על" in readme
    for name in set(files) - {"README.txt"}:
        assert readme.count(f"{name}: ") == 2


def test_no_cell_is_computed_by_a_spreadsheet(team: Team, browser: Client) -> None:
    known = make_patient(team, given_name="Dana", phone="+972525550199")
    for value in (HOSTILE, "@SUM(1)", "-1+1"):
        add_contact(member(team), known, Way(kind="address", value=value))
    files = files_of(browser, known.id)
    values = [row["value"] for row in rows(files["contacts.csv"])]
    assert values == ["'+972525550199", f"'{HOSTILE}", "'@SUM(1)", "'-1+1"]
    assert json.loads(files["patient.json"])["contacts"][1]["value"] == HOSTILE


def test_an_export_is_in_the_trail_before_it_leaves(team: Team, browser: Client) -> None:
    known = make_patient(team)
    files_of(browser, known.id)
    event = events_of(team.clinic.pk).first()
    assert event is not None
    assert (event.verb, event.object_id) == ("export", str(known.id))
    assert json.loads(event.details) == {"note": True}


def test_the_document_names_every_key_and_column(team: Team, browser: Client) -> None:
    who, known = member(team), make_patient(team)
    write_note(who, known, 0, "x")
    consents.give(who, known, Purpose.DIARY, "he", How.PAPER, timezone.localdate())
    files = files_of(browser, known.id)
    told = DOCS.read_text(encoding="utf-8")
    whole = json.loads(files["patient.json"])
    inner = [whole["identity"], whole["note"], whole["contacts"][0], whole["consents"][0]]
    keys = {key for part in (whole, *inner) for key in part}
    keys |= {name for text in files.values() for name in text.partition("\n")[0].strip().split(",")}
    keys = {key for key in keys if key.isidentifier()}
    assert {key for key in keys if f"`{key}`" not in told} == set()
    assert FORMAT in told
