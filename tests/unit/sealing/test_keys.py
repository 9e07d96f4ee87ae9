"""Keys: who they are, how they rotate, and that they don't show themselves."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

import pytest

from backcheck.web.sealing.frame import NotWhole
from backcheck.web.sealing.keys import (
    Keyring,
    derived,
    from_body,
    index_rotated,
    new_keyring,
    rotated,
    to_body,
)
from tests.support.keyrings import MADE_ON, drawing, keyring

LATER = date(2027, 1, 1)


def test_two_keyrings_have_nothing_in_common():
    one, other = new_keyring(MADE_ON), new_keyring(MADE_ON)
    assert not one.ids & other.ids
    assert len({key.secret for ring in (one, other) for key in ring.sealing + ring.indexing}) == 4


def test_a_key_does_not_show_its_secret():
    ring = keyring()
    for shown in (repr(ring), str(ring), repr(ring.current), f"{ring.current.made_on}"):
        assert ring.current.secret.hex() not in shown
        assert repr(ring.current.secret) not in shown
        assert "secret" not in shown


def test_rotation_adds_a_current_key_and_keeps_the_old_ones():
    before = keyring()
    after = rotated(before, LATER, drawing("b"))
    assert after.sealing[:-1] == before.sealing
    assert after.current.made_on == LATER
    assert after.current.id not in before.ids
    assert after.indexing == before.indexing


def test_index_keys_rotate_apart_from_sealing_keys():
    before = keyring()
    after = index_rotated(before, LATER, drawing("b"))
    assert after.indexing[:-1] == before.indexing
    assert after.sealing == before.sealing


def test_one_key_is_never_used_twice():
    ring = keyring()
    with pytest.raises(ValueError, match="twice"):
        Keyring(ring.sealing, ring.sealing, ring.backups)
    with pytest.raises(ValueError, match="twice"):
        rotated(ring, LATER, lambda _: ring.current.secret)
    with pytest.raises(ValueError, match="32 bytes"):
        rotated(ring, LATER, lambda _: b"short")


def test_a_keyring_comes_back_as_it_was():
    ring = index_rotated(rotated(keyring(), LATER, drawing("b")), LATER, drawing("c"))
    assert from_body(to_body(ring)) == ring


@pytest.mark.parametrize(
    "damage",
    [
        lambda body: body.pop("indexing"),
        lambda body: body["sealing"].clear(),
        lambda body: body["sealing"][0].update(secret="AAAA"),
        lambda body: body["sealing"][0].update(secret=body["indexing"][0]["secret"]),
        lambda body: body["sealing"][0].update(id="00000000"),
        lambda body: body["sealing"][0].update(made_on="yesterday"),
        lambda body: body["sealing"][0].update(made_on=None),
        lambda body: body.update(sealing=7),
        lambda body: body.update(sealing=["x"]),
    ],
)
def test_a_damaged_body_is_refused(damage):
    body = to_body(keyring())
    damage(body)
    with pytest.raises(NotWhole):
        from_body(body)


def test_derivation_is_hkdf_as_rfc_5869_prints_it():
    """Test case 3 there: no salt, no info; the first 32 of its 42 bytes."""
    printed = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    assert derived(bytes([0x0B] * 22), "").hex() == printed


def test_derivation_with_a_purpose_is_extract_and_expand():
    secret, purpose = b"s" * 32, "a purpose"
    extracted = hmac.digest(bytes(32), secret, "sha256")
    expanded = hmac.digest(extracted, purpose.encode() + b"\x01", "sha256")
    assert derived(secret, purpose) == expanded
    assert derived(secret, "another") != expanded


def test_an_id_is_the_beginning_of_a_named_hash():
    key = keyring().current
    assert key.id == hashlib.sha256(b"backcheck key id|" + key.secret).hexdigest()[:8]
