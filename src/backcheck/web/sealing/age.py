"""A key of the keyring as the age format writes it, so that its standard tool opens a backup.

An identity is the 32 bytes of an X25519 secret in Bech32 (BIP 173), ``AGE-SECRET-KEY-1...``; who
has the recipient that belongs to it, ``age1...``, can close and not open (age-encryption.org/v1).
"""

from __future__ import annotations

from pyrage import x25519

from .keys import Key

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_SECRET = "age-secret-key-"


def identity_text(key: Key) -> str:
    """The identity of a key as age's own tools read it; a secret."""
    return _bech32(_SECRET, key.secret).upper()


def identity(key: Key) -> x25519.Identity:
    """What opens."""
    return x25519.Identity.from_str(identity_text(key))


def recipient(key: Key) -> x25519.Recipient:
    """What closes."""
    return identity(key).to_public()


def _bech32(prefix: str, data: bytes) -> str:
    values = _fives(data)
    spread = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]
    rest = _polymod([*spread, *values, *[0] * 6]) ^ 1
    check = [rest >> 5 * (5 - place) & 31 for place in range(6)]
    return prefix + "1" + "".join(_LETTERS[value] for value in (*values, *check))


def _fives(data: bytes) -> list[int]:
    """Bytes in groups of five bits, the last one filled up with noughts."""
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << count * 5 - len(data) * 8
    return [number >> 5 * (count - 1 - place) & 31 for place in range(count)]


def _polymod(values: list[int]) -> int:
    total = 1
    for value in values:
        top, total = total >> 25, (total & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            total ^= term if top >> bit & 1 else 0
    return total
