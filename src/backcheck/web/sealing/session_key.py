"""The key that signs sessions: every process of an installation shares it, and it outlives them."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from .faults import KeyringDamaged
from .private_file import lock, make_folder, read_private, write_new_private

FILE = "session.key"
_BYTES = 48
_SHAPE = re.compile("[A-Za-z0-9_-]{64}")


def new_session_key() -> str:
    """A key for this process alone."""
    return secrets.token_urlsafe(_BYTES)


def session_key(folder: Path) -> str:
    """The key that is there; where none is, one for this process alone, which writes nothing.

    Raises:
        KeyringLoose: others can read it.
        KeyringDamaged: it isn't one.
    """
    file = folder / FILE
    try:
        text = read_private(file).decode("ascii", "replace").strip()
    except FileNotFoundError:
        return new_session_key()
    if not _SHAPE.fullmatch(text):
        raise KeyringDamaged(
            f"{file} is not a key of sessions. Remove it: a new one is made, and everybody signs "
            "in again."
        )
    return text


def make_session_key(folder: Path) -> None:
    """Make the key unless it is there.

    Raises:
        KeyringLoose: others can read it, or enter the folder.
        KeyringDamaged: what is there isn't one.
        OSError: it can't be written.
    """
    make_folder(folder)
    with lock(folder):
        if not os.path.lexists(folder / FILE):
            write_new_private(folder / FILE, new_session_key().encode() + b"\n")
    session_key(folder)
