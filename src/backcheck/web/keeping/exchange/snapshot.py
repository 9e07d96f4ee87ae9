"""Reading everything as it was at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_FIRST = "SELECT count(*) FROM clinics_clinic"  # what is seen is fixed by the first question


@contextmanager
def snapshot() -> Iterator[None]:
    """Whatever is read in the block was so when the block began. Nobody waits for it."""
    if connection.vendor == "sqlite":
        with _sqlite():
            yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(_FIRST)
        yield


@contextmanager
def _sqlite() -> Iterator[None]:
    """Django's own transactions would take the turn of whoever wants to write; this one reads."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute(_FIRST)
            yield
        finally:
            cursor.execute("ROLLBACK")
