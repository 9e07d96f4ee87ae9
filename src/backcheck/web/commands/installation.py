"""The installation made ready before anything else: folders, keys, the form of the database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import backcheck
from backcheck.web.configuration.configuration import Configuration
from backcheck.web.configuration.databases import FILE
from backcheck.web.keeping import sqlite, using
from backcheck.web.keeping.bars import no_bar
from backcheck.web.keeping.faults import KeepingFault, told
from backcheck.web.keeping.folders import make_folder, settle
from backcheck.web.keeping.making import make
from backcheck.web.keeping.restoring import MARK
from backcheck.web.sealing import keyring_file
from backcheck.web.sealing.keys import Keyring

from . import migrations
from .set_up import passphrase, refusals_told, set_up

BEFORE = ".before-upgrade.sqlite3"
_TURN = 0x0BAC_CEC5  # an advisory lock: any number that nothing else here takes


def ready(configuration: Configuration) -> None:
    """Make an installation ready: to be called first by everything that uses the database.

    The folders and the keys are made where the database is empty; a database of an older release
    is backed up and brought up to this one, by one process at a time. One that was interrupted in
    the middle of it is put back as it was, and begun again.

    Raises:
        KeepingFault, SealingFault, KeyTrouble: it can't be used; the message says what to do.
    """
    refuse_keys_in_data(configuration)
    with told("The data folder can't be used"):
        make_folder(configuration.data)
        if configuration.data.stat().st_mode & 0o077:
            configuration.data.chmod(0o700)  # the database in it is in clear
    set_up()
    with (
        told("The installation can't be made ready"),
        refusals_told("The database can't be used"),
        using.turn(configuration.data),
        _turn_of_server(configuration),
    ):
        _put_back(configuration.data)
        _make_ready(configuration)
        _make_private(configuration.data)
        using.use(configuration.data)


def ready_to_read(configuration: Configuration) -> None:
    """Refuse what can't be backed up, and make nothing: a backup is no reason for an upgrade.

    Raises:
        KeepingFault: the keys lie in the data, or there is no finished database.
    """
    refuse_keys_in_data(configuration)
    set_up()
    file = configuration.data / FILE
    if configuration.database is None and not file.exists():
        raise KeepingFault(f"There is no database yet: {file}. BACKCHECK_DATA names its folder.")
    if configuration.database is None and (configuration.data / BEFORE).exists():
        raise KeepingFault("An upgrade was interrupted. Start `backcheck serve`, which mends that.")
    with refusals_told("The database can't be read"):
        _refuse_unfinished(configuration)
        if not migrations.applied():
            raise KeepingFault("The database is empty: there is nothing to back up.")


def _make_private(data: Path) -> None:
    """The database is its owner's alone, also in a folder that somebody opens later."""
    for ending in ("", "-wal", "-shm"):
        file = Path(f"{data / FILE}{ending}")
        if file.exists():
            file.chmod(0o600)


def _make_ready(configuration: Configuration) -> None:
    applied = migrations.applied()
    _refuse_unfinished(configuration)
    if newer := migrations.unknown(applied):
        raise KeepingFault(
            f"The database is of a newer release: {', '.join(newer[:3])} isn't known to release "
            f"{backcheck.__version__}. Nothing was touched. Use the newer release, or restore a "
            "backup of this one."
        )
    file = configuration.keys / keyring_file.FILE
    if applied:
        keyring = keyring_file.read(file, passphrase())
    else:
        keyring = keyring_file.opened(file, date.today(), passphrase())
    pending = migrations.pending()
    if pending and applied:
        _upgrade(configuration, keyring, pending)
    elif pending:
        _migrate()
    _make_cache()


def _upgrade(configuration: Configuration, keyring: Keyring, pending: list[str]) -> None:
    from django.utils import timezone  # noqa: PLC0415 after the set-up

    with using.alone(configuration.data):
        made = make(configuration, keyring, None, timezone.now(), no_bar)
        with _copy_beside(configuration):
            _migrate()
    print(
        f"The database was brought up to release {backcheck.__version__} ({len(pending)} steps); "
        f"as it was before: {made.path}",
        file=sys.stderr,
    )


@contextmanager
def _copy_beside(configuration: Configuration) -> Iterator[None]:
    """On SQLite, a copy that is put back when the block fails or the machine does.

    PostgreSQL rolls back what was begun, by itself.
    """
    if configuration.database is not None:
        yield
        return
    copy = configuration.data / BEFORE
    passing = configuration.data / f"{BEFORE}.part"
    passing.unlink(missing_ok=True)
    sqlite.copy(configuration.data / FILE, passing, no_bar)
    passing.rename(copy)
    settle(configuration.data)
    try:
        yield
    except Exception:
        _put_back(configuration.data)
        raise
    _close()
    copy.unlink()
    settle(configuration.data)


def _put_back(data: Path) -> None:
    """The database as it was before an upgrade that didn't come to its end."""
    copy = data / BEFORE
    if not copy.exists():
        return
    _close()
    for ending in ("-wal", "-shm", "-journal"):
        Path(f"{data / FILE}{ending}").unlink(missing_ok=True)
    copy.rename(data / FILE)
    settle(data)
    print("An upgrade was interrupted: the database is as it was before.", file=sys.stderr)


def _close() -> None:
    from django.db import connections  # noqa: PLC0415 after the set-up

    connections.close_all()


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 after the set-up

    call_command("migrate", verbosity=0, interactive=False)


def _make_cache() -> None:
    """The table of a cache that is kept in the database, when one is."""
    from django.conf import settings  # noqa: PLC0415 after the set-up
    from django.core.management import call_command  # noqa: PLC0415

    kept = "django.core.cache.backends.db.DatabaseCache"
    if any(cache["BACKEND"] == kept for cache in settings.CACHES.values()):
        call_command("createcachetable", verbosity=0)


@contextmanager
def _turn_of_server(configuration: Configuration) -> Iterator[None]:
    """Wait until no other machine makes the same database ready."""
    if configuration.database is None:
        yield
        return
    from django.db import connection  # noqa: PLC0415 after the set-up

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")  # an upgrade takes as long as it takes
        cursor.execute("SELECT pg_advisory_lock(%s)", [_TURN])
        cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_TURN])


def refuse_keys_in_data(configuration: Configuration) -> None:
    """Refuse keys that would go wherever the data goes.

    Raises:
        KeepingFault: they lie in the data folder.
    """
    keys, data = configuration.keys.resolve(), configuration.data.resolve()
    if keys.is_relative_to(data):
        raise KeepingFault(
            f"The keys ({keys}) lie in the data folder ({data}), so that every copy of the data "
            "would hold its keys. Set BACKCHECK_KEYS to a folder elsewhere."
        )


def _refuse_unfinished(configuration: Configuration) -> None:
    from django.db import connection  # noqa: PLC0415 after the set-up

    if configuration.database is not None and MARK in connection.introspection.table_names():
        raise KeepingFault(
            "A restore into this database didn't come to its end. Run the same `backcheck "
            "restore` again."
        )
