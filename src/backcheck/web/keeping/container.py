"""The file of a backup: an ordinary tar, whose last part proves every byte before it.

Its members are written one after the other and never changed, in no special order, and end with
``sha256``, the sum over the file until there. What follows that sum can be computed, so that not
one bit of the file is left unproved, the padding of tar included. The sum finds accidents; against
somebody who writes another backup in place of this one stands the chain of the trail.
"""

from __future__ import annotations

import hashlib
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .faults import BackupDamaged

_BLOCK = 512
_SUM = "sha256"
_END = bytes(2 * _BLOCK)
_STEP = 1 << 20
README = "README.txt"


def add(file: BinaryIO, name: str, data: bytes) -> None:
    """Write a member."""
    file.write(_header(name, len(data)) + _filled(data))


@contextmanager
def adding(file: BinaryIO, name: str) -> Iterator[None]:
    """A member whose size is known once the block that writes it into the file is left."""
    head = file.tell()
    file.write(_header(name, 0))
    yield
    size = file.tell() - head - _BLOCK
    file.write(bytes(-size % _BLOCK))
    end = file.tell()
    file.seek(head)
    file.write(_header(name, size))
    file.seek(end)


def finish(file: BinaryIO) -> None:
    """Write the sum over everything so far; the file has to be open for reading too."""
    end = file.tell()
    file.seek(0)
    closing = _closing(_sum(file, end))
    file.seek(end)
    file.write(closing)


def prove(path: Path) -> None:
    """Read the whole file.

    Raises:
        BackupDamaged: it is no backup, or not one byte for byte as it was written.
        OSError: it can't be read.
    """
    size = path.stat().st_size - len(_closing(""))
    with path.open("rb") as file:
        if size < 0 or not file.read(_BLOCK).startswith(README.encode() + b"\0"):
            raise BackupDamaged(f"{path} is no backup of Backcheck. Name a file of `backup`.")
        file.seek(0)
        wanted = _closing(_sum(file, size))
        if file.read() != wanted:
            raise BackupDamaged(
                f"{path} is damaged: it is not what was written. Take another copy of it, or "
                "another backup."
            )


def names(path: Path) -> tuple[str, ...]:
    """The members of a proved file."""
    with _opened(path) as tar:
        return tuple(tar.getnames())


def content(path: Path, name: str) -> bytes:
    """A small member of a proved file.

    Raises:
        BackupDamaged: there is none of this name.
    """
    with reading(path, name) as member:
        return member.read()


@contextmanager
def reading(path: Path, name: str) -> Iterator[BinaryIO]:
    """A member of a proved file, from its beginning.

    Raises:
        BackupDamaged: there is none of this name.
    """
    with _opened(path) as tar:
        try:
            member = tar.extractfile(name)
        except KeyError:
            member = None
        if member is None:
            raise BackupDamaged(f"{path} lacks {name}. Take another backup.")
        with member:
            yield member  # type: ignore[misc] # an IO[bytes]


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, "r:") as tar:
            yield tar
    except tarfile.TarError as error:
        raise BackupDamaged(f"{path} is no backup of Backcheck.") from error


def _header(name: str, size: int) -> bytes:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(tarfile.GNU_FORMAT)  # it has room for any size


def _filled(data: bytes) -> bytes:
    return data + bytes(-len(data) % _BLOCK)


def _closing(digest: str) -> bytes:
    data = f"{digest:64}\n".encode()
    return _header(_SUM, len(data)) + _filled(data) + _END


def _sum(file: BinaryIO, size: int) -> str:
    digest = hashlib.sha256()
    while size and (some := file.read(min(size, _STEP))):
        digest.update(some)
        size -= len(some)
    return digest.hexdigest()
