"""Who uses the data folder: whoever changes the database's form has to be alone with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .faults import KeepingFault

_held: dict[Path, int] = {}  # descriptors, kept until the process ends, its forks included


@contextmanager
def turn(data: Path) -> Iterator[None]:
    """Wait until no other process is getting ready here."""
    descriptor = _descriptor(data / ".ready")
    try:
        _lock(descriptor, "LOCK_EX")
        yield
    finally:
        os.close(descriptor)


def use(data: Path) -> None:
    """Say that this process uses the folder, for as long as it lives."""
    if data not in _held:
        _held[data] = _descriptor(data / ".in-use")
    _lock(_held[data], "LOCK_SH")


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Use the folder alone for a block.

    Raises:
        KeepingFault: another process uses it.
    """
    use(data)
    try:
        _lock(_held[data], "LOCK_EX", "LOCK_NB")
    except BlockingIOError as error:
        use(data)
        raise KeepingFault(
            "The database has to be brought up to this release, and another Backcheck is using "
            "it. Stop that one, and run this again."
        ) from error
    try:
        yield
    finally:
        use(data)


def _descriptor(file: Path) -> int:
    return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)


def _lock(descriptor: int, *how: str) -> None:
    try:
        import fcntl  # noqa: PLC0415 not every system has it
    except ImportError:
        return
    flags = 0
    for each in how:
        flags |= getattr(fcntl, each)
    fcntl.flock(descriptor, flags)
