"""Headers, cookies, redirects and sessions of a clinic's pages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from backcheck.web.clinics.models import Account
from backcheck.web.clinics.roles import Role
from tests.support.addresses import ADDRESSES, Open, filled
from tests.support.team import PASSWORD, Team, signed_in

READ = sorted(each for each, entry in ADDRESSES.items() if "GET" in entry.methods)
ELSEWHERE = [
    *("https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example/"),
    *("\\\\evil.example/", "http:evil.example", "https:/evil.example", "javascript:alert(1)"),
    *(" //evil.example/", "\t//evil.example/", "/\t/evil.example/", "\n//evil.example/"),
    *("data:text/html,x", "//evil.example\\@localhost/", "https://localhost@evil.example/"),
    *(
        "http://localhost.evil.example/",
        "／／evil.example/",
        "//evil。example/",
        "ftp://localhost/",
    ),
    *("\u200b//evil.example/", "\x00//evil.example/", "/%2F/../\\evil.example", "jaVaScript://x"),
]


def browser() -> Client:
    return Client(SERVER_NAME="localhost")


def policy(response: Any) -> dict[str, set[str]]:
    """The directives of the content policy."""
    parts = response["Content-Security-Policy"].split(";")
    return {name: set(rest.split()) for name, _, rest in (p.strip().partition(" ") for p in parts)}


def leads_to(location: str) -> str | None:
    """The host that a browser would ask, which takes a backslash for a slash and drops tabs."""
    seen = re.sub(r"[\t\r\n]", "", location).strip(" \x00").replace("\\", "/")
    return urlsplit(urljoin("http://localhost/sign-in/", seen)).hostname


def answers(team: Team, pattern: str) -> list[Any]:
    """As nobody, as the owner, as a role that is refused most, and with a method that isn't one."""
    if pattern not in ADDRESSES:
        return [browser().get(pattern)]
    asked = filled(pattern, team)
    owner = signed_in(team.people[Role.OWNER], again=True)
    auditor = signed_in(team.people[Role.AUDITOR], again=True)
    return [browser().get(asked), owner.get(asked), auditor.get(asked), owner.generic("X", asked)]


@pytest.mark.parametrize("pattern", [*READ, "/nosuch/"])
def test_an_answer_is_safe_to_show(team: Team, pattern: str) -> None:
    """Its headers, its cookies and what stands in it."""
    for response in answers(team, pattern):
        carries_every_header(response, pattern)
        keeps_its_cookies_from_scripts_and_other_sites(response)
        carries_nothing_inline_and_nothing_from_elsewhere(response)


def carries_every_header(response: Any, pattern: str) -> None:
    told = policy(response)
    assert not any("unsafe" in source for each in told.values() for source in each)
    assert told["default-src"] == {"'none'"}
    assert told["frame-ancestors"] == told["base-uri"] == {"'none'"}
    assert told["form-action"] == told["script-src"] == told["style-src"] == {"'self'"}
    assert not any("*" in source or "http" in source for s in told.values() for source in s)
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    is_link = pattern.startswith("/welcome/")  # whose address no other site may learn
    assert response["Referrer-Policy"] in ("same-origin", *["strict-origin"][:is_link])
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "Server" not in response
    assert "X-Powered-By" not in response


def keeps_its_cookies_from_scripts_and_other_sites(response: Any) -> None:
    for cookie in response.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] in ("Strict", "Lax"), cookie.key
        assert cookie.key.removeprefix("__Host-").startswith("backcheck"), cookie.key
        assert cookie["path"] == "/"
        assert cookie["domain"] == ""


def carries_nothing_inline_and_nothing_from_elsewhere(response: Any) -> None:
    if response.streaming or "html" not in response.headers.get("Content-Type", ""):
        return
    text = response.text.replace('xmlns="http://www.w3.org/2000/svg"', "")
    for tag in re.findall(r"<script[^>]*>", text):
        assert " src=" in tag or 'type="application/json"' in tag
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_led_elsewhere(team: Team, there: str) -> None:
    owner = team.people[Role.OWNER]
    client = signed_in(owner, again=True)
    found = [
        browser().post("/language/", {"language": "he", "next": there}),
        browser().get("/language/", {"next": there}, HTTP_REFERER=there.strip() or "/"),
        client.get("/sign-in/", {"next": there}),
        client.post("/sign-out/", {"next": there}),
        signed_in(owner).post("/sign-in-again/", {"password": PASSWORD, "next": there}),
        signed_in(owner).post(f"/sign-in-again/?next={there}", {"password": PASSWORD}),
    ]
    for response in found:
        if response.status_code in range(300, 400):
            assert leads_to(response["Location"]) == "localhost", response["Location"]


