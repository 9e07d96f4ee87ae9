"""A patient's pages: within the clinic, by role, each look in the trail, and nothing for the front
desk that is clinical.
"""

from __future__ import annotations

import json
import uuid

import pytest
from django.test import Client

from backcheck.web.audit.event import Verb
from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.roles import Role
from backcheck.web.patients.actions import write_note
from tests.support.patients import PHONE, contacts, make_patient, member
from tests.support.team import Team, signed_in

SECRET = "worse at night since the fall"
PAGES = ("", "identity/", "contacts/new/", "note/", "consents/diary/", "consents/diary/withdraw/")
GRAVE = ("export/", "erase/")
DESK = ("", "identity/", "contacts/new/")


def last_event(team: Team) -> tuple[str, str, str, dict[str, object]]:
    event = events_of(team.clinic.pk).first()
    assert event is not None
    return event.verb, event.object_kind, event.object_id, json.loads(event.details)


@pytest.fixture
def owner(team: Team) -> Client:
    return signed_in(team.people[Role.OWNER], again=True)


@pytest.mark.parametrize("page", [*PAGES, *GRAVE])
def test_every_look_is_in_the_trail(team: Team, owner: Client, page: str) -> None:
    known = make_patient(team)
    before = events_of(team.clinic.pk).count()
    assert owner.get(f"/patients/{known.id}/{page}").status_code == 200
    events = list(events_of(team.clinic.pk)[: events_of(team.clinic.pk).count() - before])
    if page in ("export/", "contacts/new/"):
        assert events == []  # nothing of anybody is shown
        return
    (event,) = events
    assert (event.verb, event.object_id) == (Verb.READ, str(known.id))
    assert event.who_id == str(team.people[Role.OWNER].pk)


@pytest.mark.parametrize("page", [*PAGES, *GRAVE])
def test_another_clinic_sees_nothing(team: Team, others: Team, page: str) -> None:
    known = make_patient(team)
    stranger = signed_in(others.people[Role.OWNER], again=True)
    response = stranger.get(f"/patients/{known.id}/{page}")
    assert response.status_code == 404
    assert "Dana" not in response.text
    assert last_event(others) == (Verb.REFUSED, "patient", str(known.id), {})
    assert last_event(team)[0] == Verb.WRITE  # nothing was told to the other trail


def test_another_clinic_changes_nothing(team: Team, others: Team) -> None:
    known = make_patient(team)
    page = signed_in(team.people[Role.OWNER]).get(f"/patients/{known.id}/")
    (contact,) = contacts(page.text)
    stranger = signed_in(others.people[Role.OWNER], again=True)
    mine = make_patient(others, given_name="Noa")
    for place in (
        f"{known.id}/contacts/{contact}/remove/",
        f"{mine.id}/contacts/{contact}/remove/",
    ):
        assert stranger.post(f"/patients/{place}").status_code == 404
    assert stranger.get(f"/patients/{mine.id}/contacts/{contact}/").status_code == 404
    again = signed_in(team.people[Role.OWNER]).get(f"/patients/{known.id}/")
    assert f"contacts/{contact}/remove/" in again.text


@pytest.mark.parametrize("typed", ["Dana", "lev", PHONE, "012345674"])
def test_another_clinic_finds_nobody(team: Team, others: Team, typed: str) -> None:
    make_patient(team)
    assert "Dana" not in signed_in(others.people[Role.OWNER]).get("/patients/").text
    response = signed_in(others.people[Role.OWNER]).post("/patients/", {"typed": typed})
    assert "Nobody found" in response.text


def test_a_patient_that_never_was_is_not_there(team: Team, owner: Client) -> None:
    assert owner.get(f"/patients/{uuid.uuid4()}/").status_code == 404
    assert last_event(team)[0] == Verb.REFUSED


@pytest.mark.parametrize("page", [*PAGES, *GRAVE])
def test_the_front_desk_sees_what_it_needs(team: Team, page: str) -> None:
    known = make_patient(team)
    write_note(member(team), known, 0, SECRET)
    desk = signed_in(team.people[Role.FRONT_DESK], again=True)
    response = desk.get(f"/patients/{known.id}/{page}")
    assert response.status_code == (200 if page in DESK else 403)
    assert SECRET not in response.text
    if page in DESK[:2]:
        assert "Dana" in response.text


def test_the_front_desk_is_not_told_that_there_is_a_note(team: Team) -> None:
    known = make_patient(team)
    desk = signed_in(team.people[Role.FRONT_DESK])
    without = desk.get(f"/patients/{known.id}/").text.count("<section")
    write_note(member(team), known, 0, SECRET)
    response = desk.get(f"/patients/{known.id}/")
    assert response.text.count("<section") == without
    assert "note" not in response.text.partition("<main")[2].partition("</main")[0].casefold()


def test_the_auditor_sees_no_patient(team: Team) -> None:
    known = make_patient(team)
    auditor = signed_in(team.people[Role.AUDITOR], again=True)
    for page in ("patients/", *(f"patients/{known.id}/{page}" for page in (*PAGES, *GRAVE))):
        assert auditor.get(f"/{page}").status_code == 403


def test_those_who_treat_read_the_note(team: Team) -> None:
    known = make_patient(team)
    write_note(member(team), known, 0, SECRET)
    response = signed_in(team.people[Role.PRACTITIONER]).get(f"/patients/{known.id}/")
    assert SECRET in response.text
    assert last_event(team)[3] == {"note": True, "part": "page"}


@pytest.mark.parametrize("page", GRAVE)
def test_export_and_erasure_ask_to_sign_in_again(team: Team, page: str) -> None:
    known = make_patient(team)
    owner = signed_in(team.people[Role.OWNER])
    for send in (owner.get, owner.post):
        response = send(f"/patients/{known.id}/{page}")
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in-again/")


def test_no_page_of_a_patient_is_kept_by_the_browser(team: Team, owner: Client) -> None:
    known = make_patient(team)
    for page in (
        "/patients/",
        "/patients/new/",
        f"/patients/{known.id}/",
        f"/patients/{known.id}/note/",
    ):
        assert "no-store" in owner.get(page)["Cache-Control"]


def test_hostile_text_is_text(team: Team, owner: Client) -> None:
    hostile = "<script>alert(1)</script> \"' {{ 7|add:7 }} 😀"
    known = make_patient(
        team, phone="", given_name=hostile, family_name="x" * 100, identity_number=""
    )
    text = owner.get(f"/patients/{known.id}/").text + owner.get("/patients/").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7|add:7 }}" in text
    sent = owner.post("/patients/", {"typed": hostile + "no"})
    assert "<script>alert" not in sent.text
    assert "&lt;script&gt;" in sent.text


@pytest.mark.parametrize(
    ("given_name", "told"),
    [
        ("", "Fill this in."),
        ("...", "at least one letter"),
        ("x" * 101, "At most 100 letters."),
        ("\u202e\u2066", "Fill this in."),
        ("a\x00b", None),
        ("😀", "at least one letter"),
    ],
)
def test_a_name_that_can_not_be_one(team: Team, owner: Client, given_name: str, told: str) -> None:
    typed = {"given_name": given_name, "language": "en", "sex": "unknown"}
    response = owner.post("/patients/new/", typed)
    assert response.status_code in (302, 422)
    assert (told in response.text) if told else True


def test_what_turns_text_around_is_not_kept(team: Team, owner: Client) -> None:
    typed = {"given_name": "Da\u202ena", "language": "en", "sex": "unknown", "family_name": "a\nb"}
    response = owner.post("/patients/new/", typed, follow=True)
    assert "<bdi>Dana a b</bdi>" in response.text
