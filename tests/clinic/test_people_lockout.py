"""Guessing: a password, a code, a recovery code, a passkey. None of it goes on for long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.utils import timezone

from backcheck.web.audit.event import Verb
from backcheck.web.audit.models import AuditEvent
from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from backcheck.web.people import lockout
from tests.support.signing_in import SECOND_STEP, browser, code, first_step, give_app
from tests.support.team import Team, signed_in


@pytest.fixture
def owner(team: Team) -> Account:
    return give_app(team.people[Role.OWNER])


def fail(name: str, times: int, **more: str) -> list[int]:
    return [first_step(browser(**more), name, "wrong").status_code for _ in range(times)]


def later_by(minutes: int) -> None:
    """As if so much time had passed for what axes keeps."""
    for row in AccessAttempt.objects.all():
        moved = row.attempt_time - timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=moved)


@pytest.mark.parametrize("name", ["owner", "nobody.here"])
def test_five_failures_close_a_name_for_an_address(owner: Account, name: str) -> None:
    name = owner.username if name == "owner" else name
    assert fail(name, 6) == [200, 200, 200, 200, 429, 429]
    assert first_step(browser(), name).status_code == 429  # the right password too
    assert first_step(browser(REMOTE_ADDR="192.0.2.7"), owner.username).status_code == 302
    later_by(16)
    assert first_step(browser(), owner.username).status_code == 302


def test_trying_meanwhile_does_not_make_it_longer(owner: Account) -> None:
    fail(owner.username, 5)
    later_by(10)
    fail(owner.username, 3)
    later_by(6)
    assert first_step(browser(), owner.username).status_code == 302


def test_a_header_of_the_sender_changes_nothing(owner: Account) -> None:
    for number in range(5):
        header = {
            "HTTP_X_FORWARDED_FOR": f"198.51.100.{number}",
            "HTTP_FORWARDED": f"for=1.2.3.{number}",
        }
        last = first_step(browser(**header), owner.username, "wrong")
    assert last.status_code == 429
    addresses = set(AccessAttempt.objects.values_list("ip_address", flat=True))
    assert addresses == {"127.0.0.1"}


def test_a_lockout_is_recorded_once(owner: Account) -> None:
    fail(owner.username, 7)
    events = AuditEvent.objects.filter(verb=Verb.LOCKED_OUT.value)
    assert [each.object_id for each in events] == [str(owner.pk)]


def test_one_address_can_not_try_many_names(owner: Account) -> None:
    told = [first_step(browser(), f"name{number}", "Winter2026").text for number in range(22)]
    assert "Too many tries" not in told[19]
    assert "Too many tries" in told[20]


def test_a_name_under_siege_stays_open_where_its_owner_signs_in(
    owner: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockout, "NAME_FAILURES", 6)
    at_home = browser(REMOTE_ADDR="192.0.2.1")
    first_step(at_home, owner.username)
    assert at_home.post(SECOND_STEP, {"code": code()}).status_code == 302
    for number in range(6):
        fail(owner.username, 1, REMOTE_ADDR=f"198.51.100.{number}")
    assert first_step(browser(REMOTE_ADDR="203.0.113.5"), owner.username).status_code == 429
    assert first_step(browser(REMOTE_ADDR="192.0.2.1"), owner.username).status_code == 302
    later_by(16)
    assert first_step(browser(REMOTE_ADDR="203.0.113.5"), owner.username).status_code == 302


@pytest.mark.parametrize("guess", ["000000", "1234567890"])
def test_codes_are_guessed_five_times(owner: Account, guess: str) -> None:
    client = browser()
    first_step(client, owner.username)
    told = [client.post(SECOND_STEP, {"code": guess}).text for _ in range(6)]
    assert "fit" in told[4]
    assert "Too many tries" in told[5]
    other = browser(REMOTE_ADDR="192.0.2.9")  # another browser, address and half-done sign-in
    first_step(other, owner.username)
    assert "Too many tries" in other.post(SECOND_STEP, {"code": code()}).text
    failed = AuditEvent.objects.filter(verb=Verb.SIGN_IN_FAILED.value, object_id=str(owner.pk))
    assert failed.count() == 5


def test_the_password_asked_again_is_guessed_five_times(owner: Account) -> None:
    client = signed_in(owner)
    for _ in range(5):
        last = client.post("/sign-in-again/?next=/account/", {"password": "wrong"})
    assert last.status_code == 429


def test_passkeys_are_tried_ten_times_a_minute() -> None:
    client = Client(SERVER_NAME="localhost")
    told = [client.post("/sign-in/passkey/", {"credential": "{}"}).status_code for _ in range(11)]
    assert told == [422] * 10 + [429]


def test_failures_are_forgotten_after_a_while(owner: Account) -> None:
    fail(owner.username, 2)
    later_by(20)
    fail("nobody", 1)
    assert (
        AccessAttempt.objects.filter(
            attempt_time__lt=timezone.now() - timedelta(minutes=16)
        ).count()
        == 0
    )


def test_what_is_counted_stands_in_the_database_for_every_process(owner: Account) -> None:
    client = browser()
    first_step(client, owner.username, "wrong")
    first_step(client, owner.username)
    client.post(SECOND_STEP, {"code": "000000"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = " ".join(key for (key,) in cursor.fetchall())
    for counted in ("account:login:", "account:password_failed:", "account:login_failed:"):
        assert counted in keys
    assert AccessAttempt.objects.count() == 1
