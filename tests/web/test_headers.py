"""What every response says about what may be done with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

ANSWERS = ("/", "/courses/worse/", "/check/example/")
STATIC = ("/static/kit/backcheck.css", "/static/exchange/drop.js")
PAGES = (*ANSWERS, "/check/", "/design/", "/nosuch/", *STATIC)


def ask(client: Client, address: str) -> Any:
    response = client.get(address)
    response.close()
    return response


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_allows_our_own_files_and_no_inline_code(client: Client, address: str) -> None:
    policy = ask(client, address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    for loose in ("unsafe", "*", "http", "data:", "nonce"):
        assert loose not in policy


@pytest.mark.parametrize("address", PAGES)
def test_every_response_is_closed_to_others(client: Client, address: str) -> None:
    response = ask(client, address)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("address", ANSWERS)
def test_no_copy_of_an_answer_is_kept(client: Client, address: str) -> None:
    response = client.get(address)
    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"


def test_the_only_cookie_guards_the_form(client: Client) -> None:
    client.get("/")
    (cookie,) = client.cookies.values()
    assert cookie.key == "backcheck_csrf"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["max-age"]


@pytest.mark.parametrize("address", ANSWERS)
def test_a_page_has_no_inline_code_and_names_no_other_site(client: Client, address: str) -> None:
    text = client.get(address).text
    assert "://" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")  # a name, no site
    assert "style=" not in text
    assert "<style" not in text
    assert not any(f" on{event}=" in text for event in ("click", "change", "submit", "load"))
