"""One process of tests, any number of databases: which one Django talks to is changed here."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping

from django.db import connections
from django.test import override_settings

from backcheck.web.configuration.databases import databases
from backcheck.web.configuration.reading import read
from backcheck.web.sealing import keyring_file

_NAME = "default"


@contextlib.contextmanager
def opened(environment: Mapping[str, str]) -> Iterator[None]:
    """Talk to the database that an environment names, and keep its keys where it says."""
    configuration = read(environment, None)
    before = connections.settings[_NAME]
    after = connections.configure_settings(databases(configuration))[_NAME]
    try:
        _turn_to(after)
        keys = configuration.keys
        with override_settings(KEYS_FOLDER=keys, SEALING_KEYRING=keys / keyring_file.FILE):
            yield
    finally:
        _turn_to(before)


def _turn_to(settings: dict[str, object]) -> None:
    connections[_NAME].close()
    del connections[_NAME]
    connections.settings[_NAME] = settings
