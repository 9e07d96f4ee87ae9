"""Coming in by a one-time link: a new clinic, a colleague, somebody who lost everything."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from backcheck.web.audit.event import Process
from backcheck.web.audit.models import AuditEvent
from backcheck.web.clinics.links import make_link, make_link_again, make_owner_link
from backcheck.web.clinics.models import Account, Clinic, OneTimeLink
from backcheck.web.clinics.roles import Role
from backcheck.web.commands.link import tell_first_link
from backcheck.web.kit.logs import NoSecrets
from tests.support.signing_in import assert_no_english, browser, code
from tests.support.team import PASSWORD, Team, make_team, signed_in

BY = Process("test")
NEW = "eleven purple kettles"
CHOSEN = {
    "clinic_name": "Riverside",
    "name": "Noa Levi",
    "username": "Noa",
    "password1": NEW,
    "password2": NEW,
    "language": "he",
}


@pytest.fixture(scope="module")
def teams(installation: Path) -> None:
    """Nobody is there before somebody came."""


@pytest.fixture
def team() -> Team:
    return make_team("North")


def come(secret: str, client: Client | None = None, **sent: str) -> Any:
    return (client or browser()).post(f"/welcome/{secret}/", {**CHOSEN, **sent})


def test_a_clinic_begins_and_its_owner_chooses_an_app() -> None:
    client, secret = browser(), make_owner_link(BY)
    page = client.get(f"/welcome/{secret}/")
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert come(secret, client)["Location"] == "/account/second-factor/"
    assert client.get("/")["Location"] == "/account/second-factor/"  # nothing before that
    chosen = client.get("/account/second-factor/")
    assert '<html lang="he" dir="rtl">' in chosen.text
    page = client.get("/account/second-factor/app/")
    own = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page.text)
    assert own
    sent = {"code": code(own[1].replace(" ", ""))}
    assert (
        client.post("/account/second-factor/app/", sent)["Location"] == "/account/recovery-codes/"
    )
    assert client.get("/account/recovery-codes/").status_code == 200
    assert client.get("/account/").status_code == 200
    account = Account.objects.get()
    assert (account.username, account.role, account.clinic.name) == ("noa", "owner", "Riverside")
    assert all(each.who_name for each in AuditEvent.objects.all())


def test_reading_does_not_use_a_link_up_and_using_does() -> None:
    secret = make_owner_link(BY)
    for _ in range(3):
        assert browser().get(f"/welcome/{secret}/").status_code == 200
    assert come(secret, password2="other").status_code == 422
    assert come(secret).status_code == 302
    for response in (browser().get(f"/welcome/{secret}/"), come(secret, username="second")):
        assert response.status_code == 404
        assert "Ask an owner" in response.text
    assert Clinic.objects.count() == 1


def test_an_old_or_unknown_link_is_told_alike() -> None:
    secret = make_owner_link(BY)
    OneTimeLink.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert browser().get(f"/welcome/{secret}/").status_code == 404
    assert browser().get("/welcome/nothing/").status_code == 404
    assert come("nothing").status_code == 404


def test_a_colleague_joins_as_what_the_owner_said(team: Team) -> None:
    secret = make_link(team.clinic.pk, Role.FRONT_DESK, "Dana", BY)
    assert 'value="Dana"' in browser().get(f"/welcome/{secret}/").text
    assert come(secret, role="owner", clinic_name="Mine").status_code == 302
    account = Account.objects.get(username="noa")
    assert (account.clinic_id, account.role) == (team.clinic.pk, "front_desk")


def test_somebody_who_lost_everything_chooses_it_anew(team: Team) -> None:
    account = team.people[Role.PRACTITIONER]
    there = signed_in(account)
    secret = make_link_again(account, BY)
    client = browser()
    page = client.get(f"/welcome/{secret}/")
    assert account.username in page.text
    response = client.post(f"/welcome/{secret}/", {"password1": NEW, "password2": NEW})
    assert response["Location"] == "/account/second-factor/"
    assert not Authenticator.objects.filter(user=account).exists()
    assert there.get("/account/").status_code == 302
    account.refresh_from_db()
    assert account.check_password(NEW)
    assert not account.check_password(PASSWORD)


def test_a_link_of_a_disabled_account_is_over(team: Team) -> None:
    account = team.people[Role.PRACTITIONER]
    secret = make_link_again(account, BY)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert browser().get(f"/welcome/{secret}/").status_code == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"username": "a b"}, "without spaces"),
        ({"username": "{taken}"}, "Somebody has this"),
        ({"name": "Noa\u202elevi"}, "be seen"),
        ({"name": "Noa\x07"}, "be seen"),
        ({"password1": "short", "password2": "short"}, "Too short"),
        ({"password1": "noa levi noa", "password2": "noa levi noa"}, "like a name"),
        ({"language": "fr"}, "Select a valid choice"),
        ({"clinic_name": " "}, "Type a name"),
    ],
)
def test_what_will_not_do_is_told_and_the_link_stays(
    team: Team, sent: dict[str, str], told: str
) -> None:
    secret = make_owner_link(BY)
    taken = team.people[Role.OWNER].username.upper()
    response = come(secret, **{key: text.format(taken=taken) for key, text in sent.items()})
    assert response.status_code == 422
    assert told in response.text
    assert come(secret).status_code == 302


def test_hebrew_pages_hold_no_words_of_others(team: Team) -> None:
    client = browser(HTTP_ACCEPT_LANGUAGE="he")
    secret = make_owner_link(BY)
    assert_no_english(client.get(f"/welcome/{secret}/").text)
    assert_no_english(client.post(f"/welcome/{secret}/", {"username": "a b", "name": "\x07"}).text)
    assert_no_english(client.get("/welcome/nothing/").text)
    come(secret, client, clinic_name="נהר", name="נועה")
    for path in ("", "app/", "passkey/"):
        assert_no_english(
            re.sub(
                r'<code class="secret".*?</code>',
                "",
                client.get(f"/account/second-factor/{path}").text,
            )
        )


def test_the_first_link_is_told_once_nobody_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    from django.db import connection  # noqa: PLC0415

    close, connection.close = connection.close, lambda: None  # the test's own transaction goes on
    try:
        tell_first_link("http://localhost:8000/")
        told = re.search(r"http://localhost:8000(/welcome/\S+/)", capsys.readouterr().err)
        assert told
        assert browser().get(told[1]).status_code == 200
        come(told[1].split("/")[2])
        tell_first_link("http://localhost:8000/")
        assert capsys.readouterr().err == ""
    finally:
        connection.close = close


def test_no_log_holds_a_secret() -> None:
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 0, "%s: %s", ("Error", "/welcome/s3-cr_et/?x=1"), None
    )
    NoSecrets().filter(record)
    assert record.getMessage() == "Error: /welcome/…/?x=1"
