"""Whoever changes, removes, moves or forges an event is found at the first place."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.web.audit.chain import START, Link
from backcheck.web.audit.verify import Broken, Whole, verify
from tests.support.trail import FIRST, KEY, Row, signed, trail

EVENTS = 5
NUMBERS = st.integers(1, EVENTS)
OTHER = {int: 99, str: "else", UUID: None}


def broken_at(rows: list[Row], head: str | None = None) -> tuple[int, str]:
    found = verify(rows, KEY, head)
    assert isinstance(found, Broken)
    return found.number, found.told


@pytest.mark.parametrize("events", [0, 1, EVENTS])
def test_a_trail_that_nobody_touched_is_whole(events: int) -> None:
    rows = trail(events)
    head = rows[-1][1] if rows else START
    assert verify(rows, KEY) == verify(rows, KEY, head) == Whole(events, head)


@given(st.integers(0, EVENTS), st.integers(0, EVENTS))
def test_a_head_of_earlier_is_there_as_long_as_nothing_was_cut(then: int, now: int) -> None:
    head = trail(then)[-1][1] if then else START
    found = verify(trail(now), KEY, head)
    if then <= now:
        assert isinstance(found, Whole)
    else:
        assert isinstance(found, Broken)
        assert found.number == now + 1
        assert "cut off" in found.told


@pytest.mark.parametrize("field", [field.name for field in fields(Link)])
@pytest.mark.parametrize("number", range(1, EVENTS + 1))
def test_every_changed_field_of_every_event_is_found(field: str, number: int) -> None:
    rows = trail(EVENTS)
    link, code = rows[number - 1]
    value = getattr(link, field)
    changed = value + timedelta(microseconds=1) if field == "at" else OTHER[type(value)]
    rows[number - 1] = (replace(link, **{field: changed}), code)
    assert broken_at(rows)[0] == number


@given(NUMBERS, st.integers(0, 63))
def test_a_changed_code_is_found(number: int, place: int) -> None:
    rows = trail(EVENTS)
    link, code = rows[number - 1]
    letter = "0" if code[place] != "0" else "1"
    rows[number - 1] = (link, code[:place] + letter + code[place + 1 :])
    assert broken_at(rows)[0] == number


@given(st.sets(NUMBERS, min_size=1))
def test_removed_events_are_found_and_named(gone: set[int]) -> None:
    rows = trail(EVENTS)
    left = [row for row in rows if row[0].number not in gone]
    if left and left[-1][0].number > len(left):
        number, told = broken_at(left)
        assert number == min(gone)
        assert "missing" in told
    else:  # nothing is left after them: only a head kept elsewhere can tell
        assert isinstance(verify(left, KEY), Whole)
        assert "cut off" in broken_at(left, rows[-1][1])[1]


def test_how_many_are_missing_is_told() -> None:
    rows = trail(EVENTS)
    assert broken_at(rows[:1] + rows[2:])[1] == "event 2 is missing"
    assert broken_at(rows[:1] + rows[4:])[1] == "events 2 to 4 are missing"


@given(NUMBERS, NUMBERS)
def test_swapped_events_are_found(one: int, other: int) -> None:
    rows = trail(EVENTS)
    rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
    if one != other:
        assert broken_at(rows)[0] == min(one, other)
    renumbered = [(replace(link, number=n), code) for n, (link, code) in enumerate(rows, 1)]
    if one != other:
        assert broken_at(renumbered)[0] == min(one, other)


def test_an_event_written_twice_is_found() -> None:
    rows = trail(EVENTS)
    assert broken_at([*rows[:2], rows[1], *rows[2:]]) == (
        3,
        "event 2 stands where event 3 belongs",
    )


@given(NUMBERS)
def test_an_event_forged_without_the_key_is_found(number: int) -> None:
    rows = trail(EVENTS)
    before = rows[number - 2][1] if number > 1 else START
    forged = replace(FIRST, number=number, previous_mac=before, who_name="somebody else")
    assert broken_at([*rows[: number - 1], signed(forged, b"\0" * 32)])[0] == number


def test_an_end_written_anew_with_the_key_is_found_by_the_head_alone() -> None:
    rows = trail(EVENTS)
    forged = replace(rows[-1][0], who_name="somebody else")
    anew = [*rows[:-1], signed(forged)]
    assert isinstance(verify(anew, KEY), Whole)  # what the head is written down elsewhere for
    assert "cut off" in broken_at(anew, rows[-1][1])[1]


def test_an_event_changed_and_signed_again_leaves_the_next_one_hanging() -> None:
    rows = trail(EVENTS)
    rows[1] = signed(replace(rows[1][0], who_name="somebody else"))
    assert broken_at(rows) == (3, "event 3 does not follow the one before it")


def test_another_key_verifies_nothing() -> None:
    found = verify(trail(EVENTS), b"\0" * 32)
    assert isinstance(found, Broken)
    assert found.number == 1


def test_a_number_that_is_none_is_found() -> None:
    rows = trail(2)
    rows[1] = (replace(rows[1][0], number="two"), rows[1][1])  # type: ignore[arg-type]
    assert broken_at(rows)[0] == 2
