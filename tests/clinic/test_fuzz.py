"""Whatever is sent to whatever address by whoever: an answer in words, never a fault of ours.

The fields are those of the forms that the page itself shows, so that a new page is tried as soon
as its address is listed. ``drills/fuzz.py`` runs many more examples.
"""

from __future__ import annotations

import itertools
import os
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import FakePayload
from django.urls import get_resolver
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from backcheck.web.clinics.roles import Role
from tests.support.addresses import ADDRESSES, METHODS, filled, views
from tests.support.team import Team, signed_in

USUAL = 3
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", USUAL))
ALL = sorted({*ADDRESSES, *dict(views(get_resolver("backcheck.web.urls")))})
WITH_PARAMETERS = [each for each in ALL if "<" in each]
# An export of everything is made by another thread, which sees no rows that are rolled back later:
# tests/database/test_export_page.py sends that form.
SENT = [each for each in ALL if each != "/clinic/export/"]
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
few = effort(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=SLOW,
)

NASTY = [
    *("", " ", "\t\r\n", "\x00", "a\x00b", "\x7f", "\x1b[31m", "\ufeff", "\ufffe"),
    *("\ud800", "\udfff\ud800", "a\ud83d", "\u202eabc", "\u2066\u2069", "\u200b", "e\u0301" * 50),
    *(
        "🙂" * 20,
        "א" * 300,
        "ﷺ" * 50,
        "İ",
        "ﬀ",
        "x" * 100_000,
        "9" * 400,
        "-1",
        "0",
        "1e309",
        "NaN",
    ),
    *("2" * 20, str(2**63), str(2**64), "-" + str(2**63), "0x10", "١٢٣", "1.5", "NaN", "null"),
    *("' OR 1=1 --", '"; DROP TABLE audit_event; --', "%' ESCAPE '", "<script>alert(1)</script>"),
    *("{{ 7|add:7 }}", "{% load kit %}", "${7*7}", "%s%n%d", "{0.__class__}", "../../etc/passwd"),
    *("\\\\evil\\x", "file:///etc/passwd", "%ED%A0%80", "%00", "%", "&;=", "[]", "{}", '{"a": 1}'),
    *("0001-01-01", "9999-12-31", "2026-02-30", "00000000-0000-0000-0000-000000000000", "=1+1"),
    *("not-a-uuid", "account", "owner", "+972-50-000-0000", "000000018", "a@b", "2026-01-01T25:61"),
]
KNOWN = ["next", "page", "before", "first", "last", "verb", "person", "words", "q", "language"]
LANGUAGES = ["he", "en;q=x", "*", "zz-" + "a" * 5000, "\xff", ",,,;q=", "he-IL;q=99999999999"]
values = st.sampled_from(NASTY) | st.text(max_size=20)
pairs = st.lists(st.tuples(st.sampled_from(KNOWN) | st.text(max_size=8), values), max_size=4)
cookies = st.dictionaries(
    st.sampled_from(["backcheck_session", "backcheck_csrf", "backcheck_language", "messages"]),
    st.sampled_from([each for each in NASTY if each.isascii() and each.isprintable()]),
    max_size=2,
)
ANYBODY = sorted([*Role, "nobody"])


def quoted(text: str) -> str:
    """As bytes of an address: halves of letters too, which no honest browser sends."""
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


def query(asked: list[tuple[str, str]]) -> str:
    return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in asked)


