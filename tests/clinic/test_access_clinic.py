"""Every address, asked for by everybody: what isn't in ``tests/support/addresses.py`` fails."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver

from backcheck.web.audit.event import Verb
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import end, events_of
from backcheck.web.clinics.roles import MAY, Act, Role
from tests.support.addresses import ADDRESSES, METHODS, UNSAFE, Address, Open, filled, views
from tests.support.team import Team, signed_in

VIEWS = dict(views(get_resolver("backcheck.web.urls")))
OURS = sorted(each for each, entry in ADDRESSES.items() if isinstance(entry.needs, Act))
WITH_ROWS = [each for each in OURS if ADDRESSES[each].rows and not ADDRESSES[each].one_s_own]
AFTER_FACTOR = [each for each in OURS if not ADDRESSES[each].before_factor]
ONCE_MORE = [each for each, entry in ADDRESSES.items() if entry.again]
CLOSED = sorted(each for each in ADDRESSES if ADDRESSES[each].needs is not Open.ANYBODY)
READ = sorted(each for each, entry in ADDRESSES.items() if "GET" in entry.methods)
# Django's class of views answers OPTIONS and takes a PUT for a POST; its change of language
# redirects whatever the method, and changes by POST alone.
STRICT = [
    each
    for each in sorted(ADDRESSES)
    if not hasattr(VIEWS.get(each), "view_class") and each != "/language/"
]
every_address = pytest.mark.parametrize("pattern", sorted(ADDRESSES))
every_role = pytest.mark.parametrize("role", list(Role))


def browser() -> Client:
    return Client(SERVER_NAME="localhost")


def new_events(team: Team, after: int) -> list[AuditEvent]:
    return list(events_of(team.clinic.pk).filter(number__gt=after))


def somebody_who_may(team: Team, entry: Address) -> Client:
    """Signed in just now, in a role that may."""
    roles = [role for role in Role if not isinstance(entry.needs, Act) or entry.needs in MAY[role]]
    return signed_in(team.people[roles[0]], again=True)


def is_sent_to_sign_in(response: object, asked: str) -> bool:
    there = getattr(response, "headers", {}).get("Location", "")
    return getattr(response, "status_code", 0) == 302 and there == f"/sign-in/?next={asked}"


def test_every_address_is_listed() -> None:
    assert set(VIEWS) == set(ADDRESSES)


@every_address
def test_every_view_says_who_it_is_for(pattern: str) -> None:
    view, needs = VIEWS[pattern], ADDRESSES[pattern].needs
    assert getattr(view, "act", Open.ANYBODY) is needs
    assert getattr(view, "login_required", True) == (needs is not Open.ANYBODY)


@every_address
def test_every_parameter_of_an_address_can_be_filled(team: Team, pattern: str) -> None:
    assert "<" not in filled(pattern, team)
    assert ("<" in pattern) == (ADDRESSES[pattern].rows is not None)


@pytest.mark.parametrize("pattern", CLOSED)
def test_who_is_nobody_is_sent_to_sign_in(team: Team, pattern: str) -> None:
    asked = filled(pattern, team)
    assert is_sent_to_sign_in(browser().get(asked), asked)
    for method in UNSAFE:
        assert browser().generic(method, asked).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("pattern", CLOSED)
def test_whose_account_was_closed_is_nobody(team: Team, pattern: str) -> None:
    owner, asked = team.people[Role.OWNER], filled(pattern, team)
    left = signed_in(owner, again=True)
    owner.is_active = False
    owner.save()
    assert is_sent_to_sign_in(left.get(asked), asked)


@pytest.mark.parametrize("pattern", AFTER_FACTOR)
@every_role
def test_without_a_second_factor_nothing_is_shown(team: Team, pattern: str, role: Role) -> None:
    person, asked = team.people[role], filled(pattern, team)
    person.authenticator_set.all().delete()
    client, (last, _) = signed_in(person, again=True), end()
    for method in ADDRESSES[pattern].methods:
        response = client.generic(method, asked)
        assert (response.status_code, response["Location"]) == (302, "/account/second-factor/")
    assert new_events(team, last) == []


@pytest.mark.parametrize("pattern", OURS)
@every_role
def test_a_role_is_let_in_or_refused(team: Team, pattern: str, role: Role) -> None:
    entry, person = ADDRESSES[pattern], team.people[role]
    assert isinstance(entry.needs, Act)
    asked, client = filled(pattern, team), signed_in(person, again=True)
    last, _ = end()
    if entry.needs in MAY[role]:
        if "GET" in entry.methods:
            answers = {entry.answers, 404} if entry.one_s_own else {entry.answers}
            assert client.get(asked).status_code in answers
        assert [event for event in new_events(team, last) if event.verb == Verb.REFUSED] == []
        return
    for method in entry.methods:
        last, _ = end()
        assert client.generic(method, asked).status_code == 403
        (event,) = new_events(team, last)
        assert (event.verb, event.object_id) == (Verb.REFUSED, entry.needs.value)
        assert (event.who_id, event.clinic) == (str(person.pk), team.clinic.pk)


@pytest.mark.parametrize("pattern", WITH_ROWS)
@every_role
def test_of_another_clinic_not_even_that_it_is_there_is_told(
    team: Team, others: Team, pattern: str, role: Role
) -> None:
    entry, asked = ADDRESSES[pattern], filled(pattern, team)
    client = signed_in(others.people[role], again=True)
    for method in entry.methods:
        last, _ = end()
        status = client.generic(method, asked).status_code
        assert status == (404 if entry.needs in MAY[role] else 403)
        (event,) = new_events(others, last)
        assert (event.verb, event.who_id) == (Verb.REFUSED, str(others.people[role].pk))
        assert new_events(team, last) == []


@pytest.mark.parametrize("pattern", ONCE_MORE)
def test_what_is_grave_asks_to_sign_in_again(team: Team, pattern: str) -> None:
    asked, entry = filled(pattern, team), ADDRESSES[pattern]
    before = signed_in(team.people[Role.OWNER])
    for method in entry.methods:
        there = before.generic(method, asked)["Location"]
        assert there.startswith("/sign-in-again/?next=%2F")


@pytest.mark.parametrize("pattern", STRICT)
def test_other_methods_are_refused(team: Team, pattern: str) -> None:
    entry = ADDRESSES[pattern]
    for method in METHODS:
        status = somebody_who_may(team, entry).generic(method, filled(pattern, team)).status_code
        assert (status == 405) == (method not in entry.methods), method


@every_address
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_nothing_is_taken_from_elsewhere(team: Team, pattern: str, is_signed_in: bool) -> None:
    """Without the token of its own form, every unsafe method is refused by everything."""
    known = somebody_who_may(team, ADDRESSES[pattern]).cookies if is_signed_in else None
    asked = filled(pattern, team)
    last, _ = end()
    for method in UNSAFE:
        client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
        client.cookies.update(known or {})
        assert client.generic(method, asked).status_code == 403
    assert end()[0] == last


@pytest.mark.parametrize("pattern", READ)
def test_head_is_like_get_without_its_body(team: Team, pattern: str) -> None:
    entry, asked = ADDRESSES[pattern], filled(pattern, team)
    whole = somebody_who_may(team, entry).get(asked)
    head = somebody_who_may(team, entry).head(asked)
    assert (head.status_code, b"".join(head)) == (whole.status_code, b"")
    assert head.headers.get("Content-Type") == whole.headers.get("Content-Type")


@pytest.mark.parametrize("pattern", [each for each in READ if each in OURS])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_is_recorded_as_its_line_says(team: Team, pattern: str, method: str) -> None:
    entry = ADDRESSES[pattern]
    asked, client, (last, _) = filled(pattern, team), somebody_who_may(team, entry), end()
    client.generic(method, asked)
    told = [event.verb for event in new_events(team, last)]
    assert told == ([entry.reads.value] if entry.reads else [])


@pytest.mark.parametrize("pattern", READ)
def test_no_cache_keeps_a_page(team: Team, pattern: str) -> None:
    for client in (browser(), somebody_who_may(team, ADDRESSES[pattern])):
        response = client.get(filled(pattern, team))
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


def test_a_refused_role_reads_nothing_of_what_it_asked_for(team: Team) -> None:
    text = signed_in(team.people[Role.AUDITOR]).get("/check/example/").text
    assert "verdict" not in text
