"""Closing and opening with age, in flat memory, with the sum of what was closed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

import pyrage

from .faults import BackupDamaged, NotOpened
from .manifest import Content

Advance = Callable[[int], None]


def close(
    source: BinaryIO, target: BinaryIO, recipients: Sequence[pyrage.x25519.Recipient], on: Advance
) -> Content:
    """Encrypt everything that can be read; what was read is summed up.

    Raises:
        OSError: one of the two files refused.
    """
    read, written = _Watched(source, on), _Watched(target, lambda _: None)
    try:
        pyrage.encrypt_io(read, written, recipients)
    except (pyrage.EncryptError, OSError) as error:
        raise (read.refused or written.refused or error) from error
    return read.content


def open_to(
    source: BinaryIO, target: Path, identities: Sequence[pyrage.x25519.Identity], on: Advance
) -> Content:
    """Decrypt into a new file that its owner alone can read, and sum it up.

    Raises:
        NotOpened: no key at hand is one of those it was closed for.
        BackupDamaged: it was altered, or cut.
        OSError: one of the two files refused.
    """
    with target.open("xb") as file:
        target.chmod(0o600)
        read, written = _Watched(source, lambda _: None), _Watched(file, on)
        try:
            pyrage.decrypt_io(read, written, identities)
        except (pyrage.DecryptError, OSError) as error:
            if refused := read.refused or written.refused:
                raise refused from error
            if "No matching keys" in str(error):
                raise NotOpened(
                    "The keyring at hand doesn't open this backup: it was made with another one. "
                    "Put that one into the keys folder, or use its recovery paper (--paper)."
                ) from error
            raise BackupDamaged("The backup doesn't decrypt: it is damaged.") from error
        return written.content


class _Watched:
    """A file of which everything that passes is summed up, and a refusal is remembered."""

    def __init__(self, file: BinaryIO, on: Advance) -> None:
        self.file, self.on = file, on
        self.sum, self.size_bytes = hashlib.sha256(), 0
        self.refused: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self.file.read(size)
        except OSError as error:
            self.refused = error
            raise
        self._passed(data)
        return data

    def write(self, data: bytes) -> int:
        try:
            self.file.write(data)
        except OSError as error:
            self.refused = error
            raise
        self._passed(data)
        return len(data)

    def flush(self) -> None:
        try:
            self.file.flush()
        except OSError as error:
            self.refused = error
            raise

    def _passed(self, data: bytes) -> None:
        self.sum.update(data)
        self.size_bytes += len(data)
        self.on(len(data))

    @property
    def content(self) -> Content:
        return Content(self.size_bytes, self.sum.hexdigest())
