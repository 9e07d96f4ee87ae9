"""Django in a command, and what its databases refuse, told in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from backcheck.web.audit.keys import KeyTrouble
from backcheck.web.keeping.faults import KeepingFault, in_words
from backcheck.web.sealing.faults import SealingFault

FAULTS = (KeepingFault, SealingFault, KeyTrouble)  # whose message says what to do


def set_up() -> None:
    """Get Django ready, unless it is."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backcheck.web.settings")
    import django  # noqa: PLC0415 a command that doesn't need it must not wait for it

    django.setup()


@contextmanager
def refusals_told(what: str) -> Iterator[None]:
    """Say in a sentence what the database refused.

    Args:
        what: was being done, as in "The backup can't be noted".
    """
    from django.db import Error  # noqa: PLC0415 see above

    try:
        yield
    except Error as error:
        raise KeepingFault(f"{what}: {in_words(str(error).strip())}") from error


def passphrase() -> str | None:
    """What opens a wrapped keyring."""
    from django.conf import settings  # noqa: PLC0415 see above

    return getattr(settings, "SEALING_PASSPHRASE", None)
