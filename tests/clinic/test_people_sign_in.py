"""Signing in: a password and a second factor, and nothing less."""

from __future__ import annotations

import re
from datetime import date

import pytest
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from axes.models import AccessAttempt
from django.core.cache import cache

from backcheck.web.audit.event import Verb
from backcheck.web.audit.models import AuditEvent
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from backcheck.web.people.sealed_factors import reseal
from backcheck.web.sealing.in_use import keyring
from backcheck.web.sealing.keys import rotated
from backcheck.web.sealing.seal import key_of, unseal
from tests.support.signing_in import (
    SECRET,
    assert_no_english,
    browser,
    code,
    first_step,
    give_app,
)
from tests.support.team import Team


@pytest.fixture
def owner(team: Team) -> Account:
    """The owner, with an app whose secret the test knows."""
    return give_app(team.people[Role.OWNER])


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))


def test_password_and_code_open_the_clinic(owner: Account) -> None:
    client = browser()
    response = first_step(client, owner.username.upper(), next="/check/")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/second-step/")
    assert client.get("/account/").status_code == 302  # not yet
    response = client.post("/sign-in/second-step/", {"code": code()})
    assert (response.status_code, response["Location"]) == (302, "/check/")
    assert client.get("/check/").status_code == 200
    event = AuditEvent.objects.get(verb=Verb.SIGN_IN.value)
    assert event.who_id == str(owner.pk)
    assert '"browser":"Firefox, Windows","means":"password+totp"' in event.details


def test_the_second_step_can_not_be_passed_by(owner: Account) -> None:
    client = browser()
    first_step(client, owner.username)
    for path in ("/", "/account/", "/account/second-factor/", "/people/"):
        assert client.get(path)["Location"].startswith("/sign-in/")
    assert Verb.SIGN_IN.value not in verbs()


def test_a_code_is_taken_once_even_in_the_steps_beside(owner: Account) -> None:
    used = code()
    client = browser()
    first_step(client, owner.username)
    assert client.post("/sign-in/second-step/", {"code": used}).status_code == 302
    again = browser()
    first_step(again, owner.username)
    assert again.post("/sign-in/second-step/", {"code": used}).status_code == 200
    row = Authenticator.objects.get(user=owner, type="totp")
    cache.touch(row.wrap()._get_used_cache_key(used), 60)  # it is still there to be kept longer
    assert cache.get(row.wrap()._get_used_cache_key(used))


def test_a_recovery_code_is_taken_once(owner: Account) -> None:
    class Signed:
        user = owner

    with context.request_context(Signed()):
        codes = RecoveryCodes.activate(owner).generate_codes()
    assert len(set(codes)) == 10
    for expected in (302, 200):
        client = browser()
        first_step(client, owner.username)
        spaced = f"{codes[3][:5]} {codes[3][5:]}"
        assert client.post("/sign-in/second-step/", {"code": spaced}).status_code == expected


def test_secrets_are_sealed_and_bound_to_their_account(owner: Account, team: Team) -> None:
    other = team.people[Role.FRONT_DESK]
    held = Authenticator.objects.filter(user=owner).values_list("data", flat=True)[0]
    assert SECRET not in str(held)
    Authenticator.objects.filter(user=other).update(data=held)
    client = browser()
    first_step(client, other.username)
    with pytest.raises(Exception, match="sealed for another row"):
        client.post("/sign-in/second-step/", {"code": code()})


def test_a_new_key_seals_them_anew_and_the_app_still_opens(owner: Account) -> None:
    before = Authenticator.objects.values_list("data", flat=True).get(user=owner)["secret"]
    Authenticator.objects.exclude(user=owner).delete()  # the others' are no secrets
    renewed = rotated(keyring(), date(2026, 6, 1))
    assert reseal(renewed) == 1
    after = Authenticator.objects.values_list("data", flat=True).get(user=owner)["secret"]
    assert key_of(before) != key_of(after) == renewed.current.id
    assert unseal(renewed, after, f"mfa_authenticator.data:{owner.pk}") == SECRET
    assert reseal(renewed) == 0


def test_unknown_name_wrong_password_and_disabled_are_told_alike(team: Team) -> None:
    disabled = team.people[Role.AUDITOR]
    Account.objects.filter(pk=disabled.pk).update(is_active=False)
    told = {
        (response.status_code, *re.findall(r'class="(?:wrong|fault)".*', response.text))
        for response in (
            first_step(browser(), "nobody.here"),
            first_step(browser(), team.people[Role.OWNER].username, "wrong password"),
            first_step(browser(), disabled.username),
        )
    }
    assert len(told) == 1
    assert "belong together" in told.pop()[1]


def test_failures_are_recorded_without_what_was_typed(team: Team) -> None:
    first_step(browser(), "my secret password", "x")
    first_step(browser(), team.people[Role.OWNER].username, "wrong password")
    events = AuditEvent.objects.filter(verb=Verb.SIGN_IN_FAILED.value).order_by("number")
    assert [each.clinic for each in events] == [None, team.clinic.pk]
    everything = repr(list(AuditEvent.objects.values()))
    assert "secret" not in everything
    assert "wrong" not in everything
    assert "secret" not in repr(list(AccessAttempt.objects.values()))


def test_the_session_gets_a_new_key_at_each_step_that_gives_more(owner: Account) -> None:
    client = browser()
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    before = client.cookies["backcheck_session"].value
    first_step(client, owner.username)
    client.post("/sign-in/second-step/", {"code": code()})
    after = client.cookies["backcheck_session"]
    assert after.value != before
    assert after["max-age"] == ""  # until the browser is closed
    assert (after["samesite"], after["httponly"]) == ("Lax", True)


def test_only_addresses_of_this_clinic_are_gone_to(owner: Account) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        client = browser()
        first_step(client, owner.username, next=elsewhere)
        row = Authenticator.objects.get(user=owner, type="totp")
        cache.delete(row.wrap()._get_used_cache_key(code()))
        assert client.post("/sign-in/second-step/", {"code": code()})["Location"] == "/"


def test_signing_out_clears_the_session(owner: Account) -> None:
    client = browser()
    first_step(client, owner.username)
    client.post("/sign-in/second-step/", {"code": code()})
    key = client.cookies["backcheck_session"].value
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    client.cookies["backcheck_session"] = key
    assert client.get("/account/").status_code == 302
    assert verbs()[-1] == Verb.SIGN_OUT.value


@pytest.mark.parametrize(
    "sent", ["", "[]", "{}", "null", '"x"', '{"id": 1}', '{"response": []}', "{"]
)
def test_a_passkey_that_is_none_is_refused_plainly(sent: str) -> None:
    response = browser().post("/sign-in/passkey/", {"credential": sent})
    assert response.status_code == 422
    assert 'role="alert"' in response.text


def test_hebrew_pages_hold_no_words_of_others(owner: Account) -> None:
    client = browser(HTTP_ACCEPT_LANGUAGE="he")
    for data in ({}, {"login": "x", "password": "y"}):
        assert_no_english(client.post("/sign-in/", data).text)
    first_step(client, owner.username)
    Account.objects.filter(pk=owner.pk).update(language="he")
    assert_no_english(client.get("/sign-in/second-step/").text)
    assert_no_english(client.post("/sign-in/second-step/", {"code": "1"}).text)
