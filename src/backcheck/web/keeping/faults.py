"""What can go wrong with backups. Messages say what to do and hold no secret."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class KeepingFault(Exception):
    """It can't be done; nothing that was there before was touched."""


class BackupDamaged(KeepingFault):
    """The file isn't what was written."""


class NotOpened(KeepingFault):
    """The keys that are at hand don't open the backup."""


@contextmanager
def told(what: str) -> Iterator[None]:
    """Say in a sentence what the system or the database refused.

    Args:
        what: was being done, as in "The backup can't be written".
    """
    try:
        yield
    except OSError as error:
        raise KeepingFault(_system(what, error)) from error
    except sqlite3.Error as error:
        raise KeepingFault(f"{what}: {in_words(str(error))}") from error


def _system(what: str, error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in _FULL:
        return f"{what}{where}: the disk is full. Make room there, and run it again."
    why = (error.strerror or str(error)).lower()
    return f"{what}{where}: {why}. Mend that, and run it again."


def in_words(why: str) -> str:
    """What a database refused."""
    if "locked" in why or "busy" in why:
        return "another program keeps the database locked. Wait for it or end it, and run it again."
    if "full" in why or "disk I/O" in why:
        return f"the disk is full or broken ({why}). Make room there, and run it again."
    return f"{why}."
