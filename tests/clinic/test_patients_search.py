"""Who is searched for is found as typed by anybody; what was typed is kept nowhere."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.roles import Role
from backcheck.web.patients import searching
from backcheck.web.patients.actions import set_removed
from tests.support.patients import PHONE, contacts, filled_in, make_patient, member, people
from tests.support.team import Team, signed_in


@pytest.fixture
def desk(team: Team) -> Client:
    return signed_in(team.people[Role.FRONT_DESK])


def found(desk: Client, typed: str) -> list[str]:
    response = desk.post("/patients/", {"typed": typed}, follow=True)
    assert response.status_code == 200
    return people(response.text)


def test_an_empty_clinic_says_how_to_begin(desk: Client) -> None:
    assert "Register the first" in desk.get("/patients/").text


@pytest.mark.parametrize(
    "typed",
    [
        *("dana", "LEVI", "lev", "levi dana", "  da  le "),
        *(PHONE, "0525550199", "+972 52 555 0199", "00972-52-5550199", "052.555.0199"),
        *("012345674", "12345674", "1234567-4"),
    ],
)
def test_somebody_is_found_in_any_spelling(team: Team, desk: Client, typed: str) -> None:
    make_patient(team)
    make_patient(team, phone="03-5550100", given_name="Noa", family_name="Katz")
    assert found(desk, typed) == ["Dana Levi"]


@pytest.mark.parametrize("typed", ["כהן", "בן דוד", "בן־דוד", "בן-דוד משה", "מש", "משֶׁה"])
def test_hebrew_is_found_as_it_is_spelt(team: Team, desk: Client, typed: str) -> None:
    make_patient(team, phone="", given_name="משה", family_name="בן-דוד כהן")
    assert found(desk, typed) == ["משה בן-דוד כהן"]


def test_a_pseudonym_is_found(team: Team, desk: Client) -> None:
    known = make_patient(team)
    for typed in (known.pseudonym, known.code, known.code.lower()):
        assert found(desk, typed) == ["Dana Levi"]


@pytest.mark.parametrize("typed", ["ana", "x", "052555019", "999999999", "555", "%", "_", "';--"])
def test_nobody_is_found_and_registration_is_offered(team: Team, desk: Client, typed: str) -> None:
    make_patient(team)
    response = desk.post("/patients/", {"typed": typed})
    assert response.status_code == 200
    assert "Nobody found" in response.text
    form = desk.post("/patients/new/", {"typed": typed})
    assert form.status_code == 200
    assert typed in (filled_in(form.text, "given_name"), filled_in(form.text, "phone"))


def test_a_name_that_is_typed_goes_where_it_belongs(desk: Client) -> None:
    page = desk.post("/patients/new/", {"typed": "Ruth Bat Sheva Cohen"}).text
    assert filled_in(page, "given_name") == "Ruth Bat Sheva"
    assert filled_in(page, "family_name") == "Cohen"
    assert filled_in(desk.post("/patients/new/", {"typed": "052-1"}).text, "phone") == "052-1"


def test_a_phone_that_was_removed_finds_nobody(team: Team, desk: Client) -> None:
    known = make_patient(team)
    contact = UUID(contacts(desk.get(f"/patients/{known.id}/").text)[0])
    set_removed(member(team), known, contact, removed=True)
    assert found(desk, PHONE) == []
    set_removed(member(team), known, contact, removed=False)
    assert found(desk, PHONE) == ["Dana Levi"]


def test_what_was_typed_is_nowhere(team: Team, desk: Client) -> None:
    make_patient(team)
    response = desk.post("/patients/", {"typed": "levi dana"})
    assert response["Location"] == "/patients/found/"
    desk.get(response["Location"])
    desk.post("/patients/", {"typed": "nobody at all"})
    kept = [json.dumps(row.get_decoded()) for row in Session.objects.all()]
    kept += [event.details for event in events_of(team.clinic.pk)]
    for typed in ("levi", "nobody", "0525550199", PHONE):
        assert not any(typed in text.casefold() for text in kept)


def test_a_search_records_how_many_were_shown(team: Team, desk: Client) -> None:
    make_patient(team)
    make_patient(team, phone="", given_name="Dan", family_name="Levin")
    assert len(found(desk, "lev")) == 2
    event = events_of(team.clinic.pk).first()
    assert event is not None
    assert (event.verb, event.object_kind) == ("read", "patients")
    assert json.loads(event.details) == {"by": "search", "shown": 2}


def test_the_newest_are_first(team: Team, desk: Client) -> None:
    for name in ("Avi", "Ben", "Gil"):
        make_patient(team, phone="", given_name=name)
    names = people(desk.get("/patients/").text)
    assert names == ["Gil", "Ben", "Avi"]


def test_more_than_are_shown_are_counted(
    team: Team, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backcheck.web.patients.finding.SHOWN", 2)
    for number in range(5):
        make_patient(team, phone="", given_name=f"Dan {number}x")
    response = desk.post("/patients/", {"typed": "dan"}, follow=True)
    assert "3 more aren" in response.text


def test_in_a_very_large_clinic_a_whole_name_is_needed(
    team: Team, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_patient(team)
    monkeypatch.setattr(searching, "MOST_OPENED", 0)
    assert found(desk, "lev") == []
    assert found(desk, "levi dana") == ["Dana Levi"]


ASKED = {"language": "en", "sex": "unknown"}


@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": "Somebody", "phone": "+972525550199"},
        {"given_name": "Somebody", "identity_number": "12345674"},
        {"given_name": "LEVI", "family_name": "dana", "born_on": "1978-03-31"},
        {"given_name": "Dana", "family_name": "Levi"},
    ],
)
def test_a_possible_double_is_shown_and_lets_go_on(
    team: Team, desk: Client, typed: dict[str, str]
) -> None:
    make_patient(team)
    response = desk.post("/patients/new/", ASKED | typed)
    assert response.status_code == 409
    assert "Registered already?" in response.text
    assert people(response.text) == ["Dana Levi"]
    assert filled_in(response.text, "given_name") == typed["given_name"]
    assert desk.post("/patients/new/", {**ASKED, **typed, "anyway": "1"}).status_code == 302


def test_enter_does_not_register_a_double(team: Team, desk: Client) -> None:
    """A browser sends a form by its first button."""
    make_patient(team)
    page = desk.post("/patients/new/", {**ASKED, "given_name": "Dana", "family_name": "Levi"}).text
    form = page[page.index('<form class="form"') :]
    assert 'name="anyway"' not in form[: form.index("</button>")]


@pytest.mark.parametrize(
    "typed",
    [
        {"given_name": "Dana", "family_name": "Levi", "born_on": "1980-01-01"},
        {"given_name": "Dan", "family_name": "Levi"},
    ],
)
def test_somebody_else_is_no_double(team: Team, desk: Client, typed: dict[str, str]) -> None:
    make_patient(team)
    assert desk.post("/patients/new/", ASKED | typed).status_code == 302


def test_another_clinics_patient_is_no_double(team: Team, others: Team, desk: Client) -> None:
    make_patient(others)
    typed = {"given_name": "Dana", "family_name": "Levi", "phone": PHONE}
    assert desk.post("/patients/new/", ASKED | typed).status_code == 302


@pytest.mark.parametrize("born_on", ["1978-03-31", "31/03/1978", "31.3.1978"])
def test_a_date_is_read_as_people_write_it(team: Team, desk: Client, born_on: str) -> None:
    sent = {**ASKED, "given_name": "Ora", "born_on": born_on}
    page = desk.post("/patients/new/", sent, follow=True)
    assert "31 March 1978" in page.text


@pytest.mark.parametrize("born_on", ["tomorrow", "1978-02-30", "1899-12-31", "2999-01-01"])
def test_a_date_that_can_not_be_is_refused(desk: Client, born_on: str) -> None:
    response = desk.post("/patients/new/", {**ASKED, "given_name": "Ora", "born_on": born_on})
    assert response.status_code == 422
    assert "Write a date" in response.text
