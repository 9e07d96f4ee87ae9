"""SQLite: a copy of one moment by its backup interface, while others go on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .copied import TRAIL_START, Copied, Counting
from .faults import BackupDamaged, KeepingFault
from .folders import settle_file

NAME = "database.sqlite3"
_PAGES = 2_000  # at a step
_WAIT_S = 5.0


def copy(source: Path, target: Path, counting: Counting, wait_s: float = _WAIT_S) -> Copied:
    """Copy a database into a new file, look it through, and bring it to the disk.

    One transaction reads from the first page to the last, so that writers neither wait nor make
    it begin anew, and what they write meanwhile isn't in it.

    Raises:
        KeepingFault: there is none.
        BackupDamaged: the copy isn't sound, because the database isn't.
        sqlite3.Error, OSError: it is locked, or there is no room.
    """
    if not source.exists():
        raise KeepingFault(f"There is no database: {source}. BACKCHECK_DATA names its folder.")
    target.touch(mode=0o600, exist_ok=False)
    with closing(_opened(source, wait_s)) as old, closing(_opened(target, wait_s)) as new:
        old.execute("BEGIN")
        pages = old.execute("PRAGMA page_count").fetchone()[0]
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        with counting("Copying the database", pages, counts=False) as on:
            left = pages

            def moved(_: int, remaining: int, __: int) -> None:
                nonlocal left
                on(left - remaining)
                left = remaining

            old.backup(new, pages=_PAGES, progress=moved)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, and not three
    settle_file(target)
    look_through(target)
    return Copied(target, NAME, _migrations(target), _end(target))


def look_through(file: Path) -> None:
    """Have SQLite check every page, index and foreign key of a database that nobody else opens.

    Raises:
        BackupDamaged: something is wrong with it.
    """
    try:
        with closing(_opened(file, _WAIT_S)) as link:
            found = [row[0] for row in link.execute("PRAGMA integrity_check(5)")]
            lost = link.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise BackupDamaged(f"The database isn't sound: {error}. {_WHAT_TO_DO}") from error
    if found != ["ok"]:
        raise BackupDamaged(f"The database isn't sound: {found[0]}. {_WHAT_TO_DO}")
    if lost:
        raise BackupDamaged(
            f"The database isn't sound: {len(lost)} rows of {lost[0][0]} and others point to rows "
            f"that aren't there. {_WHAT_TO_DO}"
        )


_WHAT_TO_DO = "Keep the file as it is, and restore the last good backup elsewhere."


def _opened(file: Path, wait_s: float) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=wait_s, isolation_level=None)


def _has(link: sqlite3.Connection, table: str) -> bool:
    asked = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return link.execute(asked, [table]).fetchone() is not None


def _migrations(file: Path) -> tuple[str, ...]:
    with closing(_opened(file, _WAIT_S)) as link:
        if not _has(link, "django_migrations"):
            return ()
        rows = link.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return tuple(f"{app}.{name}" for app, name in rows)


def _end(file: Path) -> tuple[int, str]:
    with closing(_opened(file, _WAIT_S)) as link:
        if not _has(link, "audit_event"):
            return TRAIL_START
        asked = "SELECT number, mac FROM audit_event ORDER BY number DESC LIMIT 1"
        return link.execute(asked).fetchone() or TRAIL_START
