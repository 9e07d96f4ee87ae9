"""Anything that can be written comes back; anything that was touched doesn't."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.web.sealing import normal
from backcheck.web.sealing.faults import SealingFault
from backcheck.web.sealing.keys import rotated
from backcheck.web.sealing.paper import from_paper, to_paper
from backcheck.web.sealing.recovery import make_recovery, recovered
from backcheck.web.sealing.seal import key_of, place_of, resealed, seal, unseal
from tests.support.keyrings import PLACE, drawing, keyring

RING = keyring()
HEBREW = st.text(st.characters(min_codepoint=0x0590, max_codepoint=0x05FF))
EMOJI = st.text(st.characters(min_codepoint=0x1F300, max_codepoint=0x1FAFF))
NOUGHTS = st.text(st.sampled_from("\0\x80\n|"))
LONG = st.builds(lambda text, times: text * times, st.text(min_size=1), st.integers(500, 2000))
TEXT = st.one_of(st.text(), HEBREW, EMOJI, NOUGHTS, LONG, st.just(""))


@given(TEXT)
def test_any_text_comes_back(text):
    assert unseal(RING, seal(RING, text, PLACE), PLACE) == text


@given(TEXT)
def test_two_seals_of_one_text_differ_in_nonce_and_ciphertext(text):
    one, other = (seal(RING, text, PLACE).split("|") for _ in range(2))
    assert one[:3] == other[:3]
    assert one[3] != other[3]
    assert one[4] != other[4]


@given(st.text(max_size=40), st.data())
def test_any_flipped_bit_fails(text, data):
    sealed = seal(RING, text, PLACE).encode()
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    flipped = bytearray(sealed)
    flipped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(SealingFault):
        unseal(RING, flipped.decode("latin-1"), PLACE)


def test_every_flipped_bit_of_one_value_fails():
    sealed = seal(RING, "משה כהן", PLACE).encode()
    for bit in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SealingFault):
            unseal(RING, flipped.decode("latin-1"), PLACE)


@given(st.text(), st.uuids(), st.uuids())
def test_it_opens_in_its_own_place_alone(text, pk, other):
    sealed = seal(RING, text, place_of("patients_identity", "name", pk))
    places = {place_of("patients_identity", "phone", pk)}
    places |= {place_of("patients_identity", "name", other)} if other != pk else set()
    for place in places:
        with pytest.raises(SealingFault):
            unseal(RING, sealed, place)


@given(st.text())
def test_what_is_no_sealed_value_is_refused_by_name(text):
    with pytest.raises(SealingFault):
        unseal(RING, text, PLACE)


@given(TEXT, st.integers(1, 4))
def test_any_number_of_rotations_keeps_every_value(text, times):
    ring, sealed = RING, seal(RING, text, PLACE)
    for turn in range(times):
        ring = rotated(ring, date(2027, 1, 1), drawing(f"turn {turn}"))
    moved = resealed(ring, sealed, PLACE)
    assert unseal(ring, sealed, PLACE) == unseal(ring, moved, PLACE) == text
    assert key_of(moved) == ring.current.id


@given(st.binary(min_size=20, max_size=20))
def test_any_secret_comes_back_from_paper(secret):
    assert from_paper(to_paper(secret)) == secret


@given(st.text(), st.binary(max_size=200))
def test_no_paper_and_no_file_makes_another_kind_of_fault(paper, file):
    good, wrapped = make_recovery(RING, drawing("paper"))
    with pytest.raises(SealingFault):
        recovered(paper, wrapped)
    with pytest.raises(SealingFault):
        recovered(good, file)


@given(TEXT)
def test_a_search_form_is_its_own_search_form(text):
    for form in (normal.phone, normal.identity, normal.name):
        once = form(text)
        assert form(once) == once


@given(st.text())
def test_a_name_fits_itself(text):
    assert normal.begins(text)(text) == bool(normal.name(text))
