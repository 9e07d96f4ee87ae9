"""The clinic's own emergency numbers: none before the owner sets one, and each change told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from backcheck.web.audit.event import Verb
from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.roles import Role
from backcheck.web.emergency.kinds import LineKind, can_be_dialled
from backcheck.web.emergency.models import EmergencyLine
from backcheck.web.emergency.queries import emergency_lines
from tests.support.team import Team, signed_in

ADDRESS = "/clinic/emergency/"
SHOWN = ("/at-home/", "/who-it-may-suit/")


@pytest.fixture
def owner(team: Team) -> Client:
    return signed_in(team.people[Role.OWNER], again=True)


def _set(owner: Client, emergency: str = "", closed: str = "") -> Any:
    return owner.post(ADDRESS, {"emergency": emergency, "out_of_hours": closed})


def test_none_is_shown_before_one_is_set(team: Team, owner: Client) -> None:
    assert emergency_lines(team.clinic.pk) == ()
    assert "No number is set, so none is shown" in owner.get(ADDRESS).text
    for address in SHOWN:
        assert "tel:" not in owner.get(address).text


def test_what_is_set_is_shown_to_this_clinic_alone(team: Team, others: Team, owner: Client) -> None:
    assert _set(owner, "555", "+972 50-555 0123").status_code == 302
    first, second = emergency_lines(team.clinic.pk)
    assert (first.kind, first.number) == (LineKind.EMERGENCY, "555")
    assert (second.kind, second.dial) == (LineKind.OUT_OF_HOURS, "+972505550123")
    assert emergency_lines(others.clinic.pk) == ()
    for address in SHOWN:
        assert 'href="tel:+972505550123"' in owner.get(address).text
        assert "tel:" not in signed_in(others.people[Role.OWNER]).get(address).text
    event = events_of(team.clinic.pk).first()
    assert event is not None
    assert (event.verb, event.object_kind) == (Verb.WRITE, "emergency_lines")
    assert json.loads(event.details) == {"emergency": "555", "out_of_hours": "+972 50-555 0123"}


def test_another_number_ends_the_first_and_an_empty_one_takes_it_away(
    team: Team, owner: Client
) -> None:
    for number in ("555", "556", "556", ""):
        _set(owner, number)
    assert emergency_lines(team.clinic.pk) == ()
    kept = EmergencyLine.objects.filter(clinic=team.clinic).order_by("set_at")
    assert [each.number for each in kept] == ["555", "556"]
    assert all(each.ended_at for each in kept)
    told = [e for e in events_of(team.clinic.pk) if e.object_kind == "emergency_lines"]
    assert len(told) == 3  # the same again is no change


def test_what_no_telephone_dials_is_refused(team: Team, owner: Client) -> None:
    response = _set(owner, "12", "call Dana")
    assert response.status_code == 422
    assert response.text.count("Write a number as one dials it") == 2
    assert emergency_lines(team.clinic.pk) == ()


@pytest.mark.parametrize(
    ("number", "is_one"),
    [
        ("101", True),
        ("*2700", True),
        ("+44 20 7946 0018", True),
        ("050-555-0123", True),
        ("10", False),
        ("1" * 16, False),
        ("050--555", False),
        ("١٠١", False),
        ("555;ext=1", False),
        ("55+5", False),
        ("", False),
    ],
)
def test_a_number_is_what_a_telephone_takes(number: str, is_one: bool) -> None:
    assert can_be_dialled(number) == is_one
