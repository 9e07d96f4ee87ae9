"""A key of the keyring is an identity of age, and closes what it alone opens."""

from __future__ import annotations

import pyrage
import pytest
from pyrage import x25519

from backcheck.web.sealing.age import identity, identity_text, recipient
from backcheck.web.sealing.keys import Key
from tests.support.keyrings import MADE_ON, keyring


def test_what_a_key_closes_it_alone_opens():
    one, other = keyring("a").current_backup, keyring("b").current_backup
    closed = pyrage.encrypt(b"a diary", [recipient(one)])
    assert pyrage.decrypt(closed, [identity(one)]) == b"a diary"
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(closed, [identity(other)])


def test_the_identity_is_written_as_age_writes_it():
    """Two tools must agree: what age's own library generated is written again letter by letter."""
    for _ in range(20):
        made = x25519.Identity.generate()
        key = Key(_secret(str(made)), MADE_ON)
        assert identity_text(key) == str(made)
        assert str(recipient(key)) == str(made.to_public())


def _secret(text: str) -> bytes:
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    data = text.lower().rpartition("1")[2][:-6]
    number = int("".join(f"{letters.index(c):05b}" for c in data), 2)
    return (number >> len(data) * 5 - 256).to_bytes(32)
