"""A consent is given and withdrawn by itself, and never changed otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from backcheck.knowledge.consents import Purpose, consents, current
from backcheck.web.clinics.roles import Role
from backcheck.web.patients import consents as asked
from backcheck.web.patients.holding import ChangedMeanwhile
from backcheck.web.patients.kinds import How
from backcheck.web.patients.models import Consent
from tests.support.patients import make_patient, member
from tests.support.team import Team, signed_in


@pytest.fixture
def browser(team: Team) -> Client:
    return signed_in(team.people[Role.PRACTITIONER])


def given(team: Team, patient: object) -> set[Purpose]:
    return {each for each in Purpose if asked.is_given(team.clinic.pk, patient, each)}


def agree(browser: Client, patient: object, purpose: str, **more: str) -> int:
    today = timezone.localdate().isoformat()
    sent = {"given_on": today, "language": "he", "how": "paper", **more}
    status: int = browser.post(f"/patients/{patient}/consents/{purpose}/", sent).status_code
    return status


def test_each_purpose_stands_by_itself(team: Team, browser: Client) -> None:
    known = make_patient(team)
    assert given(team, known.id) == set()
    for purpose in Purpose:
        assert agree(browser, known.id, purpose.value) == 302
    assert given(team, known.id) == set(Purpose)
    for purpose in (Purpose.RESEARCH, Purpose.CASE_STORY):
        browser.post(f"/patients/{known.id}/consents/{purpose.value}/withdraw/", {"why": "my own"})
    assert given(team, known.id) == {Purpose.TREATMENT, Purpose.DIARY}
    browser.post(f"/patients/{known.id}/consents/diary/withdraw/", {})
    assert given(team, known.id) == {Purpose.TREATMENT}


def test_what_ended_stays_written_and_can_be_given_again(team: Team, browser: Client) -> None:
    known = make_patient(team)
    agree(browser, known.id, "diary")
    browser.post(f"/patients/{known.id}/consents/diary/withdraw/", {"why": "too busy"})
    browser.post(f"/patients/{known.id}/consents/diary/withdraw/", {"why": "twice"})
    agree(browser, known.id, "diary", how="screen")
    rows = list(Consent.objects.filter(patient=known.id).order_by("recorded_at"))
    assert [(row.how, row.why, row.withdrawn_at is None) for row in rows] == [
        ("paper", "too busy", False),
        ("screen", None, True),
    ]
    page = browser.get(f"/patients/{known.id}/").text
    assert "too busy" in page
    assert page.count("ended ") == 1


def test_the_text_is_read_in_either_language_before_it_is_signed(
    team: Team, browser: Client
) -> None:
    known = make_patient(team)  # who speaks Hebrew
    address = f"/patients/{known.id}/consents/treatment/"
    texts = {language: current(Purpose.TREATMENT).read(language) for language in ("en", "he")}
    assert all(part in browser.get(address).text for part in texts["he"])
    english = browser.get(f"{address}?text=en").text
    assert 'lang="en" dir="ltr">\n  <p>' in english
    assert "one person in 10,000" in english
    assert browser.get(f"{address}?text=xx").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"given_on": ""}, {"given_on": "2999-01-01"}, {"how": "by phone"}, {"language": "xx"}],
)
def test_a_consent_that_can_not_be_is_refused(
    team: Team, browser: Client, wrong: dict[str, str]
) -> None:
    known = make_patient(team)
    assert agree(browser, known.id, "diary", **wrong) == 422
    assert given(team, known.id) == set()


def test_the_same_text_is_agreed_to_once(team: Team, browser: Client) -> None:
    known = make_patient(team)
    assert agree(browser, known.id, "diary") == 302
    assert agree(browser, known.id, "diary") == 422
    day = timezone.localdate()
    with pytest.raises(ChangedMeanwhile):
        asked.give(member(team), known, Purpose.DIARY, "en", How.PAPER, day)
    assert Consent.objects.filter(patient=known.id).count() == 1


def test_the_database_lets_one_stand_and_refuses_another_word(team: Team, browser: Client) -> None:
    known = make_patient(team)
    agree(browser, known.id, "diary")
    row = Consent.objects.get(patient=known.id)
    for change in ({}, {"purpose": "advert", "withdrawn_at": timezone.now()}):
        kept = {field.attname: getattr(row, field.attname) for field in Consent._meta.fields[1:]}
        with pytest.raises(IntegrityError), transaction.atomic():
            Consent.objects.create(**{**kept, **change})


def test_an_older_text_is_asked_for_again_and_stays_readable(
    team: Team, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = make_patient(team)
    agree(browser, known.id, "diary")
    Consent.objects.filter(patient=known.id).update(version=1)
    newer = current(Purpose.DIARY)
    monkeypatch.setattr(
        "backcheck.web.patients.presenters.current",
        lambda purpose: type(newer)(
            newer.id, purpose, 2, newer.parts, newer.facts, newer.provenance
        ),
    )
    assert "ask again" in browser.get(f"/patients/{known.id}/").text
    assert (Purpose.DIARY, 1) in consents()
    assert given(team, known.id) == {Purpose.DIARY}


def test_agreeing_is_a_contact_that_the_record_is_kept_for(team: Team, browser: Client) -> None:
    known = make_patient(team)
    assert known.last_contact_on is None
    before = (timezone.localdate() - timedelta(days=9)).isoformat()
    agree(browser, known.id, "treatment", given_on=before)
    row = Consent.objects.select_related("patient").get(patient=known.id)
    assert row.given_on.isoformat() == before
    assert row.patient.last_contact_on == timezone.localdate()
