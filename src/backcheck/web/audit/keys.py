"""The key of the trail: a file of its own, which only its owner can read, outside the database."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

FILE = "trail.key"
_BYTES = 32


class KeyTrouble(Exception):
    """The key can't be used; the message says what to do."""


def trail_key(folder: Path) -> bytes:
    """The key that is there.

    Raises:
        KeyTrouble: it is missing, or it isn't one, or others can read it.
    """
    file = folder / FILE
    try:
        text = file.read_text(encoding="ascii")
        is_private = os.name != "posix" or not file.stat().st_mode & 0o077
    except FileNotFoundError as error:
        raise KeyTrouble(
            f"the key of the trail is missing: {file}; put back the copy that was kept of it, or "
            "set BACKCHECK_KEYS to the folder where it lies"
        ) from error
    except (OSError, ValueError) as error:
        raise KeyTrouble(f"{file} can't be read as the key of the trail: {error}") from error
    if not is_private:
        raise KeyTrouble(f"others can read {file}; make it private: chmod 600 {file}")
    with contextlib.suppress(ValueError):
        if len(found := bytes.fromhex(text)) == _BYTES:
            return found
    raise KeyTrouble(f"{file} is not a key of the trail; put back the copy that was kept of it")


def make_trail_key(folder: Path) -> bytes:
    """The key of a trail that begins: the one that is there, or a new one, whole or not at all.

    Raises:
        KeyTrouble: it can't be written, or what is there can't be used.
    """
    file = folder / FILE
    try:
        if not file.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write(file, secrets.token_hex(_BYTES) + "\n")
    except OSError as error:
        raise KeyTrouble(f"the key of the trail can't be written: {error}") from error
    return trail_key(folder)


def _write(file: Path, text: str) -> None:
    """Beside its place first; a link, unlike a rename, never replaces a key that came between."""
    handle, new = tempfile.mkstemp(dir=file.parent, prefix=FILE)  # readable for the owner alone
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(new, file)
    finally:
        Path(new).unlink()
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
