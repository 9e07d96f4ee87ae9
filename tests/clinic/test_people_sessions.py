"""A session is as short as it can be, and ends when what it rests on changes."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from tests.support.signing_in import SECRET, browser, code, give_app
from tests.support.team import PASSWORD, Team, signed_in

NEW = "eleven purple kettles"


@pytest.fixture
def owner(team: Team) -> Account:
    return give_app(team.people[Role.OWNER])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Seconds to add to the time; what asks for it asks here."""
    ahead = {"s": 0.0}
    real = time.time
    monkeypatch.setattr("backcheck.web.people.sessions.time.time", lambda: real() + ahead["s"])
    return ahead


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_half_an_hour_without_use_ends_it(owner: Account, clock: dict[str, float]) -> None:
    client = signed_in(owner)
    for _ in range(4):
        clock["s"] += 29 * 60
        assert is_in(client)
    clock["s"] += 31 * 60
    assert not is_in(client)


def test_twelve_hours_end_it_however_it_is_used(owner: Account, clock: dict[str, float]) -> None:
    client = signed_in(owner)
    for _ in range(28):
        clock["s"] += 25 * 60
        assert is_in(client)
    clock["s"] += 25 * 60
    assert not is_in(client)


def test_a_clock_set_back_ends_it(owner: Account, clock: dict[str, float]) -> None:
    client = signed_in(owner)
    clock["s"] -= 3600
    assert not is_in(client)


def test_reading_writes_the_session_once_a_minute(owner: Account, clock: dict[str, float]) -> None:
    client = signed_in(owner)
    before = Session.objects.get().session_data
    clock["s"] += 30
    assert is_in(client)
    assert Session.objects.get().session_data == before
    clock["s"] += 31
    assert is_in(client)
    assert Session.objects.get().session_data != before


def test_a_new_password_ends_the_others(owner: Account) -> None:
    here, there = signed_in(owner), signed_in(owner)
    sent = {"password": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/account/password/", sent).status_code == 302
    assert is_in(here)
    assert not is_in(there)


def _twice(password: str) -> dict[str, str]:
    return {"password": PASSWORD, "password1": password, "password2": password}


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"password": "wrong", "password1": NEW, "password2": NEW}, "This is not the password"),
        ({"password": PASSWORD, "password1": NEW, "password2": "x" + NEW}, "not the same"),
        ({"password": PASSWORD, "password1": "short", "password2": "short"}, "at least 12"),
        (
            {"password": PASSWORD, "password1": "1q2w3e4r5t6y", "password2": "1q2w3e4r5t6y"},
            "Everybody",
        ),
        (
            {"password": PASSWORD, "password1": "owner of north", "password2": "owner of north"},
            "like a name",
        ),
        ({}, "Type a password"),
    ],
)
def test_a_password_that_will_not_do(owner: Account, sent: dict[str, str], told: str) -> None:
    response = signed_in(owner).post("/account/password/", {"x": "", **sent})
    assert response.status_code == 422
    assert told in response.text


def test_another_factor_ends_the_others(owner: Account) -> None:
    here, there = signed_in(owner, again=True), signed_in(owner)
    page = here.get("/account/second-factor/app/")
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page.text)[1].replace(" ", "")
    assert "<svg" in page.text
    assert secret != SECRET
    assert secret not in str(list(Session.objects.values_list("session_data", flat=True)))
    pending = [each.get_decoded() for each in Session.objects.all()]
    assert secret not in repr(pending)
    response = here.post("/account/second-factor/app/", {"code": code(secret)})
    assert response["Location"] == "/account/recovery-codes/"
    assert is_in(here)
    assert not is_in(there)
    assert Authenticator.objects.filter(user=owner, type="totp").count() == 1


def test_signing_out_everywhere_leaves_this_one(owner: Account) -> None:
    here, there = signed_in(owner), signed_in(owner)
    assert here.post("/account/sign-out-everywhere/").status_code == 302
    assert is_in(here)
    assert not is_in(there)


def test_the_last_factor_stays(owner: Account) -> None:
    client = signed_in(owner, again=True)
    only = Authenticator.objects.get(user=owner)
    path = f"/account/second-factor/{only.pk}/remove/"
    assert client.post(path).status_code == 409
    assert Authenticator.objects.filter(pk=only.pk).exists()


def test_somebody_elses_factor_is_not_there(owner: Account, team: Team) -> None:
    client = signed_in(owner, again=True)
    theirs = Authenticator.objects.get(user=team.people[Role.AUDITOR])
    assert client.get(f"/account/second-factor/{theirs.pk}/").status_code == 404
    assert client.post(f"/account/second-factor/{theirs.pk}/remove/").status_code == 404


def test_recovery_codes_are_shown_once(owner: Account) -> None:
    client = signed_in(owner, again=True)
    assert client.post("/account/recovery-codes/new/").status_code == 302
    first = client.get("/account/recovery-codes/")
    codes = re.findall(r"<li>(\d{5}) (\d{5})</li>", first.text)
    assert len(codes) == 10
    assert first.text.count("data:text/plain") == 1
    second = client.get("/account/recovery-codes/").text
    assert not [each for each in codes if each[0] in second and each[1] in second]
    assert "10 codes are left" in client.get("/account/").text


def test_a_grave_act_asks_again_and_goes_on_where_it_was(owner: Account) -> None:
    client = signed_in(owner)
    response = client.post("/account/recovery-codes/new/")
    assert response["Location"] == "/sign-in-again/?next=%2Faccount%2Frecovery-codes%2Fnew%2F"
    sent = {"password": PASSWORD, "next": "/account/recovery-codes/new/"}
    response = client.post(response["Location"], sent)
    assert response["Location"] == "/account/recovery-codes/"
    assert Authenticator.objects.filter(user=owner, type="recovery_codes").exists()


def test_it_can_be_shown_again_by_a_code(owner: Account) -> None:
    client = signed_in(owner)
    factor = Authenticator.objects.get(user=owner).pk
    path = f"/account/second-factor/{factor}/"
    assert client.get(path)["Location"].startswith("/sign-in-again/")
    response = client.post(f"/sign-in-again/code/?next={path}", {"code": code(), "next": path})
    assert response["Location"] == path
    assert client.get(path).status_code == 200


def test_who_is_signed_in_stands_on_every_page(owner: Account, team: Team) -> None:
    text = signed_in(owner).get("/account/").text.partition("<main")[0]
    assert owner.name in text
    assert team.clinic.name in text
    assert 'action="/sign-out/"' in text
    assert 'action="/sign-out/"' not in browser().get("/sign-in/").text
