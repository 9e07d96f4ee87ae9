"""The recovery paper: it opens a file that is kept with the backups, and neither is of use alone.

The paper holds 160 random bits. A key derived from them (HKDF) seals the keyring into the recovery
file with AES-256-GCM; no slow derivation is needed, as nobody can try 2**160 papers. A rotation
adds a key that the file doesn't hold yet: ``covers`` says so, and a new paper has to be made.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .faults import RecoveryDamaged, WrongPaper
from .frame import NotWhole, framed, unframed
from .keys import Draw, Keyring, derived, from_body, to_body
from .paper import SECRET_BYTES, from_paper, to_paper

FILE = "recovery.json"  # in the folder of the keys, and in every backup
KIND = "backcheck recovery 1"


def make_recovery(keyring: Keyring, draw: Draw = secrets.token_bytes) -> tuple[str, bytes]:
    """The paper's text, to be printed and kept nowhere else, and the bytes of the recovery file."""
    secret, nonce = draw(SECRET_BYTES), draw(12)
    sheet, held = sheet_of(secret), sorted(keyring.ids)
    clear = json.dumps(to_body(keyring)).encode()
    closed = AESGCM(_key(secret)).encrypt(nonce, clear, _bound(sheet, held))
    body = {
        "sheet": sheet,
        "keys": held,
        "nonce": b64encode(nonce).decode(),
        "ciphertext": b64encode(closed).decode(),
    }
    return to_paper(secret), framed(KIND, body)


def recovered(paper: str, wrapped: bytes) -> Keyring:
    """The keyring that a paper and its recovery file hold together.

    Raises:
        Mistyped: a group of the paper; ``group`` says which.
        WrongPaper: the paper belongs to another file.
        RecoveryDamaged: the file is damaged.
    """
    secret = from_paper(paper)
    sheet, held, nonce, closed = _read(wrapped)
    if sheet != sheet_of(secret):
        raise WrongPaper(
            f"This is paper {sheet_of(secret)}, and the file was made with paper {sheet}. Take "
            "that paper, or the file that was made with this one."
        )
    try:
        clear = AESGCM(_key(secret)).decrypt(nonce, closed, _bound(sheet, held))
        return from_body(json.loads(clear))
    except (InvalidTag, ValueError) as error:
        raise _damaged() from error


def covers(wrapped: bytes, keyring: Keyring) -> bool:
    """Whether the recovery file says it holds every key; only the paper can prove it.

    Raises:
        RecoveryDamaged: the file is damaged.
    """
    return keyring.ids <= set(_read(wrapped)[1])


def sheet_in(wrapped: bytes) -> str:
    """The number of the paper that opens a recovery file.

    Raises:
        RecoveryDamaged: the file is damaged.
    """
    return _read(wrapped)[0]


def sheet_of(secret: bytes) -> str:
    """The number printed on the paper and written in its file, so that the two find each other."""
    return hashlib.sha256(b"backcheck recovery sheet|" + secret).hexdigest()[:6]


def _read(wrapped: bytes) -> tuple[str, list[str], bytes, bytes]:
    try:
        body = unframed(KIND, wrapped)
        nonce, closed = (b64decode(body[name], validate=True) for name in ("nonce", "ciphertext"))
        sheet, held = str(body["sheet"]), [str(key) for key in body["keys"]]
    except (NotWhole, ValueError, KeyError, TypeError) as error:
        raise _damaged() from error
    if len(nonce) != 12:
        raise _damaged()
    return sheet, held, nonce, closed


def _key(secret: bytes) -> bytes:
    return derived(secret, "backcheck recovery")


def _bound(sheet: str, held: list[str]) -> bytes:
    return json.dumps([KIND, sheet, held]).encode()


def _damaged() -> RecoveryDamaged:
    return RecoveryDamaged(
        "The recovery file is damaged or no recovery file. Take the one from another backup."
    )
