"""Pseudonyms, and text without what can't be seen."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.web.patients import pseudonym
from backcheck.web.patients.typed import line, lines

CODES = st.text(pseudonym.LETTERS, min_size=6, max_size=6)


@given(CODES)
def test_a_pseudonym_is_read_as_it_is_shown_and_as_it_is_typed(code: str) -> None:
    for typed in (code, pseudonym.shown(code), code.lower(), f"  {code[:3]} {code[3:]} "):
        assert pseudonym.read(typed) == code


@pytest.mark.parametrize("typed", ["", "DANA", "BDFHJ", "BDFHJKL", "BDFHJA", "BDF.HJK", "1BDFHJK"])
def test_what_is_no_pseudonym(typed: str) -> None:
    assert pseudonym.read(typed) is None


def test_pseudonyms_are_drawn_at_random_and_without_vowels() -> None:
    drawn = {pseudonym.drawn() for _ in range(2_000)}
    assert len(drawn) >= 1_998  # two of 2,000 are alike with probability .23, three pairs never
    assert set("".join(drawn)) == set(pseudonym.LETTERS)
    assert not set(pseudonym.LETTERS) & set("AEIOUY0123456789")


@given(st.text())
def test_a_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    kept = line(text)
    assert kept == line(kept) == kept.strip()
    assert not any(unicodedata.category(mark) in ("Cc", "Cs") for mark in kept)
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text())
def test_lines_stay_as_they_are(text: str) -> None:
    kept = lines(text)
    assert kept == lines(kept)
    assert not any(unicodedata.category(m) in ("Cc", "Cs") for m in kept if m not in "\t\n")


def test_what_turns_text_around_is_dropped_and_letters_are_not() -> None:
    assert line("Dana\u202e ivel\u2066\tx\r\ny") == "Dana ivel x y"
    assert line("בן־דוד\u200f 😀 O’Neill") == "בן־דוד\u200f 😀 O’Neill"
    assert lines("a\r\nb\rc\x00") == "a\nb\nc"
