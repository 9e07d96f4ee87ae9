"""Where backups are made and put: written whole or not at all, and one at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from .faults import KeepingFault

_WORKPLACE = ".keeping"


def make_folder(folder: Path) -> None:
    """Make a folder that its owner alone can open, unless it is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def workplace(data: Path) -> Iterator[Path]:
    """An empty folder beside the database, for one backup or restore at a time.

    What a killed one left in it is cleared by the next. It lies in the data folder because what is
    put there for a moment is in clear, as the database is.

    Raises:
        KeepingFault: another one is under way.
    """
    folder = data / _WORKPLACE
    make_folder(folder)
    with _alone(folder):
        clear(folder)
        try:
            yield folder
        finally:
            clear(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        import fcntl  # noqa: PLC0415 not every system has it
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise KeepingFault(
            "Another backup or restore is under way here. Wait for it, and run it again."
        ) from error
    finally:
        os.close(descriptor)


def clear(folder: Path) -> None:
    """Remove everything in a folder of our own."""
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()


@contextmanager
def whole_or_nothing(target: Path) -> Iterator[BinaryIO]:
    """A new file under a passing name, which gets its own when the block is left without a fault.

    Raises:
        KeepingFault: there is a file of this name.
    """
    passing = passing_name(target)
    passing.unlink(missing_ok=True)
    descriptor = os.open(passing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.path.lexists(target):
            raise KeepingFault(f"There is a file at {target}; it was left alone. Name another.")
        passing.replace(target)
    except BaseException:
        passing.unlink(missing_ok=True)
        raise
    settle(target.parent)


def passing_name(target: Path) -> Path:
    """The name of a file that isn't whole yet."""
    return target.with_name(f".{target.name}.part")


def settle(folder: Path) -> None:
    """Bring the folder's list of names to the disk."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle_file(file: Path) -> None:
    """Bring a file's bytes to the disk."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