def test_a_session_from_before_signing_in_is_no_way_in(team: Team) -> None:
    """Whoever set somebody's session cookie beforehand isn't signed in with them."""
    owner = team.people[Role.OWNER]
    owner.authenticator_set.all().delete()  # so that the password alone signs in
    fixed = "a" * 32
    client = browser()
    client.cookies["backcheck_session"] = fixed
    client.post("/sign-in/", {"login": owner.username, "password": PASSWORD})
    now = client.cookies.get("backcheck_session")
    assert now is None or now.value != fixed
    thief = browser()
    thief.cookies["backcheck_session"] = fixed
    assert thief.get("/account/").status_code == 302


def test_signing_out_ends_the_session_on_the_server(team: Team) -> None:
    client = signed_in(team.people[Role.OWNER])
    before = client.cookies["backcheck_session"].value
    assert client.get("/account/").status_code == 200
    client.post("/sign-out/")
    thief = browser()
    thief.cookies["backcheck_session"] = before
    assert thief.get("/account/").status_code == 302


def test_another_password_ends_every_other_session(team: Team) -> None:
    owner = team.people[Role.OWNER]
    elsewhere = signed_in(owner)
    account = Account.objects.get(pk=owner.pk)
    account.set_password("nine loud storks")
    account.save()
    assert elsewhere.get("/account/").status_code == 302


def test_signing_out_and_changing_the_language_need_the_token_too(team: Team) -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.cookies.update(signed_in(team.people[Role.OWNER]).cookies)
    for address in ("/sign-out/", "/language/", "/sign-in-again/", "/check/"):
        assert client.post(address).status_code == 403
    forged = {"csrfmiddlewaretoken": "x" * 64}
    client.cookies["backcheck_csrf"] = "y" * 32
    assert client.post("/sign-out/", forged).status_code == 403
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil", ""])
def test_another_name_of_the_server_is_refused(host: str) -> None:
    assert Client(SERVER_NAME="localhost", HTTP_HOST=host).get("/sign-in/").status_code == 400


HOSTILE = [
    ("a.csv", b"\0" * 1000),
    ("../../etc/passwd", b"course,at,event,name,value\n"),
    ("a.csv\x00.html", b"<script>alert(1)</script>"),
    ("\u202evsc.exe", b"MZ\x90\x00"),
    ("a" * 5000 + ".csv", b"\xff\xfe\x00\x00"),
    ("a.csv", b"course,at,event,name,value\n" + b'"' * 9999),
    ("a.csv", b"course,at,event,name,value\n" + b"A,1,rating,pain,1e999\n"),
    ("a.csv", b"course,at,event,name,value\n" + b"A," + b"9" * 5000 + b",rating,pain,3\n"),
    ("a.csv", ("course,at,event,name,value\n" + "A," * 5000).encode()),
    ("a.csv", b"PK\x03\x04" + b"\0" * 500),
    ("a.csv", b"\x1f\x8b\x08\x00" + b"\0" * 500),
]


@pytest.mark.parametrize(("name", "content"), HOSTILE)
def test_a_hostile_file_is_answered_in_words(team: Team, name: str, content: bytes) -> None:
    client = signed_in(team.people[Role.PRACTITIONER])
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # what a browser would send, uncleaned
    response = client.post("/check/", {"file": upload})
    assert 400 <= response.status_code < 500
    assert "<script>alert" not in response.text


def test_too_large_a_form_is_refused(team: Team) -> None:
    client = signed_in(team.people[Role.PRACTITIONER])
    assert client.post("/check/", {"words": "a" * 5_000_000}).status_code == 400
    assert client.post("/check/", {f"a{i}": "" for i in range(2000)}).status_code == 400


def test_what_shows_nothing_of_anybody_is_all_that_is_open() -> None:
    """A new open page is a decision: it is written here too."""
    opened = {each for each, entry in ADDRESSES.items() if entry.needs is Open.ANYBODY}
    shown = {"/how-often-wrong/", "/plan/", "/design/", "/language/", "/before-you-start/"}
    # What is known; of people they show who signed it, who was told so before signing.
    shown |= {"/evidence/", "/at-home/", "/at-home/ladder/", "/who-it-may-suit/"}
    shown |= {"/what-can-go-wrong/", "/knowledge/", "/knowledge/<rules:rule_set>/"}
    shown |= {"/points/", "/points/all/", "/points/compass/", "/points/<str:code>/"}
    way_in = {"/sign-in/", "/sign-in/passkey/", "/sign-in/second-step/", "/sign-out/"}
    assert opened == {*shown, *way_in, "/welcome/<str:secret>/"}
    assert get_resolver(settings.ROOT_URLCONF).url_patterns
