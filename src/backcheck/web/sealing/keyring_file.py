"""The keyring's file: outside the database, for its owner alone, never half written."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from .faults import KeyringDamaged, KeyringLocked, KeyringMissing
from .frame import NotWhole, framed, unframed
from .keys import Keyring, from_body, new_keyring, to_body
from .passphrase import unwrapped, wrapped
from .private_file import lock, make_folder, read_private, replace_private, write_new_private

FILE = "keyring.json"  # in the folder of the keys
KIND = "backcheck keyring 1"


def opened(path: Path, made_on: date, passphrase: str | None = None) -> Keyring:
    """The keyring at a path, made at first use.

    Only for a clinic that holds nothing sealed yet: where there are sealed values, a missing
    keyring has to be restored, and ``read`` says so.

    Args:
        path: the file; its folder is made (0700) when missing.
        made_on: the day written beside new keys.
        passphrase: wraps a new keyring, and opens a wrapped one.

    Raises:
        SealingFault: see ``read``, and ``WeakPassphrase`` for a new keyring.
        OSError: the folder or the file can't be written.
    """
    make_folder(path.parent)
    with lock(path.parent):
        if not os.path.lexists(path):
            write_new_private(path, to_bytes(new_keyring(made_on), passphrase))
        return read(path, passphrase)


def read(path: Path, passphrase: str | None = None) -> Keyring:
    """The keyring at a path.

    Raises:
        KeyringMissing, KeyringLoose, KeyringDamaged, KeyringLocked, WrongPassphrase.
        OSError: the file can't be read.
    """
    try:
        data = read_private(path)
    except FileNotFoundError as error:
        raise _missing(path) from error
    try:
        return from_bytes(data, passphrase)
    except NotWhole as error:
        raise KeyringDamaged(
            f"The keyring at {path} is damaged or no keyring. Leave it as it is, and put back a "
            "copy or restore it with the recovery paper."
        ) from error


def change(
    path: Path,
    to: Callable[[Keyring], Keyring],
    passphrase: str | None = None,
    *,
    may_drop: Collection[str] = (),
) -> Keyring:
    """Rewrite the keyring, one writer at a time; after a crash it is the old one or the new one.

    Args:
        path: the file.
        to: for instance ``lambda keyring: rotated(keyring, today)``.
        passphrase: opens the old keyring and wraps the new one.
        may_drop: ids of keys of which it was proved that no value needs them.

    Raises:
        SealingFault: see ``read``.
        ValueError: a key would be lost with the change.
        OSError: the file can't be written; the old one is still there.
    """
    if not path.parent.is_dir():
        raise _missing(path)
    with lock(path.parent):
        before = read(path, passphrase)
        after = to(before)
        if not before.ids <= after.ids | set(may_drop):
            raise ValueError("A change of the keyring keeps every key: values depend on them.")
        replace_private(path, to_bytes(after, passphrase))
        return after


def restore(path: Path, keyring: Keyring, passphrase: str | None = None) -> None:
    """Write a recovered keyring where none is.

    Raises:
        KeyringExists: there is a file; it is left alone.
        KeyringLoose, WeakPassphrase.
        OSError: it can't be written.
    """
    make_folder(path.parent)
    with lock(path.parent):
        write_new_private(path, to_bytes(keyring, passphrase))


def to_bytes(keyring: Keyring, passphrase: str | None = None) -> bytes:
    """The bytes of the file, wrapped when there is a passphrase."""
    body = to_body(keyring)
    if passphrase is not None:
        body = {"wrapped": wrapped(json.dumps(body).encode(), passphrase)}
    return framed(KIND, body)


def from_bytes(data: bytes, passphrase: str | None = None) -> Keyring:
    """The keyring that ``to_bytes`` wrote.

    Raises:
        NotWhole: the bytes are damaged.
        KeyringLocked, WrongPassphrase: it is wrapped.
    """
    body = unframed(KIND, data)
    if "wrapped" not in body:
        return from_body(body)
    if passphrase is None:
        raise KeyringLocked("The keyring is wrapped by a passphrase. Give the passphrase.")
    try:
        return from_body(json.loads(unwrapped(body["wrapped"], passphrase)))
    except ValueError as error:
        raise NotWhole("keyring") from error


def _missing(path: Path) -> KeyringMissing:
    return KeyringMissing(
        f"There is no keyring at {path}. Put it back from where it is kept, or restore it "
        "with the recovery paper; without it no sealed value can be read."
    )
