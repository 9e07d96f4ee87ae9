"""Every address, every method: what is not listed here does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
READ = {"GET", "HEAD"}
# Every address as urls.py writes it: one that can be asked for, and what may be done there.
LISTED = {
    "/": ("/", READ),
    "/courses/<slug:course>/": ("/courses/worse/", READ),
    "/courses/<slug:course>/report.pdf": ("/courses/worse/report.pdf", READ),
    "/courses/<slug:course>/course.csv": ("/courses/worse/course.csv", READ),
    "/check/": ("/check/", {*READ, "POST"}),
    "/check/example/": ("/check/example/", READ),
    "/check/example.csv": ("/check/example.csv", READ),
    "/before-you-start/": ("/before-you-start/", {*READ, "POST"}),
    "/how-often-wrong/": ("/how-often-wrong/", READ),
    "/plan/": ("/plan/", READ),
    "/evidence/": ("/evidence/", READ),
    "/at-home/": ("/at-home/", READ),
    "/at-home/ladder/": ("/at-home/ladder/", READ),
    "/who-it-may-suit/": ("/who-it-may-suit/", {*READ, "POST"}),
    "/what-can-go-wrong/": ("/what-can-go-wrong/", READ),
    "/knowledge/": ("/knowledge/", READ),
    "/knowledge/<rules:rule_set>/": ("/knowledge/suits/", READ),
    "/points/": ("/points/?words=right+low+back", READ),
    "/points/all/": ("/points/all/", READ),
    "/points/compass/": ("/points/compass/?pain=BL:right:L4", READ),
    "/points/<str:code>/": ("/points/ST36/", READ),
    "/design/": ("/design/", READ),
}
CHANGES_LANGUAGE = "/language/"
ALLOWED = dict(LISTED.values())


def addresses(resolver: Any, before: str = "/") -> Iterator[str]:
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield here
        else:
            yield from addresses(each, here)


ADDRESSES = sorted(ALLOWED)


def test_every_address_is_listed_here() -> None:
    assert set(addresses(get_resolver())) == {*LISTED, CHANGES_LANGUAGE}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_can_be_read(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
    assert client.head(address).content == b""


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_other_methods_are_refused(client: Client, address: str, method: str) -> None:
    refused = client.generic(method, address).status_code == 405
    assert refused == (method not in ALLOWED[address])


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_taken_from_elsewhere(address: str, method: str) -> None:
    response = Client(SERVER_NAME="localhost", enforce_csrf_checks=True).generic(method, address)
    assert response.status_code == 403
    assert "Open the page again" in response.text


def test_the_form_of_the_page_is_taken() -> None:
    browser = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    browser.get("/check/")
    token = browser.cookies["backcheck_csrf"].value
    response = browser.post("/check/", {"csrfmiddlewaretoken": token})
    assert response.status_code == 422


def test_another_site_can_not_name_us_its_own(client: Client) -> None:
    assert client.get("/", SERVER_NAME="evil.example").status_code == 400


def test_an_unknown_address_is_told_in_plain_words(client: Client) -> None:
    response = client.get("/nosuch/")
    assert response.status_code == 404
    assert "There is no such page" in response.text


OF_A_COURSE = [each for each in LISTED if "<slug:course>" in each]


@pytest.mark.parametrize("address", OF_A_COURSE)
def test_a_course_of_another_clinic_is_not_there(client: Client, address: str) -> None:
    assert client.get(address.replace("<slug:course>", "nobody")).status_code == 404


@pytest.mark.usefixtures("no_clinic")
@pytest.mark.parametrize("address", OF_A_COURSE)
def test_without_a_clinic_there_is_no_course(client: Client, address: str) -> None:
    assert client.get(address.replace("<slug:course>", "worse")).status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "\\\\evil"])
def test_switching_the_language_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    response = client.post(CHANGES_LANGUAGE, {"language": "he", "next": elsewhere})
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert client.cookies["backcheck_language"]["samesite"] == "Strict"
    assert client.cookies["backcheck_language"]["httponly"]


def test_reading_the_address_of_the_language_changes_nothing(client: Client) -> None:
    assert client.get(CHANGES_LANGUAGE + "?language=he").status_code == 302
    assert "backcheck_language" not in client.cookies
