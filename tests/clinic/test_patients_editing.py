"""Changing who somebody is: nothing typed is lost, and nobody is overwritten unseen."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.roles import Role
from backcheck.web.patients.models import Contact, Identity, Note
from backcheck.web.sealing.blind import index_key_of
from backcheck.web.sealing.in_use import keyring
from tests.support.patients import contacts, filled_in, make_patient
from tests.support.team import Team, signed_in

WHO = {
    "given_name": "Dana",
    "family_name": "Levi",
    "born_on": "1978-03-31",
    "language": "he",
    "sex": "female",
    "identity_number": "012345674",
}


@pytest.fixture
def browser(team: Team) -> Client:
    return signed_in(team.people[Role.PRACTITIONER])


def test_a_patient_is_registered_whole(team: Team, browser: Client) -> None:
    page = browser.post("/patients/new/", {**WHO, "phone": "052-555-0199"}, follow=True)
    assert page.status_code == 200
    for told in ("Dana Levi", "31 March 1978", "Female", "012345674", "Hebrew", "052-555-0199"):
        assert told in page.text
    assert 'href="tel:+972525550199"' in page.text
    first = list(events_of(team.clinic.pk))[1]
    assert (first.verb, json.loads(first.details)) == ("write", {"part": "registration"})


def test_two_who_change_the_same_are_told(team: Team, browser: Client) -> None:
    known = make_patient(team)
    address = f"/patients/{known.id}/identity/"
    seen = filled_in(browser.get(address).text, "version")
    other = signed_in(team.people[Role.FRONT_DESK])
    assert (
        other.post(address, {**WHO, "family_name": "Levi-Katz", "version": seen}).status_code == 302
    )
    late = browser.post(address, {**WHO, "given_name": "Danna", "sex": "male", "version": seen})
    assert late.status_code == 422
    assert "Somebody else changed this meanwhile" in late.text
    assert "Kept now: Levi-Katz" in late.text
    assert "Kept now: Female" in late.text
    assert filled_in(late.text, "given_name") == "Danna"  # nothing typed is lost
    assert Identity.objects.get(patient=known.id).family_name == "Levi-Katz"
    again = {**WHO, "given_name": "Danna", "version": filled_in(late.text, "version")}
    assert browser.post(address, again).status_code == 302
    assert Identity.objects.get(patient=known.id).name == "Danna Levi"


def test_a_note_is_written_once_at_a_time(team: Team, browser: Client) -> None:
    known = make_patient(team)
    address = f"/patients/{known.id}/note/"
    assert browser.post(address, {"text": "first\nline", "version": "0"}).status_code == 302
    late = browser.post(address, {"text": "mine", "version": "0"})
    assert late.status_code == 422
    assert "Kept now: first" in late.text
    assert "mine</textarea>" in late.text
    assert Note.objects.get(patient=known.id).text == "first\nline"
    assert "first<br>line" in browser.get(f"/patients/{known.id}/").text


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "7"])
def test_a_version_that_never_was_changes_nothing(
    team: Team, browser: Client, version: str
) -> None:
    known = make_patient(team)
    sent = {**WHO, "given_name": "Other", "version": version}
    assert browser.post(f"/patients/{known.id}/identity/", sent).status_code == 422
    assert Identity.objects.get(patient=known.id).given_name == "Dana"


def test_a_contact_is_added_changed_removed_and_put_back(team: Team, browser: Client) -> None:
    known = make_patient(team, phone="", given_name="Dana")
    home = f"/patients/{known.id}/"
    way = {"kind": "email", "value": "dana@example.org", "remark": "evenings", "version": "0"}
    page = browser.post(f"{home}contacts/new/", way, follow=True).text
    (contact,) = contacts(page)
    assert "dana@example.org" in page
    assert "evenings" in page
    address = f"{home}contacts/{contact}/"
    changed = {
        **way,
        "value": "d@example.org",
        "version": filled_in(browser.get(address).text, "version"),
    }
    assert "d@example.org" in browser.post(address, changed, follow=True).text
    assert browser.post(address, changed).status_code == 422  # the version is over
    gone = browser.post(f"{address}remove/", follow=True).text
    assert "1 removed contact" in gone
    assert browser.get(address).status_code == 404
    browser.post(f"{address}remove/")
    back = browser.post(f"{address}restore/", follow=True).text
    assert "removed contact" not in back
    assert f"{address}remove/" in back


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("mobile", "call me", "Write a phone number"),
        ("email", "dana.example.org", "Write an address with @"),
        ("email", "a b@c", "Write an address with @"),
        ("pigeon", "x", "Choose one of the list"),
        ("address", "", "Fill this in"),
        ("address", "x" * 201, "At most 200 letters"),
    ],
)
def test_a_contact_that_reaches_nobody_is_refused(
    team: Team, browser: Client, kind: str, value: str, told: str
) -> None:
    known = make_patient(team, phone="", given_name="Dana")
    sent = {"kind": kind, "value": value, "version": "0"}
    response = browser.post(f"/patients/{known.id}/contacts/new/", sent)
    assert response.status_code == 422
    assert told in response.text
    assert not Contact.objects.filter(patient=known.id).exists()


def test_an_event_never_says_what_was_written(team: Team, browser: Client) -> None:
    known = make_patient(team)
    browser.post(f"/patients/{known.id}/note/", {"text": "SECRETNOTE", "version": "0"})
    browser.post(
        f"/patients/{known.id}/identity/", {**WHO, "given_name": "SECRETNAME", "version": "1"}
    )
    told = [f"{event.details} {event.object_id}" for event in events_of(team.clinic.pk)]
    assert len(told) >= 5
    assert not any("SECRET" in text or "Dana" in text for text in told)


def test_every_row_belongs_to_the_clinic_of_its_patient(team: Team) -> None:
    known = make_patient(team)
    for model in (Identity, Contact):
        row = model.objects.get(patient=known.id)
        assert row.clinic_id == row.patient.clinic_id == team.clinic.pk


def test_tokens_are_made_anew_from_what_is_sealed(team: Team) -> None:
    known = make_patient(team)
    identity, contact = (
        Identity.objects.get(patient=known.id),
        Contact.objects.get(patient=known.id),
    )
    before = (identity.name_token, identity.number_token, contact.phone_token)
    for row in (identity, contact):
        row.retoken(keyring())
    assert (identity.name_token, identity.number_token, contact.phone_token) == before
    assert {index_key_of(token) for token in before} == {keyring().current_index.id}


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_page_speaks_the_readers_language(team: Team, language: str) -> None:
    known = make_patient(team)
    owner = team.people[Role.OWNER]
    owner.language = language
    owner.save()
    browser = signed_in(owner, again=True)
    home = f"patients/{known.id}/"
    pages = ("", "identity/", "contacts/new/", "note/", "consents/research/", "export/", "erase/")
    beside = ("patients/", "patients/new/", "patients/locked/")
    for page in (*beside, *(home + each for each in pages)):
        response = browser.get(f"/{page}")
        assert response.status_code == 200
        assert f'<html lang="{language}"' in response.text
        assert response.text.count("<h1") == 1
        assert "page." not in response.text.replace("page.css", "")
