"""The clinic's pages in a process whose settings are the demo's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.test import override_settings

from backcheck.web import served
from backcheck.web.sealing import keyring_file

FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a password a test makes guards nothing


@contextlib.contextmanager
def clinic_way(keys: Path) -> Iterator[None]:
    """Serve the clinic, with its keys in a folder, where they are made if they aren't there."""
    keyring_file.opened(keys / keyring_file.FILE, date(2026, 1, 1))
    with override_settings(
        **served.clinic(), SEALING_KEYRING=keys / keyring_file.FILE, PASSWORD_HASHERS=FAST
    ):
        yield
