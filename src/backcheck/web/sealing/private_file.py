"""Files that their owner alone can read, written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .faults import KeyringExists, KeyringLoose

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe under the name must not be waited for
Kind = Callable[[int], bool]
_CLOSED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def make_folder(folder: Path) -> None:
    """Make the folder (0700) unless it is there, and refuse one that others can enter.

    Raises:
        KeyringLoose: others can enter it, or it is somebody else's.
    """
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _settle(folder.parent)
    _refuse_loose(folder, folder.stat(), stat.S_ISDIR, "700")


def read_private(path: Path) -> bytes:
    """The file's bytes; what is checked is what is read, through one descriptor.

    Raises:
        KeyringLoose: others can read it or its folder, or it is a link or no plain file.
        FileNotFoundError: there is none.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | _AT_ONCE | _CLOSED)
    except OSError as error:
        if path.is_symlink():
            raise KeyringLoose(f"{path} is a link. Put the file itself there.") from error
        raise
    try:
        _refuse_loose(path, os.fstat(descriptor), stat.S_ISREG, "600")
        _refuse_loose(path.parent, path.parent.stat(), stat.S_ISDIR, "700")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def write_new_private(path: Path, data: bytes) -> None:
    """Write a file where none is; it appears whole, or not at all.

    Raises:
        KeyringExists: there is one already, and it stays as it is.
    """
    if os.path.lexists(path):
        raise KeyringExists(f"There is a file at {path}; it was left alone. Move it away first.")
    replace_private(path, data)


def replace_private(path: Path, data: bytes) -> None:
    """Replace a file by another in one step that a crash can't divide.

    The new bytes are on the disk before the name points to them, and the name is on the disk
    before this returns. To be called under the folder's ``lock``.
    """
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)  # what a crash left behind
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CLOSED, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _settle(path.parent)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder; where the system has no such lock, all."""
    try:
        import fcntl  # noqa: PLC0415 not every system has it
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | _CLOSED)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _settle(folder: Path) -> None:
    """Bring the folder's list of names to the disk."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | _CLOSED)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_loose(
    path: Path, found: os.stat_result, kind: Callable[[int], bool], mode: str
) -> None:
    if not kind(found.st_mode):
        raise KeyringLoose(f"{path} is not what it should be. Put the file itself there.")
    if os.name != "posix":
        return  # elsewhere the bits don't say who may read
    if found.st_uid != os.geteuid():
        raise KeyringLoose(
            f"{path} belongs to another user. Run this as that user, or chown it to this one."
        )
    if found.st_mode & 0o077:
        raise KeyringLoose(f"Others can open {path}. Close it: chmod {mode} {path}")
