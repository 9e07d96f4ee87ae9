"""Sealing one value: AES-256-GCM, bound to the row and field where it lies.

A sealed value is text, of ASCII letters and marks only, so that both databases and every export
carry it alike::

    1|3f9a0c12|kB0cPq2x|<nonce, 12 bytes>|<ciphertext and tag>
    |  |        |
    |  |        the first 6 bytes of the place's SHA-256
    |  the key's id
    the version of this format

The last three are base64 (the URL alphabet, unpadded, one spelling only). The authenticated data
are ``1|key id|place``. The mark of the place protects nothing; it lets a value that was moved be
told from one that was altered, and says no more than where the value was sealed.

Text is UTF-8, filled up to a multiple of 32 bytes, so that its length is seen only roughly.

A nonce is random: one key may seal 2**32 values (NIST SP 800-38D, 8.3), which is far beyond a
clinic of 20 million diary rows; rotate the key before.
"""

from __future__ import annotations

import binascii
import hashlib
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .faults import BadPlace, NotSealed, Tampered, UnknownKey, UnknownVersion, WrongPlace
from .keys import Keyring

VERSION = "1"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_MARK_BYTES = 6
_BLOCK_BYTES = 32
_END = b"\x80"  # ISO/IEC 7816-4: the text, this byte, and noughts
_PLACE = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+:[A-Za-z0-9_-]+")
_KEY_ID = re.compile(r"[0-9a-f]{8}")


def place_of(table: str, field: str, pk: object) -> str:
    """Where a value lies, ``table.field:pk``.

    Raises:
        BadPlace: the row has no key yet, or a name could be read in two ways.
    """
    return _checked(f"{table}.{field}:{'' if pk is None else pk}")


def seal(keyring: Keyring, text: str, place: str) -> str:
    """Seal a text for a place with the current key. Two seals of one text differ.

    Raises:
        BadPlace: the place isn't one of ``place_of``.
        ValueError: the text can't be written as UTF-8.
    """
    key = keyring.current
    nonce = secrets.token_bytes(_NONCE_BYTES)
    closed = _close(key.secret, nonce, _filled(text.encode()), _bound(key.id, _checked(place)))
    return "|".join((VERSION, key.id, _written(_mark(place)), _written(nonce), _written(closed)))


def unseal(keyring: Keyring, sealed: str, place: str) -> str:
    """The text that was sealed for this place.

    Raises:
        NotSealed, UnknownVersion: it isn't one of this program's sealed values.
        UnknownKey: its key isn't on the keyring.
        WrongPlace: it was sealed for another row or field.
        Tampered: it was altered.
        BadPlace: the place isn't one of ``place_of``.
    """
    parts = _read(sealed)
    secret = next((k.secret for k in keyring.sealing if k.id == parts.key_id), None)
    if secret is None:
        raise UnknownKey(
            f"The value at {place} was sealed with key {parts.key_id}, which is not on this "
            "keyring. Put back the keyring that belongs to this database."
        )
    if parts.mark != _mark(_checked(place)):
        raise WrongPlace(
            f"The value at {place} was sealed for another row or field, and is not shown. Put it "
            "back from a backup, and look in the trail who moved it."
        )
    try:
        return _emptied(_open(secret, parts.nonce, parts.closed, _bound(parts.key_id, place)))
    except InvalidTag as error:
        raise Tampered(
            f"The value at {place} was altered after it was sealed, and is not shown. Put it back "
            "from a backup, and look in the trail who altered it."
        ) from error


def key_of(sealed: str) -> str:
    """The id of the key that sealed a value.

    Raises:
        NotSealed, UnknownVersion: see ``unseal``.
    """
    return _read(sealed).key_id


def resealed(keyring: Keyring, sealed: str, place: str) -> str:
    """The value under the current key; as it is when it is under it already.

    It is opened in either case, so a value that can't be read is never handed on.

    Raises:
        SealingFault: see ``unseal``.
    """
    text = unseal(keyring, sealed, place)
    return sealed if key_of(sealed) == keyring.current.id else seal(keyring, text, place)


@dataclass(frozen=True, slots=True)
class _Parts:
    key_id: str
    mark: bytes
    nonce: bytes
    closed: bytes


def _read(sealed: str) -> _Parts:
    version, _, rest = sealed.partition("|")
    if not rest or len(version) > 3:
        raise NotSealed("This is no sealed value: it doesn't begin with a version and a key.")
    if version != VERSION:
        raise UnknownVersion(
            f"This value was sealed in version {version!r}; this program reads version {VERSION}. "
            "Use the release that wrote it, or a newer one."
        )
    try:
        key_id, *others = rest.split("|")
        mark, nonce, closed = map(_bytes, others)
    except (ValueError, binascii.Error) as error:
        raise NotSealed("This sealed value is damaged: a part is missing or cut.") from error
    sizes = len(mark) == _MARK_BYTES and len(nonce) == _NONCE_BYTES
    if not sizes or len(closed) < _TAG_BYTES or not _KEY_ID.fullmatch(key_id):
        raise NotSealed("This sealed value is damaged: a part has the wrong length.")
    return _Parts(key_id, mark, nonce, closed)


def _close(secret: bytes, nonce: bytes, clear: bytes, bound: bytes) -> bytes:
    return AESGCM(secret).encrypt(nonce, clear, bound)


def _open(secret: bytes, nonce: bytes, closed: bytes, bound: bytes) -> bytes:
    return AESGCM(secret).decrypt(nonce, closed, bound)


def _bound(key_id: str, place: str) -> bytes:
    return f"{VERSION}|{key_id}|{place}".encode()


def _checked(place: str) -> str:
    if not _PLACE.fullmatch(place):
        raise BadPlace(
            f"A value can't be sealed for {place!r}: a place is table.field:pk, and the row must "
            "have its key (a UUID) before."
        )
    return place


def _mark(place: str) -> bytes:
    return hashlib.sha256(place.encode()).digest()[:_MARK_BYTES]


def _filled(clear: bytes) -> bytes:
    return clear + _END + bytes(-(len(clear) + 1) % _BLOCK_BYTES)


def _emptied(filled: bytes) -> str:
    return filled.rpartition(_END)[0].decode()


def _written(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    data = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    if _written(data) != text:  # another spelling of the same bytes is an altered value
        raise ValueError("not as it was written")
    return data
