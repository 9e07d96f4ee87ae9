"""SQLite goes on writing into a file that was removed, and nobody would ever find it again.

So before each request the file that is open is compared with the one that bears the name.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse

from .trouble import DatabaseGone

_OPENED = "backcheck_opened"


def same_file(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer from the database that is there now, or say that none is."""

    def answered(request: HttpRequest) -> HttpResponse:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            _look()
        return get_response(request)

    return answered


def _look() -> None:
    """Leave a file that is not the database any more; a new connection opens the one that is.

    Raises:
        DatabaseGone: there is none. Opening it would make an empty one.
    """
    name = connection.settings_dict["NAME"]
    there = _mark(name)
    if there is None or there != getattr(connection, _OPENED, there):
        connection.close()
    if there is None:
        raise DatabaseGone(f"there is no database any more: {name}")


def _remember(connection: Any, **_: object) -> None:
    if connection.vendor == "sqlite":
        setattr(connection, _OPENED, _mark(connection.settings_dict["NAME"]))


def _mark(file: str) -> tuple[int, int] | None:
    """What tells a file from every other of this computer; None when there is none."""
    try:
        found = Path(file).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


connection_created.connect(_remember, dispatch_uid="backcheck.same_file")
