"""The owner's page of people: who may come in, and as what."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from backcheck.web.audit.models import AuditEvent
from backcheck.web.clinics.models import Account, OneTimeLink
from backcheck.web.clinics.roles import Role
from backcheck.web.people.forms import FactorNameForm
from tests.support.signing_in import assert_no_english, browser
from tests.support.team import Team, signed_in


@pytest.fixture
def client(team: Team) -> Client:
    return signed_in(team.people[Role.OWNER], again=True)


def of(account: Account, what: str = "") -> str:
    return f"/people/{account.pk}/{what}"


def test_everybody_of_the_clinic_and_nobody_else(client: Client, team: Team, others: Team) -> None:
    text = client.get("/people/").text
    assert all(each.name in text for each in team.people.values())
    assert "South" not in text


def test_only_the_owner_sees_people(team: Team) -> None:
    for role in (Role.PRACTITIONER, Role.FRONT_DESK, Role.AUDITOR):
        assert signed_in(team.people[role]).get("/people/").status_code == 403


def test_an_invitation_is_shown_once_and_opens_the_door(client: Client, team: Team) -> None:
    response = client.post("/people/invite/", {"name": "Dana", "role": "auditor"})
    link = re.search(r"http://localhost(/welcome/[\w-]+/)", response.text)
    assert link
    assert 'value="Dana"' in browser().get(link[1]).text
    secret = link[1].split("/")[2]
    assert secret not in repr(list(OneTimeLink.objects.values()))
    assert secret not in repr(list(AuditEvent.objects.values()))
    assert client.post("/people/invite/", {"name": "", "role": "king"}).status_code == 422


def test_grave_acts_ask_again(team: Team) -> None:
    account, client = team.people[Role.AUDITOR], signed_in(team.people[Role.OWNER])
    for path in ("invite/", f"{account.pk}/role/", f"{account.pk}/disable/", f"{account.pk}/link/"):
        response = client.post(f"/people/{path}", {"role": "owner", "name": "X"})
        assert response["Location"].startswith("/sign-in-again/")
    account.refresh_from_db()
    assert (account.role, account.is_active) == ("auditor", True)


def test_another_role_holds_at_once(client: Client, team: Team) -> None:
    account = team.people[Role.PRACTITIONER]
    theirs = signed_in(account)
    assert theirs.get("/check/").status_code == 200
    assert client.post(of(account, "role/"), {"role": "front_desk"}).status_code == 302
    assert theirs.get("/check/").status_code == 403
    assert client.post(of(account, "role/"), {"role": "king"}).status_code == 404


def test_a_disabled_account_is_out_at_once_and_can_come_back(client: Client, team: Team) -> None:
    account = team.people[Role.PRACTITIONER]
    theirs = signed_in(account)
    client.post(of(account, "link/"))
    assert client.post(of(account, "disable/")).status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert not OneTimeLink.objects.filter(account=account, used_at=None).exists()
    assert client.post(of(account, "link/")).status_code == 409
    assert "disabled" in client.get(of(account)).text
    assert client.post(of(account, "enable/")).status_code == 302
    assert theirs.get("/account/").status_code == 302  # the old session stays over
    assert signed_in(Account.objects.get(pk=account.pk)).get("/account/").status_code == 200


def test_the_last_owner_stays(client: Client, team: Team) -> None:
    owner = team.people[Role.OWNER]
    for path, sent in (("role/", {"role": "auditor"}), ("disable/", {})):
        response = client.post(of(owner, path), sent)
        assert response.status_code == 409
        assert "last owner" in response.text
    client.post(of(team.people[Role.AUDITOR], "role/"), {"role": "owner"})
    assert client.post(of(owner, "role/"), {"role": "auditor"}).status_code == 302


def test_a_new_link_is_for_that_account(client: Client, team: Team) -> None:
    account = team.people[Role.FRONT_DESK]
    text = client.post(of(account, "link/")).text
    link = re.search(r"http://localhost(/welcome/[\w-]+/)", text)
    assert link
    assert account.username in browser().get(link[1]).text


def test_another_clinics_people_are_not_there(client: Client, others: Team) -> None:
    account = others.people[Role.PRACTITIONER]
    assert client.get(of(account)).status_code == 404
    for path in ("role/", "disable/", "enable/", "link/"):
        assert client.post(of(account, path), {"role": "auditor"}).status_code == 404
    account.refresh_from_db()
    assert (account.role, account.is_active) == ("practitioner", True)


def test_every_change_of_people_is_recorded(client: Client, team: Team) -> None:
    account = team.people[Role.PRACTITIONER]
    for path in ("role/", "disable/", "enable/", "link/"):
        client.post(of(account, path), {"role": "auditor"})
    told = AuditEvent.objects.filter(clinic=team.clinic.pk).order_by("number")
    assert [each.details for each in told] == [
        '{"role":"auditor","what":"role"}',
        '{"what":"disabled"}',
        '{"what":"enabled"}',
        '{"role":"auditor"}',
    ]


def test_the_own_name_and_language_are_kept_everywhere(team: Team) -> None:
    account = team.people[Role.FRONT_DESK]
    client = signed_in(account)
    assert client.post("/account/", {"name": "Dana", "language": "he"}).status_code == 302
    for each in (client, signed_in(Account.objects.get(pk=account.pk))):
        assert '<html lang="he"' in each.get("/account/").text
    client.post("/language/", {"language": "en"})
    there = signed_in(Account.objects.get(pk=account.pk))
    there.cookies["backcheck_language"] = "he"
    assert '<html lang="en"' in there.get("/account/").text
    client.post("/language/", {"language": "xx"})
    account.refresh_from_db()
    assert (account.name, account.language) == ("Dana", "en")


def test_hebrew_pages_hold_no_words_of_others(client: Client, team: Team) -> None:
    client.post("/language/", {"language": "he"})
    client.post("/people/invite/", {"name": "x", "role": "king"})
    for path in (
        "/people/",
        of(team.people[Role.AUDITOR]),
        "/account/",
        "/account/password/",
        "/sign-in-again/",
        "/sign-in-again/code/",
    ):
        text = client.get(path).text
        for each in (*team.people.values(),):
            text = text.replace(each.name, "").replace(each.username, "")
        assert_no_english(text.replace(team.clinic.name, ""))


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_name_that_a_passkey_is_given_would_be_taken(team: Team, language: str) -> None:
    owner = team.people[Role.OWNER]
    owner.language = language
    owner.save()
    page = signed_in(owner, again=True).get("/account/second-factor/passkey/").text
    name = re.search(r'name="name" value="([^"]+)"', page)
    assert name
    assert FactorNameForm({"name": name[1]}).is_valid()
