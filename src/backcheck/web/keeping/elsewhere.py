"""Turning this process to another database, for a command that has nothing else to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


@contextmanager
def turned_to(settings: Mapping[str, Any]) -> Iterator[None]:
    """Talk to another database for a block. Not for a process that serves pages."""
    before = connections.settings[DEFAULT_DB_ALIAS]
    after = connections.configure_settings({DEFAULT_DB_ALIAS: dict(settings)})[DEFAULT_DB_ALIAS]
    try:
        _turn(after)
        yield
    finally:
        _turn(before)


def _turn(settings: Mapping[str, Any]) -> None:
    connections[DEFAULT_DB_ALIAS].close()
    del connections[DEFAULT_DB_ALIAS]
    connections.settings[DEFAULT_DB_ALIAS] = settings
