"""A passphrase around the keyring: Argon2id (RFC 9106) makes a key of it, AES-256-GCM wraps."""

from __future__ import annotations

import json
import secrets
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from .faults import WeakPassphrase, WrongPassphrase
from .frame import NotWhole

SHORTEST = 12  # characters


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try costs. The second choice of RFC 9106, section 4: 64 MiB, 3 passes, 4 lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        # The file says the cost, so a hostile file must not ask for all the memory there is.
        if not (8 <= self.memory_kib <= 2**21 and 1 <= self.passes <= 64 and 1 <= self.lanes <= 64):
            raise ValueError(f"A cost of {self} is not one of ours.")


USUAL = Cost()


def wrapped(clear: bytes, passphrase: str, cost: Cost = USUAL) -> dict[str, Any]:
    """The bytes under a passphrase, as JSON can hold them; the cost is kept with them.

    Raises:
        WeakPassphrase: it has fewer than 12 characters.
    """
    if len(passphrase) < SHORTEST:
        raise WeakPassphrase(
            f"The passphrase is too short. Take at least {SHORTEST} characters: "
            "four words that nobody would put together are good."
        )
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    head = {"kdf": "argon2id", **asdict(cost), "salt": b64encode(salt).decode()}
    closed = AESGCM(_key(passphrase, salt, cost)).encrypt(nonce, clear, _bound(head))
    return {
        **head,
        "nonce": b64encode(nonce).decode(),
        "ciphertext": b64encode(closed).decode(),
    }


def unwrapped(entry: dict[str, Any], passphrase: str) -> bytes:
    """The bytes that ``wrapped`` hid.

    Raises:
        WrongPassphrase: it isn't this passphrase.
        NotWhole: the entry isn't one of ``wrapped``.
    """
    try:
        head = {name: entry[name] for name in ("kdf", "memory_kib", "passes", "lanes", "salt")}
        cost = Cost(entry["memory_kib"], entry["passes"], entry["lanes"])
        salt, nonce, closed = (
            b64decode(entry[name], validate=True) for name in ("salt", "nonce", "ciphertext")
        )
        key = _key(passphrase, salt, cost)
        return AESGCM(key).decrypt(nonce, closed, _bound(head))
    except InvalidTag as error:
        raise WrongPassphrase(
            "The passphrase doesn't open the keyring. Type it again; capitals and spaces count. "
            "If it is lost, restore the keyring from the recovery paper."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise NotWhole("passphrase") from error


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # NFKC, so that every keyboard's way of typing one letter gives one key.
    text = unicodedata.normalize("NFKC", passphrase).encode()
    return Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    ).derive(text)


def _bound(head: dict[str, Any]) -> bytes:
    return json.dumps(["backcheck keyring", head], sort_keys=True).encode()
