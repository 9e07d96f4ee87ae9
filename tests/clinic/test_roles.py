"""A page is for the roles that may do what it does; a refusal is kept in the trail."""

from __future__ import annotations

from django.test import Client

from backcheck.web.audit.event import Verb
from backcheck.web.audit.queries import events_of
from backcheck.web.clinics.roles import Role
from tests.support.team import Team, signed_in


def test_who_is_not_signed_in_is_sent_to_sign_in() -> None:
    response = Client(SERVER_NAME="localhost").get("/check/?x=1")
    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/check/%3Fx%3D1"


def test_a_role_that_may_not_is_refused_and_recorded(team: Team) -> None:
    desk = team.people[Role.FRONT_DESK]
    response = signed_in(desk).get("/check/")
    assert response.status_code == 403
    assert "Your role in this clinic does not include this page" in response.text
    event = events_of(team.clinic.pk).get()
    assert (event.verb, event.object_id) == (Verb.REFUSED, "check_files")
    assert event.who_id == str(desk.pk)


def test_a_role_that_may_is_let_in(team: Team) -> None:
    for role in (Role.OWNER, Role.PRACTITIONER):
        assert signed_in(team.people[role]).get("/check/").status_code == 200


def test_without_a_second_factor_nothing_is_shown(team: Team) -> None:
    owner = team.people[Role.OWNER]
    owner.authenticator_set.all().delete()
    response = signed_in(owner).get("/")
    assert (response.status_code, response["Location"]) == (302, "/account/second-factor/")


def test_everybody_begins_where_they_may_go(team: Team) -> None:
    begins = {role: signed_in(team.people[role]).get("/")["Location"] for role in Role}
    assert begins == {
        Role.OWNER: "/patients/",
        Role.PRACTITIONER: "/patients/",
        Role.FRONT_DESK: "/patients/",
        Role.AUDITOR: "/trail/",
    }
