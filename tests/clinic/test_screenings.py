"""Doctor first in the clinic: asked, kept, open until a doctor has looked, and gone when erased."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from backcheck.knowledge.dials import WarningSigns
from backcheck.knowledge.rule_sets import rule_sets
from backcheck.knowledge.screening.given import Answer
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.open_flags import greatest
from backcheck.knowledge.screening.rules import rules
from backcheck.web.audit.queries import end, events_of
from backcheck.web.clinics.roles import Role
from backcheck.web.emergency.actions import set_lines
from backcheck.web.emergency.kinds import LineKind
from backcheck.web.patients import ending
from backcheck.web.patients.export import exported
from backcheck.web.patients.known import Known
from backcheck.web.patients.models import Patient
from backcheck.web.reviews.actions import sign
from backcheck.web.screenings import actions
from backcheck.web.screenings.models import Clearance, Screening
from backcheck.web.screenings.queries import (
    flags_of,
    how_many,
    kept_screening,
    latest_screening,
    warning_signs_of,
)
from tests.support.patients import make_patient, member
from tests.support.screenings import DOCTOR_FIRST, EMERGENCY, asked
from tests.support.team import Team, signed_in

ALL = rules().questions.all
NOES: dict[str, Answer] = {key: "no" for key, each in ALL.items() if each.values}
ABOUT = {"sex": "female", "pregnant": "no", "onset_count": "30", "onset_unit": "weeks"}
ASSESSED = {"doctor": "SECRETDOCTOR", "found": "SECRETFOUND", "seen": "1"}


@pytest.fixture
def browser(team: Team) -> Client:
    return signed_in(team.people[Role.PRACTITIONER])


def sent(answers: dict[str, Any], **more: str) -> dict[str, str]:
    """What the form sends, once everything on it was shown."""
    fields = {f"q-{key}": str(value) for key, value in answers.items()}
    return {"shown": " ".join(ALL), **ABOUT, **fields, **more}


def page_of(known: Known) -> str:
    return f"/patients/{known.id}/screenings/new/"


def checked(page: str) -> list[str]:
    tags = re.findall(r"<input[^>]*>", page)
    return [
        re.search(r'name="([^"]*)"', tag)[1]  # type: ignore[index]
        for tag in tags
        if re.search(r"\schecked", tag)
    ]


def test_what_was_answered_and_said_is_kept_and_told(team: Team, browser: Client) -> None:
    known = make_patient(team)
    page = browser.post(page_of(known), sent({**NOES, **DOCTOR_FIRST}), follow=True)
    assert page.status_code == 200
    for told in ("A doctor before treatment", "Prolonged corticosteroids", "Within two weeks"):
        assert told in page.text
    assert "not reviewed by a clinician of this clinic yet" in page.text
    assert not re.search(r"\bsafe\b", page.text)
    kept = latest_screening(known)
    assert kept is not None
    assert kept_screening(known, kept.id) == kept
    assert (kept.said.level, kept.rules_version) == (Level.DOCTOR_FIRST, rules().version)
    assert kept.answered.answers["steroids"] == "yes"
    assert (kept.answered.context.sex, kept.answered.context.days_since_onset) == ("female", 210)
    patient = browser.get(f"/patients/{known.id}/?words=patient").text
    assert "A doctor before treatment" in patient
    assert f"/screenings/{kept.id}/" in patient
    assert (
        "You told us"
        in browser.get(f"/patients/{known.id}/screenings/{kept.id}/?words=patient").text
    )


def test_a_form_that_is_sent_twice_is_one_screening(team: Team, browser: Client) -> None:
    """A second click, or a page that is loaded again; going back to change an answer is another."""
    known = make_patient(team)
    page = browser.get(page_of(known)).text
    key = re.search(r'name="key" value="([^"]*)"', page)[1]  # type: ignore[index]
    answers = {**NOES, **DOCTOR_FIRST}
    once, twice = (browser.post(page_of(known), sent(answers, key=key)) for _ in range(2))
    assert once["Location"] == twice["Location"] == f"/patients/{known.id}/screenings/{key}/"
    assert how_many(known) == 1
    kept = latest_screening(known)
    assert kept is not None
    who = member(team)
    assert actions.keep(who, known, kept.id, kept.answered, kept.said) == kept.id  # both at once
    changed = browser.post(page_of(known), sent(answers, key=key, onset_count="31"))
    assert changed["Location"] != once["Location"]
    assert browser.post(page_of(known), sent(NOES, key=key)).status_code == 302
    assert how_many(known) == 3
    other = make_patient(team, phone="", given_name="Noa")
    assert key not in browser.post(page_of(other), sent(answers, key=key))["Location"]
    assert how_many(other) == 1


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-00000000000g"])
def test_a_form_without_a_key_is_kept_too(team: Team, browser: Client, key: str) -> None:
    known = make_patient(team)
    assert browser.post(page_of(known), sent(NOES, key=key)).status_code == 302
    assert how_many(known) == 1


def test_nothing_is_chosen_beforehand_not_even_what_was_answered_last_time(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)
    for answers in ({}, {**NOES, **DOCTOR_FIRST}):
        assert checked(browser.get(page_of(known)).text) == []
        asked(team, known, answers)
    assert "Last time: Yes" in browser.get(page_of(known)).text


def test_an_answer_opens_its_follow_up_and_nothing_typed_is_lost(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)
    first = {key: value for key, value in NOES.items() if key != "bruise_spine"}
    first |= {"injury": "minor"}
    shown = " ".join(set(ALL) - {"bruise_spine", "disc_progress", "weight_loss_kg", "weight_kg"})
    again = browser.post(page_of(known), sent(first, shown=shown))
    assert again.status_code == 200
    assert "1 question follows from the answers" in again.text
    assert set(checked(again.text)) >= {f"q-{key}" for key in first}
    assert 'value="30"' in again.text
    assert latest_screening(known) is None
    assert browser.post(page_of(known), sent({**first, "bruise_spine": "no"})).status_code == 302


def test_what_has_no_answer_is_asked_once_more_and_never_taken_for_a_no(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)
    some = {key: value for key, value in NOES.items() if key != "saddle_numbness"}
    again = browser.post(page_of(known), sent(some))
    assert "1 question has no answer, which is never a no" in again.text
    assert latest_screening(known) is None
    kept = browser.post(page_of(known), sent(some, leave="yes"), follow=True)
    assert "1 question was not answered, which is never a no" in kept.text
    assert "No warning signs were reported" not in kept.text
    assert warning_signs_of(known) is WarningSigns.NOT_ASKED


def test_an_emergency_is_kept_and_told_at_once_whatever_is_open(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)
    told = browser.post(page_of(known), sent(EMERGENCY, shown=""), follow=True)
    assert "Emergency: hospital now" in told.text
    assert greatest(flags_of(known)) is Level.EMERGENCY


def test_what_can_not_be_read_is_told_beside_its_field(team: Team, browser: Client) -> None:
    known = make_patient(team)
    wrong = {**NOES, "weight_loss": "yes", "weight_loss_kg": "a lot", "weight_kg": "70"}
    again = browser.post(page_of(known), sent({**wrong, **EMERGENCY}))
    assert again.status_code == 422
    assert 'value="a lot"' in again.text
    assert "Write a number from 0 to 150" in again.text
    assert "Emergency: hospital now" in again.text  # it doesn't wait for a number
    unit = browser.post(page_of(known), sent(NOES, onset_unit=""))
    assert (unit.status_code, "Choose days, weeks" in unit.text) == (422, True)


def test_the_words_change_and_the_answers_stay(team: Team, browser: Client) -> None:
    known = make_patient(team)
    again = browser.post(page_of(known), sent({"fever": "cold"}, switch="practitioner"))
    assert "Insidious onset?" in again.text
    assert checked(again.text) == ["sex", "pregnant", "q-fever"]


def test_as_last_time_fills_the_rest_and_never_an_emergency_s_question(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)
    asked(team, known, NOES)
    ticks = {f"last-{topic}": "yes" for topic in rules().questions.topics}
    again = browser.post(page_of(known), sent({}, **ticks))
    assert f"{len(rules().emergency_questions)} questions have no answer" in again.text
    one_by_one = dict.fromkeys(rules().emergency_questions, "no")
    kept = browser.post(page_of(known), sent(one_by_one, **ticks), follow=True)
    assert "Every answer is as it was then" in kept.text
    assert "as last time" in kept.text


def test_what_is_new_since_last_time_is_told(team: Team, browser: Client) -> None:
    known = make_patient(team)
    asked(team, known, NOES)
    kept = browser.post(page_of(known), sent({**NOES, "leg_weakness": "known"}), follow=True)
    assert "What changed since" in kept.text
    assert "A doctor today" in kept.text  # known, and yet not there last time
    latest = latest_screening(known)
    assert latest is not None
    assert latest.answered.before is not None


def test_only_a_doctor_s_assessment_ends_an_emergency(team: Team, browser: Client) -> None:
    known = make_patient(team)
    asked(team, known, EMERGENCY)
    there = f"/patients/{known.id}/screenings/"
    refused = browser.post(
        f"{there}step-down/", {"rules": "A1_foot_drop", "reason": "I think so", "seen": "1"}
    )
    assert refused.status_code in (200, 422)
    assert greatest(flags_of(known)) is Level.EMERGENCY
    day = timezone.localdate().isoformat()
    assessed = {**ASSESSED, "rules": "A1_foot_drop", "seen_on": day}
    page = browser.post(f"{there}assessment/", assessed, follow=True)
    assert "warning sign is open" not in page.text
    assert flags_of(known) == ()
    latest = latest_screening(known)
    assert latest is not None
    told = browser.get(f"{there}{latest.id}/").text
    assert "A doctor assessed it: SECRETDOCTOR" in told
    row = Clearance.objects.get(patient=known.id)
    assert row.recorded_by_id == team.people[Role.PRACTITIONER].pk
    asked(team, known, EMERGENCY)
    assert greatest(flags_of(known)) is Level.EMERGENCY  # raised anew, open again


def test_a_practitioner_steps_doctor_first_down_with_a_reason(team: Team, browser: Client) -> None:
    known = make_patient(team)
    asked(team, known, DOCTOR_FIRST)
    there = f"/patients/{known.id}/screenings/step-down/"
    one = {"rules": "B4_steroids", "seen": "1"}
    assert browser.post(there, one).status_code == 422  # no reason
    assert browser.post(there, {"reason": "x", "seen": "1"}).status_code == 422
    assert browser.post(there, {**one, "reason": "seen last week"}).status_code == 302
    assert flags_of(known) == ()


def test_an_assessment_can_not_be_older_than_what_it_is_to_have_seen(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)
    asked(team, known, EMERGENCY)
    day = (timezone.localdate() - timedelta(days=1)).isoformat()
    late = {**ASSESSED, "rules": "A1_foot_drop", "seen_on": day}
    page = browser.post(f"/patients/{known.id}/screenings/assessment/", late)
    assert (page.status_code, "can&#x27;t have seen it" in page.text) == (422, True)
    assert greatest(flags_of(known)) is Level.EMERGENCY


def test_what_is_asked_while_a_form_is_open_is_not_ended_by_it(team: Team, browser: Client) -> None:
    known = make_patient(team)
    asked(team, known, EMERGENCY)
    asked(team, known, EMERGENCY)
    day = timezone.localdate().isoformat()
    one = {**ASSESSED, "rules": "A1_foot_drop", "seen_on": day}
    there = f"/patients/{known.id}/screenings/assessment/"
    late = browser.post(there, one)
    assert (late.status_code, "asked the questions again meanwhile" in late.text) == (422, True)
    assert 'value="2"' in late.text
    assert browser.post(there, {**one, "seen": "2"}).status_code == 302


def test_a_later_rule_set_changes_nothing_of_what_was_said(team: Team, browser: Client) -> None:
    known = make_patient(team)
    key = asked(team, known, EMERGENCY)
    row = Screening.objects.get(pk=key)
    said = json.loads(row.said)
    said["reasons"][0] |= {"rule": "Z9_gone", "time_frame": "gone"}
    said["reasons"][0]["told"]["id"] = "screen.reason.Z9_gone"
    row.said, row.rules_version = json.dumps(said), "0"
    answers = json.loads(row.answers)
    answers["answers"]["gone_since"] = "yes"
    row.answers = json.dumps(answers)
    row.save()
    for page in (f"screenings/{key}/", "", "screenings/new/", "screenings/assessment/"):
        there = browser.get(f"/patients/{known.id}/{page}")
        assert there.status_code == 200
    told = browser.get(f"/patients/{known.id}/screenings/{key}/").text
    assert "no words for screen.reason.Z9_gone" in told
    assert "Emergency: hospital now" in told


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.AUDITOR])
def test_who_may_read_nothing_clinical_sees_nothing_of_it(team: Team, role: Role) -> None:
    known = make_patient(team)
    key = asked(team, known, EMERGENCY)
    someone = signed_in(team.people[role])
    assert someone.get(f"/patients/{known.id}/screenings/{key}/").status_code == 403
    assert "arning sign" not in someone.get(f"/patients/{known.id}/").text


def test_a_screening_of_somebody_else_is_not_there(team: Team, browser: Client) -> None:
    known, other = make_patient(team), make_patient(team)
    key = asked(team, other, EMERGENCY)
    assert browser.get(f"/patients/{known.id}/screenings/{key}/").status_code == 404
    assert kept_screening(known, key) is None


def test_the_trail_tells_who_and_what_kind_and_nothing_clinical(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)
    last, _ = end()
    browser.post(page_of(known), sent({**NOES, **DOCTOR_FIRST}), follow=True)
    day = timezone.localdate().isoformat()
    browser.post(
        f"/patients/{known.id}/screenings/assessment/",
        {**ASSESSED, "rules": "B4_steroids", "seen_on": day},
    )
    events = list(events_of(team.clinic.pk).filter(number__gt=last).order_by("number"))
    assert [(each.verb, json.loads(each.details)["part"]) for each in events] == [
        ("write", "screening"),
        ("read", "screening"),
        ("write", "clearance"),
    ]
    whole = " ".join(each.details for each in events)
    assert not re.search(r"SECRET|steroids|DOCTOR_FIRST", whole)


def test_it_goes_out_with_the_person_and_ends_with_the_record(team: Team) -> None:
    known = make_patient(team)
    asked(team, known, {**NOES, **DOCTOR_FIRST})
    who = member(team)
    with zipfile.ZipFile(io.BytesIO(exported(who, known))) as archive:
        whole = json.loads(archive.read("patient.json"))
    assert whole["screenings"][0]["answers"]["steroids"] == "yes"
    assert whole["screenings"][0]["said"]["level"] == "DOCTOR_FIRST"
    assert whole["clearances"] == []
    Patient.objects.filter(pk=known.id).update(last_contact_on=None)
    erased = Patient.objects.get(pk=known.id).known
    ending.erase(member(team, Role.OWNER), erased)
    assert Screening.objects.filter(patient=known.id).count() == 0
    assert signed_in(team.people[Role.OWNER]).get(f"/patients/{known.id}/").status_code == 200


def test_a_locked_record_keeps_its_screenings_for_the_owner(team: Team) -> None:
    known = make_patient(team)
    key = asked(team, known, EMERGENCY)
    ending.lock_away(member(team, Role.OWNER), known)
    owner = signed_in(team.people[Role.OWNER])
    assert owner.get(f"/patients/{known.id}/screenings/{key}/").status_code == 200
    assert owner.get(page_of(known)).status_code == 404
    practitioner = signed_in(team.people[Role.PRACTITIONER])
    assert practitioner.get(f"/patients/{known.id}/screenings/{key}/").status_code == 404


def test_the_page_says_who_signed_its_rules_and_shows_the_numbers_of_the_clinic(
    browser: Client, team: Team
) -> None:
    known = make_patient(team)
    address = f"/patients/{known.id}/screenings/{asked(team, known, EMERGENCY)}/"
    owner = member(team, Role.OWNER)
    before = browser.get(address).text
    assert "not reviewed by a clinician of this clinic yet" in before
    assert "tel:" not in before
    sign(owner, rule_sets()["screening"], "Read each rule.")
    set_lines(owner, {LineKind.EMERGENCY: "555"})
    after = browser.get(address).text
    assert f"reviewed by {owner.name} of this clinic" in after
    assert "not reviewed by" not in after
    assert 'href="tel:555"' in after
    assert 'href="tel:555"' in browser.get("/before-you-start/").text
    stranger = Client(SERVER_NAME="localhost")  # of which of two clinics, nobody knows
    assert "tel:" not in stranger.get("/before-you-start/").text
