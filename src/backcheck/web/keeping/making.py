"""Making a backup: copied, closed, read back, and only then given its name. Knows no Django."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import BinaryIO

from pyrage import x25519

import backcheck
from backcheck.web.audit import keys as trail_keys
from backcheck.web.configuration.configuration import Configuration
from backcheck.web.configuration.databases import FILE, databases
from backcheck.web.sealing import recovery
from backcheck.web.sealing.age import identity, recipient
from backcheck.web.sealing.faults import SealingFault
from backcheck.web.sealing.keys import Keyring
from backcheck.web.sealing.private_file import read_private

from . import container, postgresql, sqlite
from .closing import close, open_to
from .copied import Copied, Counting
from .faults import BackupDamaged, KeepingFault, told
from .folders import make_folder, passing_name, settle_file, whole_or_nothing, workplace
from .manifest import Content, Manifest, from_json, to_json
from .names import made_at, name_of
from .readme import README

SECRET_KEY_FILE = "secret.key"
KEY_FILES = (trail_keys.FILE, SECRET_KEY_FILE)
MANIFEST = "manifest.json"
ENDING = ".age"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was read back and found whole.

    Attributes:
        path: the file.
        manifest: what it says of itself.
        warnings: what the owner should do all the same.
    """

    path: Path
    manifest: Manifest
    warnings: tuple[str, ...]


def make(
    configuration: Configuration, keyring: Keyring, out: Path | None, at: datetime, count: Counting
) -> Made:
    """Back an installation up while it is running.

    Args:
        configuration: where it is kept.
        keyring: its keys.
        out: a folder, or a file that isn't there yet; None for the folder of the settings.
        at: now.
        count: a bar.

    Raises:
        KeepingFault: there is no backup under the final name; older ones are as they were.
    """
    with told("The backup can't be made"), workplace(_data(configuration)) as folder:
        target = _target(configuration, out, at)
        _clear_passing(target.parent)
        copied = _copied(configuration, folder, count)
        recovery_file, warnings = _recovery(configuration.keys, keyring)
        with whole_or_nothing(target) as file:
            parts = {copied.name: copied.file, **_key_files(configuration.keys, copied.end[0])}
            container.add(file, container.README, README.encode())
            if recovery_file is not None:
                container.add(file, recovery.FILE, recovery_file)
            closing = _recipients(keyring, configuration.backup_also)
            files = {name: _closed(file, name, parts[name], closing, count) for name in parts}
            manifest = _manifest(copied, keyring, at, files)
            container.add(file, MANIFEST, to_json(manifest))
            container.finish(file)
            file.flush()
            copied.file.unlink()  # or there would be room for it twice
            examine(passing_name(target), keyring, folder, count)
    return Made(target, manifest, warnings)


def examine(path: Path, keyring: Keyring, folder: Path, count: Counting) -> Manifest:
    """Open a backup into a folder, and prove every part of it as it comes out.

    Raises:
        BackupDamaged: it isn't what was written, or the database in it isn't sound.
        NotOpened: the keyring isn't one of those that open it.
    """
    container.prove(path)
    manifest = from_json(container.content(path, MANIFEST))
    keys = [identity(key) for key in keyring.backups]
    for name, wanted in manifest.files.items():
        if name not in (sqlite.NAME, postgresql.NAME, *KEY_FILES):
            raise BackupDamaged(f"There is a part in the backup that isn't known: {name!r}.")
        with (
            count(f"Opening {name}", wanted.size_bytes, counts=False) as on,
            container.reading(path, name + ENDING) as member,
        ):
            found = open_to(member, folder / name, keys, on)
        if found != wanted:
            raise BackupDamaged(f"{name} in the backup isn't what the manifest says.")
        settle_file(folder / name)
    if sqlite.NAME in manifest.files:
        sqlite.look_through(folder / sqlite.NAME)
    if postgresql.NAME in manifest.files:
        postgresql.look_through(folder / postgresql.NAME)
    return manifest


def _data(configuration: Configuration) -> Path:
    make_folder(configuration.data)
    return configuration.data


def _target(configuration: Configuration, out: Path | None, at: datetime) -> Path:
    if out is not None and not out.is_dir():
        if os.path.lexists(out):
            raise KeepingFault(f"There is a file at {out}; it was left alone. Name another.")
        if not out.parent.is_dir():
            raise KeepingFault(f"There is no folder {out.parent}. Make it, or name another.")
        return out
    folder = out or configuration.backups
    make_folder(folder)
    while (folder / name_of(at)).exists():  # made within the same second
        at += timedelta(seconds=1)
    return folder / name_of(at)


def _clear_passing(folder: Path) -> None:
    """What a killed one left."""
    for each in folder.glob(".backcheck-*.backup.part"):
        if made_at(each.name.removeprefix(".").removesuffix(".part")):
            each.unlink(missing_ok=True)


def _copied(configuration: Configuration, folder: Path, count: Counting) -> Copied:
    if configuration.database is None:
        return sqlite.copy(configuration.data / FILE, folder / sqlite.NAME, count)
    settings = databases(configuration)["default"]
    return postgresql.copy(settings, folder / postgresql.NAME, count)


def _key_files(folder: Path, events: int) -> Mapping[str, Path]:
    if events:
        trail_keys.trail_key(folder)  # a backup without it would be none
    return {name: folder / name for name in KEY_FILES if (folder / name).exists()}


def _recipients(keyring: Keyring, also: tuple[str, ...]) -> list[x25519.Recipient]:
    return [recipient(keyring.current_backup), *map(x25519.Recipient.from_str, also)]


def _closed(
    file: BinaryIO, name: str, part: Path, closing: list[x25519.Recipient], count: Counting
) -> Content:
    start = partial(count, f"Encrypting {name}", part.stat().st_size, counts=False)
    with start() as on, part.open("rb") as source, container.adding(file, name + ENDING):
        return close(source, file, closing, on)


def _recovery(folder: Path, keyring: Keyring) -> tuple[bytes | None, tuple[str, ...]]:
    """The recovery file, and what is wrong with it."""
    how = "Make a paper with `backcheck key paper`, and keep it in another place."
    try:
        found = read_private(folder / recovery.FILE)
        covered = recovery.covers(found, keyring)
    except FileNotFoundError:
        return None, (
            f"There is no recovery paper: if {folder} is lost, no backup can be opened. {how}",
        )
    except SealingFault as error:
        return None, (f"The recovery file can't be used ({error}) {how}",)
    if covered:
        return found, ()
    return found, (f"The recovery paper doesn't open what was sealed since it was made. {how}",)


def _manifest(
    copied: Copied, keyring: Keyring, at: datetime, files: Mapping[str, Content]
) -> Manifest:
    return Manifest(
        release=backcheck.__version__,
        made_at=at,
        database="sqlite" if copied.name == sqlite.NAME else "postgresql",
        migrations=copied.migrations,
        events=copied.end[0],
        head=copied.end[1],
        keys=tuple(sorted(keyring.ids)),
        files=files,
    )
