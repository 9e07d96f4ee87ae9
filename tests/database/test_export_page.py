"""The owner's page of the export: what it holds is said, and the file is the command's."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from backcheck.web.audit.event import Verb
from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.roles import Role
from backcheck.web.configuration.reading import read
from backcheck.web.keeping.exchange import actions
from backcheck.web.keeping.exchange.streaming import Streamed
from tests.support.exchanging import rows
from tests.support.team import Team, make_team, signed_in
from tests.support.ways import clinic_way

PAGE = "/clinic/export/"


@pytest.fixture
def team(database: None, environment: dict[str, str]) -> Iterator[Team]:
    with clinic_way(read(environment, None).keys):
        yield make_team("North")


def test_the_page_says_what_it_is(team: Team) -> None:
    owner = team.people[Role.OWNER]
    response = signed_in(owner, again=True).get(PAGE)
    assert response.status_code == 200
    assert "The file is not encrypted" in response.text
    assert "There is no backup of this installation yet." in response.text
    owner.language = "he"
    owner.save()
    assert "הקובץ אינו מוצפן" in signed_in(owner, again=True).get(PAGE).text


def test_the_file_is_the_clinic_and_is_recorded(team: Team, tmp_path: Path) -> None:
    owner = team.people[Role.OWNER]
    make_team("South")
    response = signed_in(owner, again=True).post(PAGE)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="clinic-')
    (tmp_path / "1.zip").write_bytes(response.getvalue())
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert archive.testzip() is None
        accounts = rows(archive.read("tables/clinics_account.jsonl"))
        (event,) = rows(archive.read("trail.jsonl"))
    assert {row["id"] for row in accounts} == {str(each.pk) for each in team.people.values()}
    assert (event["verb"], event["who_id"]) == (Verb.EXPORT, str(owner.pk))


def test_it_is_the_owners_alone_and_only_after_signing_in_again(team: Team) -> None:
    for role in set(Role) - {Role.OWNER}:
        client = signed_in(team.people[role], again=True)
        assert {client.get(PAGE).status_code, client.post(PAGE).status_code} == {403}
    client = signed_in(team.people[Role.OWNER])
    for response in (client.get(PAGE), client.post(PAGE)):
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in-again/")
    verbs = set(events_of(team.clinic.pk).values_list("verb", flat=True))
    assert verbs == {Verb.REFUSED}


def test_a_fault_in_the_middle_breaks_the_answer_off(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[bytes]:
        yield b"PK"
        raise ZeroDivisionError

    monkeypatch.setattr(actions, "exported", broken)
    response = signed_in(team.people[Role.OWNER], again=True).post(PAGE)
    with pytest.raises(ZeroDivisionError):
        response.getvalue()


def test_who_leaves_leaves_nothing_open() -> None:
    closed: list[bool] = []

    def endless() -> Iterator[bytes]:
        try:
            while True:
                yield b"x" * 1000
        finally:
            closed.append(True)

    streamed = Streamed(endless)
    assert next(streamed) == b"x" * 1000
    streamed.close()
    assert closed == [True]
    assert list(streamed) == []


def test_what_nobody_asks_for_is_not_made() -> None:
    def never() -> Iterator[bytes]:
        raise AssertionError
        yield b""

    Streamed(never).close()


def test_every_part_comes_in_order_and_once() -> None:
    wanted = [bytes([number]) for number in range(100)]
    assert list(Streamed(lambda: iter_of(wanted))) == wanted


def iter_of(parts: list[bytes]) -> Iterator[bytes]:
    yield from parts
    connection.close()
