"""Bringing a backup back: proved in a place apart, and put where it belongs in one last step."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backcheck.web.configuration.configuration import Configuration
from backcheck.web.configuration.databases import FILE, databases
from backcheck.web.sealing import keyring_file, recovery
from backcheck.web.sealing.faults import KeyringMissing
from backcheck.web.sealing.keys import Keyring
from backcheck.web.sealing.private_file import make_folder as make_private_folder
from backcheck.web.sealing.private_file import read_private, write_new_private

from . import container, postgresql, sqlite
from .copied import Counting
from .faults import KeepingFault, NotOpened, told
from .folders import make_folder, settle, settle_file, workplace
from .making import KEY_FILES, MANIFEST, examine
from .manifest import Manifest, from_json

MARK = "backcheck_restoring"  # a table that is there while a restore isn't finished
Settings = Mapping[str, Any]
# Talks to a database for a block, and there makes sure of it: it is given the settings to use.
Accept = Callable[[Settings, Manifest], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """A backup that may be put back here."""

    file: Path
    manifest: Manifest
    keyring: Keyring
    passphrase: str | None = field(repr=False)


def plan(
    configuration: Configuration,
    file: Path,
    paper: Callable[[], str] | None,
    passphrase: str | None,
) -> Plan:
    """Make sure that a backup belongs here and can be opened; nothing is written.

    Args:
        configuration: where it is to be put.
        file: the backup.
        paper: asks for the recovery paper, once all else is right; None to use the keyring here.
        passphrase: opens the keyring that is here, or wraps the one that is put here.

    Raises:
        KeepingFault, SealingFault: it can't be restored here; the message says what to do.
    """
    with told("The backup can't be read"):
        container.prove(file)
    manifest = from_json(container.content(file, MANIFEST))
    _refuse_crossing(configuration, manifest)
    refuse_full(configuration)
    if paper is None:
        keyring = _own(configuration.keys / keyring_file.FILE, file, passphrase)
    else:
        keyring = recovery.recovered(paper(), container.content(file, recovery.FILE))
        _refuse_another(configuration.keys / keyring_file.FILE, keyring, passphrase)
    missing = sorted(set(manifest.keys) - keyring.ids)
    if missing:
        raise NotOpened(
            f"The keys at hand lack {', '.join(missing)}, which this backup needs. Use the paper "
            "or the keyring of the time when it was made."
        )
    return Plan(file, manifest, keyring, passphrase)


def restore(configuration: Configuration, what: Plan, accept: Accept, count: Counting) -> None:
    """Put a backup back.

    Args:
        configuration: where.
        what: see ``plan``.
        accept: makes sure of the database before it has its name; what it raises ends all.
        count: a bar.

    Raises:
        KeepingFault: there is no clinic here, as before.
    """
    with told("The backup can't be restored"):
        make_folder(configuration.data)
        with workplace(configuration.data) as folder:
            examine(what.file, what.keyring, folder, count)
            refuse_full(configuration)  # again: nobody may have come before us
            _put_keys(configuration.keys, what, folder)
            if configuration.database is None:
                _put_sqlite(configuration, folder / sqlite.NAME, what.manifest, accept)
            else:
                _put_postgresql(configuration, folder / postgresql.NAME, what.manifest, accept)


def refuse_full(configuration: Configuration) -> None:
    """Refuse a place where there is a clinic.

    Raises:
        KeepingFault: there is one.
    """
    if configuration.database is None:
        file = configuration.data / FILE
        if any(map(_holds_something, (f"{file}{each}" for each in ("", "-wal", "-journal")))):
            raise KeepingFault(
                f"There is a clinic here already: {file}. Nothing was touched. Set BACKCHECK_DATA "
                "to an empty folder, or move this one away first."
            )
        return
    found = postgresql.tables(databases(configuration)["default"])
    if found and MARK not in found:
        raise KeepingFault(
            f"The database {configuration.database.name} isn't empty ({len(found)} tables). "
            "Nothing was touched. Make a new one (createdb), and set BACKCHECK_DATABASE to it."
        )


def _holds_something(file: str) -> bool:
    """An empty file is what opening a database that isn't there leaves."""
    return os.path.lexists(file) and not (Path(file).is_file() and Path(file).stat().st_size == 0)


def _refuse_crossing(configuration: Configuration, manifest: Manifest) -> None:
    here = "sqlite" if configuration.database is None else "postgresql"
    if manifest.database != here:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise KeepingFault(
            f"This is a backup of {names.get(manifest.database, manifest.database)}, and the "
            f"settings name {names[here]} (BACKCHECK_DATABASE). Restore it into its own kind; to "
            "change the kind, restore it there and use `export` and `import`."
        )


def _own(path: Path, file: Path, passphrase: str | None) -> Keyring:
    try:
        return keyring_file.read(path, passphrase)
    except KeyringMissing as error:
        with_paper = (
            "or add --paper and type the recovery paper"
            if recovery.FILE in container.names(file)
            else "there was no recovery paper when this backup was made"
        )
        raise NotOpened(
            f"There is no keyring at {path}. Put the clinic's keyring there, {with_paper}."
        ) from error


def _refuse_another(path: Path, keyring: Keyring, passphrase: str | None) -> None:
    """A keyring that is here already has to be the one of the paper, or newer."""
    if path.exists() and not keyring.ids <= keyring_file.read(path, passphrase).ids:
        raise KeepingFault(
            f"There is another keyring at {path}. It was left alone: it may be needed. Set "
            "BACKCHECK_KEYS to an empty folder."
        )


def _put_keys(keys: Path, what: Plan, folder: Path) -> None:
    """Write the keys that aren't there yet; where there are others, nothing."""
    make_private_folder(keys)
    found = {name: read_private(folder / name) for name in KEY_FILES if (folder / name).exists()}
    for name, data in found.items():
        if (keys / name).exists() and read_private(keys / name) != data:
            raise KeepingFault(
                f"There is another {name} in {keys}. It was left alone: it may be needed. Set "
                "BACKCHECK_KEYS to a folder with the keyring alone, or to an empty one."
            )
    if not (keys / keyring_file.FILE).exists():
        keyring_file.restore(keys / keyring_file.FILE, what.keyring, what.passphrase)
    if recovery.FILE in container.names(what.file):
        found[recovery.FILE] = container.content(what.file, recovery.FILE)
    for name, data in found.items():
        if not (keys / name).exists():
            write_new_private(keys / name, data)


def _put_sqlite(
    configuration: Configuration, file: Path, manifest: Manifest, accept: Accept
) -> None:
    accept({**databases(configuration)["default"], "NAME": str(file)}, manifest)
    with closing(sqlite3.connect(file, isolation_level=None)) as link:
        link.execute("PRAGMA journal_mode=DELETE")  # one file, that one step can move
    settle_file(file)
    file.rename(configuration.data / FILE)
    settle(configuration.data)


def _put_postgresql(
    configuration: Configuration, file: Path, manifest: Manifest, accept: Accept
) -> None:
    settings = databases(configuration)["default"]
    with postgresql.alone(settings):
        again = MARK in postgresql.tables(settings)
        postgresql.say(settings, f"CREATE TABLE IF NOT EXISTS {MARK} ()")
        postgresql.load(settings, file, again=again)
        accept(settings, manifest)
        postgresql.say(settings, f"DROP TABLE {MARK}")
