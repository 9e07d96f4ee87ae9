"""``backcheck backup``: one file, made while the clinic goes on, proved before it has a name."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from backcheck.web.configuration.configuration import Configuration
from backcheck.web.keeping.copied import Counting
from backcheck.web.keeping.making import Made, make
from backcheck.web.sealing import keyring_file

from .set_up import FAULTS, passphrase, refusals_told, set_up


def backup(configuration: Configuration, out: Path | None, count: Counting) -> Made:
    """Make a backup and note it, in the list of backups and in the trail; a failure too.

    Raises:
        KeepingFault, SealingFault, KeyTrouble: there is none; the message says what to do.
    """
    set_up()
    from django.utils import timezone  # noqa: PLC0415 after the set-up

    at = timezone.now().replace(microsecond=0)
    try:
        keyring = keyring_file.read(configuration.keys / keyring_file.FILE, passphrase())
        made = make(configuration, keyring, out, at, count)
    except FAULTS as error:
        _note_failed(at, str(error))
        raise
    from backcheck.web.keeping.records import note_made  # noqa: PLC0415 after the set-up

    if _is_noted_here():
        with refusals_told(f"The backup is good ({made.path}), but it could not be noted"):
            note_made(made)
    return made


def _note_failed(at: datetime, why: str) -> None:
    from backcheck.web.keeping.records import note_failed  # noqa: PLC0415 after the set-up

    try:
        with refusals_told("It could not be noted"):
            if _is_noted_here():
                note_failed(at, why)
    except FAULTS as error:  # what is said first is why there is no backup
        print(error, file=sys.stderr)


def _is_noted_here() -> bool:
    """Not in a database that isn't there, and not in one of an older release."""
    from django.db import DatabaseError, connection  # noqa: PLC0415 after the set-up

    from backcheck.web.keeping.models import BackupRun  # noqa: PLC0415

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    try:
        return BackupRun._meta.db_table in connection.introspection.table_names()
    except DatabaseError:
        return False


def told(made: Made) -> str:
    """What is printed: the file, and the head of the trail, to be written down elsewhere."""
    if made.manifest.events == 0:
        return f"{made.path}\nThe trail has no event yet"
    return f"{made.path}\nThe trail has {made.manifest.events} events, head {made.manifest.head}"
