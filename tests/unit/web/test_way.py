"""Two ways to run, and what follows from each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.web.commands.listening import Listening, NoSuchWay, listening
from backcheck.web.configuration.host import host, proxy
from backcheck.web.configuration.reading import read
from backcheck.web.configuration.way import Way, way_of

CERT, KEY = Path("cert.pem"), Path("key.pem")
NAMED = {"BACKCHECK_HOST": "Clinic.example"}
PAIR = {"BACKCHECK_CERT": "/cert.pem", "BACKCHECK_CERT_KEY": "/key.pem"}
PROXY = {"BACKCHECK_PROXY": "127.0.0.1"}


def test_this_computer_alone() -> None:
    way = way_of(read({}, None))
    assert way == Way("localhost", None)
    assert not way.is_https
    assert way.address(8000) == "http://localhost:8000/"
    assert way.hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert way.cookie("csrf") == "backcheck_csrf"


def test_a_name() -> None:
    way = way_of(read(NAMED, None))
    assert way.is_https
    assert way.hosts == ["clinic.example"]
    assert way.address(443) == "https://clinic.example/"
    assert way.address(8443) == "https://clinic.example:8443/"
    assert way.cookie("csrf") == "__Host-backcheck_csrf"


def test_behind_a_proxy_its_port_is_what_people_type() -> None:
    way = way_of(read({**NAMED, **PROXY}, None))
    assert way == Way("clinic.example", "127.0.0.1")
    assert way.address(8000) == "https://clinic.example/"


@pytest.mark.parametrize("text", ["", "localhost", "LOCALHOST", "127.0.0.1"])
def test_names_of_this_computer(text: str) -> None:
    assert host(text) == "localhost"


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("0.0.0.0", "this is an address; write the name"),
        ("::", "this is an address"),
        ("[::1]", "this is an address"),
        ("192.168.1.5", "this is an address"),
        ("https://clinic.example", "without https://"),
        ("clinic.example:8443", "without a port"),
        ("clinic.example.", "write the name alone"),
        ("-clinic", "write the name alone"),
        ("a..b", "write the name alone"),
        ("*", "write the name alone"),
        (".example.org", "write the name alone"),
        ("a" * 64, "write the name alone"),
        ("a." * 127 + "a", "write the name alone"),
        ("clinic\n", "write the name alone"),
        ("מרפאה.example", "write it in the letters a to z: xn--"),
        ("מרפאה..example", "write the name alone"),
    ],
)
def test_what_is_no_name_is_refused(text: str, instead: str) -> None:
    with pytest.raises(ValueError, match=instead):
        host(text)


@given(st.text())
def test_whatever_is_written_is_a_name_or_refused_in_words(text: str) -> None:
    try:
        found = host(text)
    except ValueError as told:
        assert "write" in str(told)
    else:
        assert found.isascii()
        assert found == found.lower()


@pytest.mark.parametrize("text", ["10.0.0.1", "*", "0.0.0.0/0", "localhost", "::1"])
def test_a_proxy_elsewhere_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write 127\.0\.0\.1"):
        proxy(text)


def asked(
    environment: dict[str, str],
    name: str | None = None,
    cert: Path | None = None,
    key: Path | None = None,
    port: int | None = None,
) -> Listening:
    return listening(read(environment, None), name, cert, key, port)


def test_nothing_asked_is_this_computer_alone() -> None:
    assert asked({}) == Listening()
    assert not asked({}).is_everywhere


def test_options_win_over_settings() -> None:
    found = asked({**NAMED, **PAIR}, "other.example", CERT, KEY, 8443)
    assert found.way == Way("other.example")
    assert found.pair is not None
    assert (found.pair.cert, found.pair.key, found.port) == (CERT, KEY, 8443)
    assert found.is_everywhere


def test_settings_alone_are_enough() -> None:
    found = asked({**NAMED, **PAIR})
    assert found.pair is not None
    assert (found.way.host, found.port) == ("clinic.example", 443)


def test_localhost_when_asked_for_wins_over_every_setting() -> None:
    assert asked({**NAMED, **PAIR}, "localhost") == Listening()
    assert asked({**NAMED, **PROXY}, "localhost", port=0) == Listening(port=0)


def test_behind_a_proxy_this_computer_alone_is_answered() -> None:
    found = asked({**NAMED, **PROXY})
    assert (found.port, found.pair, found.is_everywhere) == (8000, None, False)
    assert found.way.is_https


@pytest.mark.parametrize(
    ("environment", "name", "cert", "key", "instead"),
    [
        ({}, "a.example", None, None, "give --cert FILE and --key FILE"),
        ({}, "a.example", CERT, None, "give --cert FILE and --key FILE"),
        ({}, "a.example", None, KEY, "give --cert FILE and --key FILE"),
        (NAMED, None, None, None, "or write --host localhost"),
        ({}, None, CERT, KEY, "write it with --host NAME"),
        ({}, "localhost", CERT, KEY, "write it with --host NAME"),
        (PAIR, None, None, None, "write it with --host NAME"),
        (PROXY, None, None, None, "write it with --host NAME"),
        ({**NAMED, **PAIR, **PROXY}, None, None, None, "leave out the certificate"),
        ({**NAMED, **PROXY}, None, CERT, KEY, "leave out the certificate"),
    ],
)
def test_what_does_not_go_together_is_refused(
    environment: dict[str, str], name: str | None, cert: Path | None, key: Path | None, instead: str
) -> None:
    with pytest.raises(NoSuchWay, match=instead):
        asked(environment, name, cert, key)
