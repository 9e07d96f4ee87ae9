"""The keys of an installation: what seals values, what indexes them, and what opens its backups."""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .frame import NotWhole

KEY_BYTES = 32
Draw = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Key:
    """A secret of 32 random bytes, and the day on which it was made.

    ``id`` is the beginning of the secret's SHA-256, under a name of its own: it can't be chosen,
    it tells nothing of 256 random bits, and a keyring whose secret was damaged doesn't fit it.
    """

    secret: bytes = field(repr=False)
    made_on: date
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"A key has {KEY_BYTES} bytes, this one {len(self.secret)}.")
        name = hashlib.sha256(b"backcheck key id|" + self.secret).hexdigest()[:8]
        object.__setattr__(self, "id", name)


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys for sealing, for the blind index and for backups; the last is current, all can read."""

    sealing: tuple[Key, ...]
    indexing: tuple[Key, ...]
    backups: tuple[Key, ...]

    def __post_init__(self) -> None:
        kinds = (self.sealing, self.indexing, self.backups)
        ids = [key.id for kind in kinds for key in kind]
        if not all(kinds) or len(set(ids)) < len(ids):
            raise ValueError("A keyring has a key of each kind, and none of them twice.")

    @property
    def current(self) -> Key:
        """The key that seals new values."""
        return self.sealing[-1]

    @property
    def current_index(self) -> Key:
        """The key that indexes new values."""
        return self.indexing[-1]

    @property
    def current_backup(self) -> Key:
        """The key that opens new backups."""
        return self.backups[-1]

    @property
    def ids(self) -> frozenset[str]:
        """Every key's id."""
        return frozenset(key.id for key in (*self.sealing, *self.indexing, *self.backups))


def new_keyring(made_on: date, draw: Draw = secrets.token_bytes) -> Keyring:
    """A keyring with one new key of each kind."""
    sealing, indexing, backup = (_made(made_on, draw) for _ in range(3))
    return Keyring((sealing,), (indexing,), (backup,))


def rotated(keyring: Keyring, made_on: date, draw: Draw = secrets.token_bytes) -> Keyring:
    """The keyring with a new current sealing key; the old ones stay, for reading."""
    return replace(keyring, sealing=(*keyring.sealing, _made(made_on, draw)))


def index_rotated(keyring: Keyring, made_on: date, draw: Draw = secrets.token_bytes) -> Keyring:
    """The keyring with a new current index key; the old ones stay, so that rows are still found."""
    return replace(keyring, indexing=(*keyring.indexing, _made(made_on, draw)))


def backup_rotated(keyring: Keyring, made_on: date, draw: Draw = secrets.token_bytes) -> Keyring:
    """The keyring with a new key for backups to come; the old ones stay, for the old backups."""
    return replace(keyring, backups=(*keyring.backups, _made(made_on, draw)))


def without(keyring: Keyring, unused: Collection[str]) -> Keyring:
    """The keyring without old keys for sealing and indexing that nothing was made with any more.

    The current ones stay in any case, and so do all those of backups: old backups are elsewhere.
    """
    return replace(
        keyring,
        sealing=tuple(k for k in keyring.sealing if k == keyring.current or k.id not in unused),
        indexing=tuple(
            k for k in keyring.indexing if k == keyring.current_index or k.id not in unused
        ),
    )


def derived(secret: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose alone: HKDF-SHA256 without salt (RFC 5869).

    The secrets are uniformly random already, so no salt is needed (section 3.1 there).
    """
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(secret)


def to_body(keyring: Keyring) -> dict[str, Any]:
    """The keyring in clear, as JSON can hold it."""
    return {
        kind: [
            {"id": key.id, "made_on": f"{key.made_on}", "secret": b64encode(key.secret).decode()}
            for key in keys
        ]
        for kind, keys in (
            ("sealing", keyring.sealing),
            ("indexing", keyring.indexing),
            ("backups", keyring.backups),
        )
    }


def from_body(body: dict[str, Any]) -> Keyring:
    """The keyring that ``to_body`` wrote.

    Raises:
        NotWhole: something is missing, or a secret doesn't fit its id.
    """
    try:
        return Keyring(
            *(tuple(map(_read, body[kind])) for kind in ("sealing", "indexing", "backups"))
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotWhole("keyring") from error


def _made(made_on: date, draw: Draw) -> Key:
    return Key(draw(KEY_BYTES), made_on)


def _read(entry: dict[str, Any]) -> Key:
    secret = b64decode(entry["secret"], validate=True)
    key = Key(secret, date.fromisoformat(entry["made_on"]))
    if key.id != entry["id"]:
        raise ValueError("A secret doesn't fit its id.")
    return key
