"""Export here, import there, export again: the same files, on either database and across."""

from __future__ import annotations

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from backcheck.web.audit.event import Verb
from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import links
from backcheck.web.audit.verify import Whole, verify
from backcheck.web.clinics.links import link_of
from backcheck.web.clinics.models import Account, Clinic
from backcheck.web.configuration.reading import read
from backcheck.web.keeping.exchange.faults import NotTaken
from backcheck.web.keeping.exchange.importing import sha256_of_earlier_trail
from backcheck.web.keeping.exchange.snapshot import snapshot
from tests.support.databases import opened
from tests.support.exchanging import (
    MANIFEST,
    Place,
    give,
    rows,
    small_clinic,
    take_in,
)

KINDS = ("sqlite", "postgresql")
NEW_THERE = {MANIFEST, "trail.jsonl", "trail.csv", "earlier-trail.jsonl"}


@pytest.mark.parametrize("there", KINDS)
@pytest.mark.parametrize("here", KINDS)
def test_what_is_exported_again_elsewhere_is_the_same(
    place: Place, tmp_path: Path, here: str, there: str
) -> None:
    one, other = place(here), place(there)
    with opened(one):
        clinic = small_clinic().pk
        small_clinic("another, which stays")
    first = give(one, clinic, tmp_path / "1.zip")
    taken = take_in(other, tmp_path / "1.zip")
    again = give(other, clinic, tmp_path / "2.zip")
    assert set(first) == set(again)
    assert {name for name in first if first[name] != again[name]} == NEW_THERE
    assert (taken.clinic, taken.rows, taken.events) == (clinic, 3, 10)
    assert rows(again["earlier-trail.jsonl"]) == [
        {"chain": 1, **row} for row in rows(first["trail.jsonl"])
    ]


def test_what_was_imported_twice_keeps_both_trails_apart(place: Place, tmp_path: Path) -> None:
    first, second, third = (place("sqlite") for _ in range(3))
    with opened(first):
        clinic = small_clinic().pk
    give(first, clinic, tmp_path / "1.zip")
    take_in(second, tmp_path / "1.zip")
    in_second = give(second, clinic, tmp_path / "2.zip")
    take_in(third, tmp_path / "2.zip")
    in_third = give(third, clinic, tmp_path / "3.zip")
    earlier = rows(in_third["earlier-trail.jsonl"])
    assert [row["chain"] for row in earlier] == [1] * 10 + [2] * 2
    assert earlier[10:] == [{"chain": 2, **row} for row in rows(in_second["trail.jsonl"])]


def test_the_new_trail_is_whole_and_holds_the_import(
    database: None, environment: dict[str, str], place: Place, tmp_path: Path
) -> None:
    one = place("sqlite")
    with opened(one):
        clinic = small_clinic().pk
    give(one, clinic, tmp_path / "1.zip")
    take_in(environment, tmp_path / "1.zip")
    with opened(environment):
        key = trail_key(read(environment, None).keys)
        assert isinstance(verify(links(), key), Whole)
        event = AuditEvent.objects.get(verb=Verb.IMPORT)
        assert (event.clinic, event.who_name) == (clinic, "import")
        code = json.loads(event.details)["earlier_trail_sha256"]
        assert code == sha256_of_earlier_trail(clinic)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE audit_imported_event SET who_name = 'x' WHERE number = 3")
        assert code != sha256_of_earlier_trail(clinic)
        assert give(environment, clinic, tmp_path / "2.zip")


def test_no_secret_leaves(place: Place, tmp_path: Path) -> None:
    one = place("sqlite")
    with opened(one):
        clinic = small_clinic().pk
    found = give(one, clinic, tmp_path / "1.zip")
    accounts = rows(found["tables/clinics_account.jsonl"])
    assert len(accounts) == 2
    assert all("password" not in row for row in accounts)
    assert all(b"a hash of a password" not in part for part in found.values())


def test_who_is_imported_comes_in_by_the_link_alone(place: Place, tmp_path: Path) -> None:
    one, other = place("sqlite"), place("sqlite")
    with opened(one):
        clinic = small_clinic().pk
    give(one, clinic, tmp_path / "1.zip")
    taken = take_in(other, tmp_path / "1.zip")
    with opened(other):
        assert not any(each.has_usable_password() for each in Account.objects.all())
        link = link_of(taken.secret)
        assert link.account is not None
        assert (link.account.username, link.account.is_active) == (taken.owner, True)


def test_the_trail_for_a_spreadsheet_is_the_same_and_computes_nothing(
    place: Place, tmp_path: Path
) -> None:
    one = place("sqlite")
    with opened(one):
        clinic = small_clinic().pk
    found = give(one, clinic, tmp_path / "1.zip")
    text = found["trail.csv"].decode("utf-8-sig")
    cells = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = rows(found["trail.jsonl"])
    assert [each["mac"] for each in cells] == [row["mac"] for row in wanted]
    assert {each["who_name"] for each in cells} == {"'" + row["who_name"] for row in wanted}


def test_a_clinic_that_is_here_already_is_left_alone(place: Place, tmp_path: Path) -> None:
    one = place("sqlite")
    with opened(one):
        clinic = small_clinic().pk
    give(one, clinic, tmp_path / "1.zip")
    with pytest.raises(NotTaken, match="is in this installation already"):
        take_in(one, tmp_path / "1.zip")


def test_a_sign_in_name_that_is_taken_is_told_with_its_line(place: Place, tmp_path: Path) -> None:
    one, other = place("sqlite"), place("sqlite")
    with opened(one):
        clinic = small_clinic().pk
        name = Account.objects.filter(clinic=clinic).order_by("pk")[1].username
    give(one, clinic, tmp_path / "1.zip")
    with opened(other):
        there = small_clinic("there").pk
        Account.objects.filter(clinic=there, is_active=True).update(username=name)
    told = (
        f"clinics_account.jsonl, line 2: another row of this installation has the username {name}"
    )
    with pytest.raises(NotTaken, match=told):
        take_in(other, tmp_path / "1.zip")
    with opened(other):
        assert Clinic.objects.count() == 1


@pytest.mark.usefixtures("database")
def test_it_is_as_it_was_when_it_began() -> None:
    small_clinic()

    def write() -> None:
        try:
            small_clinic("later")  # which doesn't wait for the reader
        finally:
            connection.close()

    with snapshot():
        with ThreadPoolExecutor(1) as other:
            other.submit(write).result()
        assert Clinic.objects.count() == 1
    assert Clinic.objects.count() == 2