def fields_of(text: str) -> dict[str, str]:
    """The names of a page's fields, with what stands in them."""
    found = {}
    for tag in re.findall(r"<(?:input|select|textarea|button)[^>]*>", text):
        name = re.search(r'\bname="([^"]*)"', tag)
        value = re.search(r'\bvalue="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found.setdefault(name[1], value[1] if value else "1")
    return found


class Browsers(dict[str, Client]):
    """Somebody of each role, and nobody; signed in when they are first wanted."""

    def __init__(self, team: Team) -> None:
        self.team = team

    def __missing__(self, who: str) -> Client:
        is_nobody = who == "nobody"
        person = None if is_nobody else self.team.people[Role(who)]
        client = signed_in(person, again=True) if person else Client(SERVER_NAME="localhost")
        client.raise_request_exception = False
        self[who] = client
        return client


def sound(response: Any, asked: str) -> None:
    """Answered in words: no fault of ours, and nothing of how it is made."""
    assert response.status_code < 500, asked
    if response.streaming:
        list(response)
    elif "html" in response.headers.get("Content-Type", ""):
        assert "Traceback" not in response.text, asked
        assert 'File "' not in response.text, asked
        assert "<script>alert" not in response.text, asked


def send(client: Client, address: str, method: str, body: bytes, kind: str, **more: str) -> Any:
    """Exactly these bytes. The client's own methods would tidy them."""
    path, _, asked = address.partition("?")
    environment: dict[str, Any] = {
        "PATH_INFO": raw(path),
        "QUERY_STRING": asked,
        "REQUEST_METHOD": method,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "localhost",
        **more,
        "wsgi.input": FakePayload(body),
    }
    return client.request(**environment)


def raw(path: str) -> str:
    """A path as a WSGI server hands it over: its bytes as Latin letters."""
    parts = re.split(r"(%[0-9A-F]{2})", path)
    told = [bytes.fromhex(p[1:]) if p.startswith("%") else p.encode() for p in parts]
    return b"".join(told).decode("latin-1")


@pytest.mark.parametrize("pattern", ALL)
def test_no_query_is_our_fault(team: Team, pattern: str) -> None:
    asked, everybody = filled(pattern, team), Browsers(team)

    @few
    @given(pairs=pairs, method=st.sampled_from(METHODS), who=st.sampled_from(ANYBODY))
    def tried(pairs: list[tuple[str, str]], method: str, who: str) -> None:
        address = f"{asked}?{query(pairs)}"
        sound(send(everybody[who], address, method, b"", ""), f"{method} {address[:200]} by {who}")

    tried()


@pytest.mark.parametrize("pattern", SENT)
def test_no_form_is_our_fault(team: Team, pattern: str) -> None:
    """The fields that the page shows, each with what nobody would write there."""
    asked, everybody = filled(pattern, team), Browsers(team)
    owner = everybody[Role.OWNER.value]
    page = owner.get(asked)
    is_page = page.headers.get("Content-Type", "").startswith("text/html")
    shown = fields_of(page.text) if is_page else {}
    names = st.sampled_from(sorted(shown) or KNOWN)
    changes = st.lists(st.tuples(names, values), min_size=1, max_size=5)

    @few
    @given(changes=changes, as_query=st.booleans(), method=st.sampled_from(["POST", "PUT"]))
    def tried(changes: list[tuple[str, str]], as_query: bool, method: str) -> None:
        kept = [(name, value) for name, value in shown.items() if name not in dict(changes)]
        body = query([*kept, *changes])
        kind = "application/x-www-form-urlencoded"
        if as_query:
            sound(send(owner, f"{asked}?{body}", "GET", b"", ""), f"GET {asked}?{body[:300]}")
        else:
            response = send(owner, asked, method, body.encode(), kind)
            sound(response, f"{method} {asked} {body[:300]}")

    tried()
    for name in spread(list(shown)):  # a file where a text is wanted, and a text where a file is
        upload = SimpleUploadedFile("\u202e.html", b"\xff\xfe<script>alert(1)</script>")
        sound(owner.post(asked, {**shown, name: upload}), f"{asked} {name} as a file")
        sound(owner.post(asked, {**shown, name: ["a", "b", "\x00"]}), f"{asked} {name} thrice")


def spread(names: list[str]) -> list[str]:
    """Six of a long form's fields, from its beginning to its end; in a drill all of them."""
    return names[:: -(-len(names) // 6) or 1] if EXAMPLES == USUAL else names


BROKEN_PART = b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\n\xff\r\n--x--"
XML = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
BODIES = [
    (b"", "multipart/form-data"),
    (b"--x\r\n", "multipart/form-data; boundary=x"),
    (BROKEN_PART, "multipart/form-data; boundary=x"),
    (b"a=1", "multipart/form-data; boundary=" + "x" * 300),
    (b"{", "application/json"),
    (b"[" * 100_000, "application/json"),
    (XML, "text/xml"),
    (b"a=%ED%A0%80&b=%FF&%00=%00", "application/x-www-form-urlencoded"),
    (b"a=1", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"a=1", "application/x-www-form-urlencoded; charset=nosuch"),
    (b"&".join(b"a=1" for _ in range(1_500)), "application/x-www-form-urlencoded"),
]


@pytest.mark.parametrize("pattern", SENT)
def test_no_body_is_our_fault(team: Team, pattern: str) -> None:
    asked, everybody = filled(pattern, team), Browsers(team)
    for (body, kind), refused in zip(BODIES, itertools.cycle(["nobody", "auditor"]), strict=False):
        for who in ("owner", refused):
            response = send(everybody[who], asked, "POST", body, kind)
            sound(response, f"{asked} {kind[:60]} {body[:60]!r} by {who}")


@pytest.mark.parametrize("pattern", ALL)
def test_no_header_is_our_fault(team: Team, pattern: str) -> None:
    asked, everybody = filled(pattern, team), Browsers(team)

    @few
    @given(
        language=st.sampled_from(LANGUAGES),
        jar=cookies,
        who=st.sampled_from(ANYBODY),
        more=st.sampled_from([*NASTY[:20], "bytes=0-", "gzip;q=x", "null", "http://[::1"]),
    )
    def tried(language: str, jar: dict[str, str], who: str, more: str) -> None:
        text = more.encode("utf-8", "surrogatepass").decode("latin-1")
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        client.cookies.update(everybody[who].cookies)
        for name, value in jar.items():
            client.cookies[name] = value
        told = {f"HTTP_{name}": text for name in ("REFERER", "ORIGIN", "RANGE", "IF_NONE_MATCH")}
        told |= {f"HTTP_{name}": text for name in ("X_FORWARDED_FOR", "USER_AGENT", "ACCEPT")}
        told |= {"HTTP_IF_MODIFIED_SINCE": text, "HTTP_ACCEPT_ENCODING": text}
        told["HTTP_ACCEPT_LANGUAGE"] = language
        sound(send(client, asked, "GET", b"", "", **told), f"{asked} {told} {jar} by {who}")

    tried()


def some(turn: int) -> list[str]:
    """Every fourth, beginning elsewhere for each address; in a drill all of them."""
    return NASTY[turn % 4 :: 4] if EXAMPLES == USUAL else NASTY


@pytest.mark.parametrize("pattern", WITH_PARAMETERS)
def test_no_parameter_of_an_address_is_our_fault(team: Team, pattern: str) -> None:
    everybody = Browsers(team)
    for value in some(WITH_PARAMETERS.index(pattern)):
        address = re.sub(r"<[^>]*>", lambda _, told=value: quoted(told[:3_000]), pattern)
        for who in ("nobody", "owner", "front_desk"):
            sound(send(everybody[who], address, "GET", b"", ""), f"{address[:200]} by {who}")


def test_no_address_that_is_not_there_is_our_fault(team: Team) -> None:
    everybody = Browsers(team)
    for value in NASTY:
        for before in ("/", "/patients/", "/static/", "/static/kit/", "/account/"):
            address = before + quoted(value[:3_000])
            for who in ("nobody", "owner"):
                sound(send(everybody[who], address, "GET", b"", ""), f"{address[:200]} by {who}")
