"""Sealed values: their format stays readable, and each way of being wrong has a name."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backcheck.web.sealing import seal as sealing
from backcheck.web.sealing.faults import (
    BadPlace,
    NotSealed,
    SealingFault,
    Tampered,
    UnknownKey,
    UnknownVersion,
    WrongPlace,
)
from backcheck.web.sealing.keys import rotated
from backcheck.web.sealing.seal import key_of, place_of, resealed, seal, unseal
from tests.support.keyrings import MADE_ON, PLACE, drawing, keyring

NAME = "משה כהן"
KEPT = (
    "1|a1dc26d5|e_fcChFE|pYV8MfmzRrzorrWk|"
    "_KxSzGHZlhtdydQp1wJpr3iYTrmJwrDFdk_Jh3I4Gt1-N4DMv5mMYrcTqtI1otc-"
)


def test_aes_gcm_is_as_its_authors_print_it():
    """Test case 16 of the GCM specification (McGrew and Viega): 256-bit key, associated data."""
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    nonce = bytes.fromhex("cafebabefacedbaddecaf888")
    clear = bytes.fromhex(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    closed = bytes.fromhex(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    assert sealing._close(key, nonce, clear, bound) == closed
    assert sealing._open(key, nonce, closed, bound) == clear


def test_a_value_sealed_by_the_first_release_is_still_read():
    assert unseal(keyring(), KEPT, PLACE) == NAME


def test_the_format_is_what_the_docstring_says():
    ring = keyring()
    version, key_id, *parts = seal(ring, NAME, PLACE).split("|")
    mark, nonce, closed = (urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts)
    assert (version, key_id) == ("1", ring.current.id)
    assert mark == hashlib.sha256(PLACE.encode()).digest()[:6]
    bound = f"1|{key_id}|{PLACE}".encode()
    clear = AESGCM(ring.current.secret).decrypt(nonce, closed, bound)
    assert clear == NAME.encode() + b"\x80" + bytes(32 - len(NAME.encode()) - 1)


def test_lengths_are_seen_in_steps_of_32_bytes_only():
    ring = keyring()
    lengths = {len(seal(ring, "x" * size, PLACE)) for size in range(32)}
    assert len(lengths) == 1
    assert len(seal(ring, "x" * 32, PLACE)) > lengths.pop()


def test_another_row_or_field_is_refused():
    sealed = seal(keyring(), NAME, place_of("patients_identity", "name", "a1"))
    for other in (("patients_identity", "name", "a2"), ("patients_identity", "phone", "a1")):
        with pytest.raises(WrongPlace, match="another row or field"):
            unseal(keyring(), sealed, place_of(*other))


def test_a_forged_mark_does_not_open_another_place():
    """The mark only tells faults apart; the place itself is authenticated."""
    there = PLACE[:-1] + "0"
    parts = seal(keyring(), NAME, PLACE).split("|")
    parts[2] = seal(keyring(), NAME, there).split("|")[2]
    with pytest.raises(Tampered):
        unseal(keyring(), "|".join(parts), there)


def test_a_keyring_without_the_key_says_which_one_is_missing():
    sealed = seal(keyring("a"), NAME, PLACE)
    with pytest.raises(UnknownKey, match=key_of(sealed)):
        unseal(keyring("b"), sealed, PLACE)


def test_an_index_key_does_not_open_anything():
    ring = keyring()
    sealed = seal(ring, NAME, PLACE).replace(ring.current.id, ring.current_index.id)
    with pytest.raises(UnknownKey):
        unseal(ring, sealed, PLACE)


def test_a_value_said_to_be_of_another_key_is_refused():
    ring = rotated(keyring(), MADE_ON, drawing("b"))
    sealed = seal(ring, NAME, PLACE).replace(ring.current.id, ring.sealing[0].id)
    with pytest.raises(Tampered):
        unseal(ring, sealed, PLACE)


def test_another_version_is_named():
    sealed = "2" + seal(keyring(), NAME, PLACE)[1:]
    with pytest.raises(UnknownVersion, match="'2'"):
        unseal(keyring(), sealed, PLACE)


@pytest.mark.parametrize(
    "text", ["", "|", NAME, "1", "1|", "1|3f9a0c12", "a note | with a bar", "1|||||", "1|é|||"]
)
def test_something_else_is_no_sealed_value(text):
    with pytest.raises(NotSealed):
        unseal(keyring(), text, PLACE)
    with pytest.raises(NotSealed):
        key_of(text)


def test_a_cut_value_is_refused_at_every_length():
    sealed = seal(keyring(), NAME, PLACE)
    for length in range(len(sealed)):
        with pytest.raises(SealingFault):
            unseal(keyring(), sealed[:length], PLACE)


def test_another_spelling_of_the_same_bytes_is_an_altered_value():
    sealed = seal(keyring(), "x" * 40, PLACE)  # 80 bytes: the last letter has two bits to spare
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    neighbour = letters[letters.index(sealed[-1]) ^ 1]
    for spelt in (
        sealed[:-1] + neighbour,
        sealed + "=",
        sealed + "\n",
        sealed[:-4] + "!" + sealed[-4:],
    ):
        with pytest.raises(NotSealed):
            unseal(keyring(), spelt, PLACE)


@pytest.mark.parametrize("place", ["", "name", "a.b:", "a.b:c:d", "A.b:c", "a.b.c:d", "a.b:c\n"])
def test_a_place_that_could_be_read_in_two_ways_is_refused(place):
    with pytest.raises(BadPlace, match=r"table\.field:pk"):
        seal(keyring(), NAME, place)
    with pytest.raises(BadPlace):
        unseal(keyring(), seal(keyring(), NAME, PLACE), place)


def test_a_row_without_a_key_has_no_place():
    with pytest.raises(BadPlace, match="must have its key"):
        place_of("patients_identity", "name", None)


def test_resealing_moves_a_value_to_the_current_key_once():
    old = keyring()
    new = rotated(old, MADE_ON, drawing("b"))
    sealed = seal(old, NAME, PLACE)
    assert unseal(new, sealed, PLACE) == NAME
    moved = resealed(new, sealed, PLACE)
    assert key_of(moved) == new.current.id
    assert unseal(new, moved, PLACE) == NAME
    assert resealed(new, moved, PLACE) is moved


def test_resealing_hands_on_nothing_that_it_could_not_open():
    sealed = seal(keyring(), NAME, PLACE)
    with pytest.raises(WrongPlace):
        resealed(keyring(), sealed, PLACE[:-1] + "0")


def test_no_message_holds_the_text_or_the_key():
    ring = keyring()
    sealed = seal(ring, NAME, PLACE)
    altered = sealed[:-1] + ("A" if sealed[-1] != "A" else "B")
    for broken in (altered, sealed[:9], "2" + sealed[1:]):
        with pytest.raises(SealingFault) as caught:
            unseal(ring, broken, PLACE)
        assert NAME not in str(caught.value)
        assert ring.current.secret.hex() not in str(caught.value)
