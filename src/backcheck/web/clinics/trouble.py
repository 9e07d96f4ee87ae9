"""What keeps the database or the keys from working, told apart from our own mistakes.

A trouble ends by itself or by somebody's hand, and then everything goes on; a mistake of the
program is none, and stays a fault (500).
"""

from __future__ import annotations

import sqlite3
from enum import StrEnum

from django.db import Error

from backcheck.web.audit.keys import KeyTrouble
from backcheck.web.sealing import faults as sealing

_MAIN_CODE = 0xFF  # the low byte of SQLite's code; the rest says it more exactly


class Trouble(StrEnum):
    """What is wrong, as far as a page has to tell it."""

    BUSY = "busy"
    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"
    DAMAGED = "damaged"
    KEYS = "keys"


class DatabaseGone(Exception):
    """The file of the database is not where it was; the message says which."""


_SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_PROTOCOL: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.GONE,
    sqlite3.SQLITE_IOERR: Trouble.GONE,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
}
# PostgreSQL's states, or the classes that they begin with; see its appendix A.
_POSTGRESQL = {
    "25006": Trouble.READ_ONLY,
    "53100": Trouble.FULL,
    "55P03": Trouble.BUSY,
    "57014": Trouble.BUSY,
    "40": Trouble.BUSY,  # ended so that others could go on
    "53": Trouble.BUSY,
    "08": Trouble.GONE,
    "28": Trouble.GONE,  # it lets us in no more
    "3D": Trouble.GONE,
    "57": Trouble.GONE,
    "58": Trouble.GONE,
    "XX": Trouble.DAMAGED,
}
_KEYS = (
    KeyTrouble,
    sealing.KeyringMissing,
    sealing.KeyringLoose,
    sealing.KeyringDamaged,
    sealing.KeyringLocked,
    sealing.KeyringUnreadable,
    sealing.WrongPassphrase,
    sealing.UnknownKey,
)
_ALTERED = (sealing.NotSealed, sealing.UnknownVersion, sealing.WrongPlace, sealing.Tampered)


def trouble_of(error: BaseException) -> Trouble | None:
    """Which trouble an error tells of; None for a mistake of the program."""
    match error:
        case DatabaseGone():
            return Trouble.GONE
        case _ if isinstance(error, _KEYS):
            return Trouble.KEYS
        case _ if isinstance(error, _ALTERED):
            return Trouble.DAMAGED
        case Error():
            return _refused(error.__cause__)
    return None


def _refused(cause: BaseException | None) -> Trouble | None:
    """What the library of the database said, which Django's error carries as its cause."""
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & _MAIN_CODE)
    import psycopg  # noqa: PLC0415 not before there is an error

    if not isinstance(cause, psycopg.Error):
        return None
    state = cause.sqlstate
    if state is None:  # not said by the server: it isn't there, or ended in the middle
        is_lost = isinstance(cause, (psycopg.OperationalError, psycopg.InterfaceError))
        return Trouble.GONE if is_lost else None
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
