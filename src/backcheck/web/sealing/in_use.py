"""The keyring that the settings name, read again when its file changes.

``SEALING_KEYRING`` is the file's path. ``SEALING_PASSPHRASE``, when set, opens it.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from .faults import KeyringMissing, KeyringUnreadable
from .keyring_file import read
from .keys import Keyring

_Seen = tuple[Path, str | None, tuple[int, int, int]]
_kept: dict[str, tuple[_Seen, Keyring]] = {}


def keyring() -> Keyring:
    """The keyring. A rotation by another process is seen at the next call.

    Raises:
        SealingFault: see ``keyring_file.read``; ``KeyringUnreadable``.
    """
    named = getattr(settings, "SEALING_KEYRING", None)
    if named is None:
        raise KeyringMissing("The setting SEALING_KEYRING names no file. Give the keyring's path.")
    path, passphrase = Path(named), getattr(settings, "SEALING_PASSPHRASE", None)
    seen = (path, passphrase, _signature(path))
    known = _kept.get("keyring")
    if known is None or known[0] != seen:
        known = seen, _read(path, passphrase)
        _kept["keyring"] = known  # one assignment, so that threads see the old one or the new one
    return known[1]


def _read(path: Path, passphrase: str | None) -> Keyring:
    try:
        return read(path, passphrase)
    except OSError as error:
        raise KeyringUnreadable(
            f"The keyring at {path} can't be read ({error.strerror}). Let this user read it, and "
            "nobody else."
        ) from error


def _signature(path: Path) -> tuple[int, int, int]:
    """Changes with every rewrite, which makes another file under the name."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_ino, found.st_mtime_ns, found.st_ctime_ns)
