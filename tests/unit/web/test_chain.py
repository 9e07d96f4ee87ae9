"""The payload is the same for the same event and for no other, and its form never changes."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from backcheck.web.audit.chain import START, Link, mac, payload
from tests.support.trail import FIRST, KEY

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
NUMBER = st.integers(1, 2**63 - 1)
LINKS = st.builds(
    Link,
    number=NUMBER,
    at=st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)),
    clinic=st.none() | st.uuids(),
    who_id=TEXT,
    who_name=TEXT,
    verb=TEXT,
    object_kind=TEXT,
    object_id=TEXT,
    details=TEXT,
    previous_mac=st.just(START),
)


def test_the_form_is_this_one_for_ever() -> None:
    """Written by hand: a trail that was written by one release is verified by all later ones."""
    written = (
        '[1,1,"2026-03-01T08:30:00.000005+00:00","00000000-0000-0000-0000-000000000007",'
        r'"u1","\u05d3\u05e0\u05d4","read","patient","p1","{}"]'
    )
    assert payload(FIRST) == written.encode()
    code = hmac.new(KEY, (START + "\n" + written).encode(), hashlib.sha256).hexdigest()
    assert mac(FIRST, KEY) == code


@given(LINKS)
def test_everything_an_event_says_is_in_it(link: Link) -> None:
    _, number, at, clinic, *texts = json.loads(payload(link))
    assert (number, datetime.fromisoformat(at)) == (link.number, link.at)
    assert clinic == (None if link.clinic is None else str(link.clinic))
    told = [link.who_id, link.who_name, link.verb, link.object_kind, link.object_id, link.details]
    assert texts == told


@given(LINKS, LINKS)
def test_two_events_have_one_payload_only_when_they_are_one(one: Link, other: Link) -> None:
    assert (payload(one) == payload(other)) == (one == other)


@given(LINKS, st.data())
def test_moving_letters_from_one_field_to_another_shows(link: Link, data: st.DataObject) -> None:
    """No separator can be smuggled in: what joins two fields is never what stands in one."""
    joined = link.who_id + link.who_name
    cut = data.draw(st.integers(0, len(joined)))
    moved = replace(link, who_id=joined[:cut], who_name=joined[cut:])
    assert (payload(moved) == payload(link)) == (moved == link)


@given(LINKS, st.integers(-12, 14))
def test_an_instant_is_the_same_in_every_time_zone(link: Link, hours: int) -> None:
    later = replace(link, at=link.at.replace(year=2020))
    elsewhere = replace(later, at=later.at.astimezone(timezone(timedelta(hours=hours))))
    assert payload(elsewhere) == payload(later)


@given(LINKS, st.binary(min_size=32, max_size=32))
def test_another_key_and_another_event_before_make_another_code(link: Link, key: bytes) -> None:
    if key != KEY:
        assert mac(link, key) != mac(link, KEY)
    assert mac(replace(link, previous_mac="1" * 64), key) != mac(link, key)


def test_a_value_of_another_kind_makes_another_code_and_no_error() -> None:
    for field in fields(Link):
        for value in (b"\xff", 1.5, "\ud800", [1], object()):
            assert mac(replace(FIRST, **{field.name: value}), KEY) != mac(FIRST, KEY)
