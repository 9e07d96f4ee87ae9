"""The databases of an installation, as Django takes them: what was acknowledged survives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .configuration import Configuration
from .database_address import PostgreSQL

FILE = "backcheck.sqlite3"
_WAIT_S = 20
_SQLITE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # with NORMAL a power cut may lose the last commits
    "PRAGMA cache_size=-20000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # what is erased is overwritten, not only forgotten
)


def databases(configuration: Configuration) -> dict[str, dict[str, Any]]:
    """Where the clinics are kept. Nothing is opened, or made, before somebody asks for a row."""
    if configuration.database is None:
        return {"default": _sqlite(configuration.data / FILE)}
    return {"default": _postgresql(configuration.database)}


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,  # or each request would say the pragmas again
        "OPTIONS": {
            # A transaction that turns to writing later could not wait for its turn.
            "transaction_mode": "IMMEDIATE",
            "timeout": _WAIT_S,
            "init_command": ";".join(_SQLITE),
        },
    }


def _postgresql(address: PostgreSQL) -> dict[str, Any]:
    # What leaves this computer goes to a server whose certificate is known, unless told otherwise.
    options = {} if address.is_here else {"sslmode": "verify-full"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": "" if address.port is None else str(address.port),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,  # the server may have been started again
        "OPTIONS": {
            **options,
            **dict(address.options),
            "connect_timeout": _WAIT_S,
            # Whatever the server's own file says; and nobody waits for ever for a lock.
            "options": f"-c synchronous_commit=on -c lock_timeout={_WAIT_S}s",
        },
    }
