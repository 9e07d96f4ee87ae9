"""What a proxy says is believed from that proxy alone."""

from __future__ import annotations

from typing import Any

import pytest

from backcheck.web.kit.forwarded import ProxySilent, settle

PROXY = "127.0.0.1"
WRITTEN = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_REAL_IP": "203.0.113.9",
    "HTTP_FORWARDED": "for=203.0.113.9",
}


def seen(peer: str, proxy: str | None, **headers: str) -> dict[str, Any]:
    request: dict[str, Any] = {"REMOTE_ADDR": peer, "wsgi.url_scheme": "http", **headers}
    settle(request, proxy)
    return request


@pytest.mark.parametrize("proxy", [None, PROXY])
def test_what_anybody_writes_is_taken_away(proxy: str | None) -> None:
    found = seen("198.51.100.7", proxy, **WRITTEN)
    assert found == {"REMOTE_ADDR": "198.51.100.7", "wsgi.url_scheme": "http"}


def test_without_a_proxy_this_computer_is_not_believed_either() -> None:
    assert seen(PROXY, None, **WRITTEN)["REMOTE_ADDR"] == PROXY


def test_the_proxy_is_believed_and_nothing_of_it_stays() -> None:
    found = seen(PROXY, PROXY, **WRITTEN)
    assert found == {"REMOTE_ADDR": "203.0.113.9", "wsgi.url_scheme": "https"}


def test_only_the_last_address_was_written_by_the_proxy() -> None:
    forged = {**WRITTEN, "HTTP_X_FORWARDED_FOR": "192.0.2.1, 127.0.0.1,2001:DB8::0:7"}
    assert seen(PROXY, PROXY, **forged)["REMOTE_ADDR"] == "2001:db8::7"


def test_a_proxy_that_was_asked_in_clear_says_so() -> None:
    plain = {**WRITTEN, "HTTP_X_FORWARDED_PROTO": "http"}
    assert seen(PROXY, PROXY, **plain)["wsgi.url_scheme"] == "http"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_PROTO": "http,https", "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "203.0.113.9, unknown"},
    ],
)
def test_a_proxy_that_does_not_say_who_asks_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(ProxySilent, match=r"docs/running\.md"):
        seen(PROXY, PROXY, **headers)


def test_an_address_has_one_form() -> None:
    assert seen("::ffff:198.51.100.7", None)["REMOTE_ADDR"] == "198.51.100.7"
    assert seen("::FFFF:127.0.0.1", PROXY, **WRITTEN)["REMOTE_ADDR"] == "203.0.113.9"
    assert seen("", None)["REMOTE_ADDR"] == ""
