"""The clock of the computer jumps back by a day: nothing opens, nothing is lost, all goes on."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from backcheck.web.audit.actions import record
from backcheck.web.audit.event import Item, Process, Verb
from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import links
from backcheck.web.audit.verify import Whole, verify
from backcheck.web.clinics.access import allowed
from backcheck.web.clinics.links import LinkSpent, link_of, make_link
from backcheck.web.clinics.roles import Act, Role
from tests.support.team import Team, signed_in

BACK = timedelta(days=1)


@pytest.fixture
def back(monkeypatch: pytest.MonkeyPatch):
    """Put the clock back when called."""
    now, seconds = timezone.now, time.time

    def jump() -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now() - BACK)
        monkeypatch.setattr("time.time", lambda: seconds() - BACK.total_seconds())

    return jump


def test_the_trail_goes_on_in_its_order(installation: Path, back) -> None:
    def written() -> None:
        record(verb=Verb.WRITE, what=Item("entry", "1"), by=Process("drill"))

    written()
    back()
    written()
    first, second = AuditEvent.objects.order_by("number")
    assert second.number == first.number + 1
    assert second.at < first.at  # told as the clock told it, and seen by whoever reads it
    assert isinstance(verify(links(), trail_key(installation / "keys")), Whole)


def test_who_is_signed_in_signs_in_again(team: Team, back) -> None:
    """Nobody knows how long ago they were there."""
    person = team.people[Role.PRACTITIONER]
    client = signed_in(person)
    assert client.get("/check/").status_code == 200
    back()
    assert client.get("/check/")["Location"].startswith("/sign-in/")
    assert signed_in(person).get("/check/").status_code == 200


def test_a_link_of_a_time_to_come_opens_nothing(team: Team, back) -> None:
    secret = make_link(team.clinic.pk, Role.PRACTITIONER, "Noa", Process("drill"))
    assert link_of(secret).name == "Noa"
    back()
    with pytest.raises(LinkSpent):
        link_of(secret)


def test_having_signed_in_again_tomorrow_is_not_enough(team: Team, back) -> None:
    client = signed_in(team.people[Role.OWNER], again=True)
    assert asked_again(client) is False
    back()
    assert asked_again(client) is True


def asked_again(client: Client) -> bool:
    """Whether a page for those who signed in again would ask for it."""
    request = HttpRequest()
    request.session = SessionStore(client.cookies["backcheck_session"].value)
    request.user = get_user(request)
    page = allowed(Act.EXPORT_PATIENT, again=True)(lambda request, who: HttpResponse())
    try:
        page(request)
    except ReauthenticationRequired:
        return True
    return False
