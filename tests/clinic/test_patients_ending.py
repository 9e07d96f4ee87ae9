"""The end of a record: erased when it may be, locked away while it must be kept."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from backcheck.knowledge.consents import Purpose
from backcheck.web.audit.queries import events_about
from backcheck.web.clinics.roles import Role
from backcheck.web.patients import consents, ending
from backcheck.web.patients.actions import write_note
from backcheck.web.patients.holding import ClosedMeanwhile
from backcheck.web.patients.kinds import How, State
from backcheck.web.patients.known import Known
from backcheck.web.patients.models import Consent, Contact, Identity, Note, Patient
from tests.support.patients import PHONE, make_patient, member, people
from tests.support.team import Team, signed_in

EIGHT_YEARS = timedelta(days=8 * 366)


@pytest.fixture
def owner(team: Team) -> Client:
    return signed_in(team.people[Role.OWNER], again=True)


def treated(team: Team, ago: timedelta = timedelta()) -> Known:
    """Somebody with a record, whose last contact was so long ago."""
    who, known = member(team), make_patient(team)
    write_note(who, known, 0, "SECRETNOTE")
    consents.give(who, known, Purpose.TREATMENT, "he", How.PAPER, timezone.localdate())
    consents.give(who, known, Purpose.DIARY, "he", How.PAPER, timezone.localdate())
    consents.withdraw(who, known, Purpose.DIARY, "SECRETREASON")
    contact = timezone.localdate() - ago
    Patient.objects.filter(pk=known.id).update(last_contact_on=contact)
    return Patient.objects.get(pk=known.id).known


def erase(owner: Client, known: Known, typed: str | None = None) -> Any:
    sent = {"typed": known.code if typed is None else typed}
    return owner.post(f"/patients/{known.id}/erase/", sent, follow=True)


def left(known: Known) -> list[int]:
    kept = (Identity, Contact, Note, Consent)
    return [model.objects.filter(patient=known.id).count() for model in kept]


def test_who_was_registered_by_mistake_is_erased_at_once(team: Team, owner: Client) -> None:
    known = make_patient(team)
    page = owner.get(f"/patients/{known.id}/erase/").text
    assert "What goes" in page
    assert "Backups made before still hold it" in page
    gone = erase(owner, known).text
    assert "Erased on" in gone
    assert "Owner of North" in gone
    assert left(known) == [0, 0, 0, 0]
    assert "Dana" not in owner.get(f"/patients/{known.id}/").text


def test_a_record_is_erased_when_its_time_is_over(team: Team, owner: Client) -> None:
    known = treated(team, EIGHT_YEARS)
    erase(owner, known)
    assert left(known) == [0, 0, 0, 2]
    assert set(Consent.objects.filter(patient=known.id).values_list("why", flat=True)) == {None}
    row = Patient.objects.get(pk=known.id)
    assert (row.state, row.sex, row.pseudonym) == ("erased", "unknown", known.pseudonym)
    assert (row.ended_by_id, row.ended_at is not None) == (team.people[Role.OWNER].pk, True)
    events = list(events_about(team.clinic.pk, known.item))
    assert [event.verb for event in events[:2]] == ["read", "erase"]
    assert not any("SECRET" in event.details or "Dana" in event.details for event in events)


@pytest.mark.parametrize("typed", ["", "Dana Levi", "BDFHJK", "yes"])
def test_nobody_erases_by_mistake(team: Team, owner: Client, typed: str) -> None:
    known = make_patient(team)
    assert known.pseudonym != "BDFHJK"
    assert erase(owner, known, typed).status_code == 422
    assert left(known)[0] == 1


@pytest.mark.parametrize("page", ["", "identity/", "note/", "export/", "erase/"])
def test_an_erased_record_can_not_be_opened_again(team: Team, owner: Client, page: str) -> None:
    known = make_patient(team)
    erase(owner, known)
    response = owner.get(f"/patients/{known.id}/{page}")
    assert response.status_code == (200 if page == "" else 404)
    assert "Dana" not in response.text


def test_what_has_to_be_kept_is_locked_away(team: Team, owner: Client) -> None:
    known = treated(team)
    page = owner.get(f"/patients/{known.id}/erase/").text
    year = timezone.localdate().year + 7
    assert f"{year}, so it can" in page
    assert "custom that we remember" in page
    locked = erase(owner, known)
    assert "Locked away on" in locked.text
    assert left(known) == [1, 0, 1, 2]
    assert set(Consent.objects.filter(patient=known.id).values_list("why", flat=True)) == {None}
    assert not consents.is_given(team.clinic.pk, known.id, Purpose.TREATMENT)
    assert erase(owner, known).status_code == 200  # a second time changes nothing
    assert Patient.objects.get(pk=known.id).state == "locked"


@pytest.mark.parametrize("typed", ["dana", "dana levi", "012345674", PHONE, "code"])
def test_what_is_locked_is_found_by_no_search(team: Team, owner: Client, typed: str) -> None:
    known = treated(team)
    erase(owner, known)
    sent = known.code if typed == "code" else typed
    assert "Nobody found" in owner.post("/patients/", {"typed": sent}).text
    assert people(owner.get("/patients/").text) == []
    assert people(owner.get("/patients/locked/").text) == ["Dana Levi"]
    again = {"given_name": "Dana", "family_name": "Levi", "language": "he", "sex": "unknown"}
    assert owner.post("/patients/new/", again).status_code == 302  # nor told as a double


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.FRONT_DESK])
def test_the_owner_alone_opens_what_is_locked(team: Team, owner: Client, role: Role) -> None:
    known = treated(team)
    erase(owner, known)
    for page in ("", "note/", "export/", "identity/"):
        response = signed_in(team.people[role], again=True).get(f"/patients/{known.id}/{page}")
        assert response.status_code in (403, 404)
        assert "Dana" not in response.text
    page = owner.get(f"/patients/{known.id}/").text
    assert "Dana" in page
    assert "SECRETNOTE" in page
    assert "note/" not in page  # it can be read and not written
    assert owner.get(f"/patients/{known.id}/note/").status_code == 404


def test_a_locked_record_can_be_brought_back(team: Team, owner: Client) -> None:
    known = treated(team)
    erase(owner, known)
    assert owner.post(f"/patients/{known.id}/unlock/").status_code == 302
    found = owner.post("/patients/", {"typed": "levi dana"}, follow=True)
    assert people(found.text) == ["Dana Levi"]
    assert consents.is_given(team.clinic.pk, known.id, Purpose.TREATMENT)
    assert owner.post(f"/patients/{known.id}/unlock/").status_code == 404


def test_a_locked_record_is_erased_when_its_time_is_over(team: Team, owner: Client) -> None:
    known = treated(team)
    erase(owner, known)
    contact = timezone.localdate() - EIGHT_YEARS
    Patient.objects.filter(pk=known.id).update(last_contact_on=contact)
    assert "it may be erased now" in owner.get(f"/patients/{known.id}/").text
    erase(owner, known)
    assert left(known) == [0, 0, 0, 2]


def test_a_minors_record_is_kept_longer(team: Team, owner: Client) -> None:
    born = timezone.localdate().replace(day=1) - timedelta(days=10 * 366)
    who = member(team)
    known = make_patient(team, phone="", given_name="Noa", born_on=born)
    write_note(who, known, 0, "x")
    assert str(born.year + 25) in owner.get(f"/patients/{known.id}/erase/").text


def test_what_ended_meanwhile_is_not_written(team: Team, owner: Client) -> None:
    known = make_patient(team)
    erase(owner, known)
    with pytest.raises(ClosedMeanwhile):
        write_note(member(team), known, 0, "late")
    with pytest.raises(ClosedMeanwhile):
        ending.erase(member(team, Role.OWNER), known)
    assert left(known) == [0, 0, 0, 0]


def test_erasing_early_is_refused_below_the_page_too(team: Team) -> None:
    known = treated(team)
    with pytest.raises(ClosedMeanwhile):
        ending.erase(member(team, Role.OWNER), known)
    assert Patient.objects.get(pk=known.id).state == State.OPEN.value


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.FRONT_DESK, Role.AUDITOR])
def test_the_owner_alone_erases(team: Team, role: Role) -> None:
    known = make_patient(team)
    someone = signed_in(team.people[role], again=True)
    for page in ("erase/", "unlock/"):
        assert (
            someone.post(f"/patients/{known.id}/{page}", {"typed": known.code}).status_code == 403
        )
    assert someone.get("/patients/locked/").status_code == 403
    event = events_about(team.clinic.pk, known.item).first()
    assert event is not None
    assert json.loads(event.details) == {"part": "registration"}
