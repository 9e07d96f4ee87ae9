"""Signing what is known: by a clinician of the clinic, with a reason, and withdrawable."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from backcheck.knowledge.rule_sets import rule_sets
from backcheck.web.audit.event import Verb
from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.access import member_of
from backcheck.web.clinics.models import Clinic
from backcheck.web.clinics.roles import Role
from backcheck.web.reviews.actions import SignedMeanwhile, sign
from backcheck.web.reviews.models import Review
from backcheck.web.reviews.queries import signatures, signed, signed_before
from tests.support.team import Team, signed_in

RULES = rule_sets()["suits"]
ADDRESS = "/knowledge/suits/"
WHY = "Read each item, and hold the days against the guideline."


def _send(client: Client, act: str, why: str = WHY, content: str = RULES.sha256) -> Any:
    return client.post(f"{ADDRESS}{act}/", {"why": why, "content": content})


@pytest.fixture
def practitioner(team: Team) -> Client:
    return signed_in(team.people[Role.PRACTITIONER], again=True)


def test_nothing_is_reviewed_before_somebody_signs(team: Team, practitioner: Client) -> None:
    assert all(signed(team.clinic.pk, each) is None for each in rule_sets())
    assert practitioner.get("/knowledge/").text.count("Not reviewed by a clinician of") == len(
        rule_sets()
    )


def test_a_clinician_signs_and_everybody_of_the_clinic_reads_it(
    team: Team, others: Team, practitioner: Client
) -> None:
    assert _send(practitioner, "sign")["Location"] == ADDRESS
    found, name = signed(team.clinic.pk, "suits"), team.people[Role.PRACTITIONER].name
    assert found is not None
    assert (found.name, found.version) == (name, RULES.version)
    for address in (ADDRESS, "/who-it-may-suit/"):
        assert name in signed_in(team.people[Role.FRONT_DESK]).get(address).text
        assert name not in signed_in(others.people[Role.OWNER]).get(address).text
        assert name not in Client(SERVER_NAME="localhost").get(address).text  # two clinics here
    event = events_of(team.clinic.pk).first()
    assert event is not None
    assert (event.verb, event.object_kind) == (Verb.SIGN, "review")
    assert json.loads(event.details)["sha256"] == RULES.sha256
    assert "guideline" not in event.details


def test_a_stranger_reads_the_review_of_the_only_clinic(team: Team, others: Team) -> None:
    sign(member_of(team.people[Role.OWNER]), RULES, WHY)
    for account in others.people.values():
        account.authenticator_set.all().delete()
        account.delete()
    Clinic.objects.get(pk=others.clinic.pk).delete()
    text = Client(SERVER_NAME="localhost").get(ADDRESS).text
    assert team.people[Role.OWNER].name in text
    assert WHY not in text
    assert "/sign/" not in text


@pytest.mark.parametrize("why", ["", "  ok  ", "\u200b" * 20, "x" * 1001])
def test_a_reason_is_asked_for(team: Team, practitioner: Client, why: str) -> None:
    assert _send(practitioner, "sign", why).status_code == 422
    assert signed(team.clinic.pk, "suits") is None


def test_nobody_signs_what_they_did_not_see(team: Team, practitioner: Client) -> None:
    response = _send(practitioner, "sign", content="0" * 64)
    assert response.status_code == 422
    assert "changed after this page was shown" in response.text
    assert RULES.sha256 in response.text
    assert signed(team.clinic.pk, "suits") is None


def test_one_signature_stands_at_a_time(team: Team, practitioner: Client) -> None:
    sign(member_of(team.people[Role.OWNER]), RULES, WHY)
    with pytest.raises(SignedMeanwhile):
        sign(member_of(team.people[Role.PRACTITIONER]), RULES, WHY)
    assert _send(practitioner, "sign").status_code == 422
    assert Review.objects.filter(clinic=team.clinic).count() == 1


def test_what_is_withdrawn_stays_written(team: Team, practitioner: Client) -> None:
    assert _send(practitioner, "withdraw").status_code == 422  # nothing stands
    _send(practitioner, "sign")
    assert _send(practitioner, "withdraw", "The days are too long.")["Location"] == ADDRESS
    assert signed(team.clinic.pk, "suits") is None
    assert signed_before(team.clinic.pk, "suits") is None
    (kept,) = signatures(team.clinic.pk, RULES)
    assert (kept.reason, kept.withdrawn_why) == (WHY, "The days are too long.")
    assert kept.withdrawn_by == team.people[Role.PRACTITIONER].name
    event = events_of(team.clinic.pk).first()
    assert event is not None
    assert event.verb == Verb.WITHDRAW
    _send(practitioner, "sign")
    assert len(signatures(team.clinic.pk, RULES)) == 2
    assert "The days are too long." in practitioner.get(f"{ADDRESS}sign/").text


@pytest.mark.parametrize("changed", [{"version": "0"}, {"sha256": "0" * 64}])
def test_newer_rules_are_unsigned_and_the_page_says_which_were(
    team: Team, practitioner: Client, changed: dict[str, str]
) -> None:
    sign(member_of(team.people[Role.OWNER]), replace(RULES, **changed), WHY)
    assert signed(team.clinic.pk, "suits") is None
    before = signed_before(team.clinic.pk, "suits")
    assert before is not None
    assert before.version == changed.get("version", RULES.version)
    text = practitioner.get(ADDRESS).text
    assert "Not reviewed by a clinician of this clinic yet" in text
    assert f"An earlier version ({before.version}) was signed by" in text


def test_a_reason_lies_sealed(team: Team) -> None:
    sign(member_of(team.people[Role.OWNER]), RULES, WHY)
    (kept,) = Review.objects.filter(clinic=team.clinic).values_list("reason", flat=True)
    assert WHY not in str(kept)
