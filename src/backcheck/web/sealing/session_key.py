"""The key that signs sessions: every process of an installation shares it, and it outlives them."""

from __future__ import annotations

import secrets
from pathlib import Path

from .private_file import lock, make_folder, read_private, write_new_private

FILE = "session.key"
_BYTES = 48


def new_session_key() -> str:
    """A key for this process alone."""
    return secrets.token_urlsafe(_BYTES)


def session_key(folder: Path) -> str:
    """The key that is there; where none is, one for this process alone, which writes nothing.

    Raises:
        KeyringLoose: others can read it.
    """
    try:
        return read_private(folder / FILE).decode("ascii").strip() or new_session_key()
    except FileNotFoundError:
        return new_session_key()


def make_session_key(folder: Path) -> None:
    """Make the key unless it is there.

    Raises:
        KeyringLoose: others can read it, or enter the folder.
        OSError: it can't be written.
    """
    make_folder(folder)
    with lock(folder):
        if not (folder / FILE).exists():
            write_new_private(folder / FILE, new_session_key().encode() + b"\n")
    read_private(folder / FILE)
