"""PostgreSQL: a copy of one moment by its own tools, ``pg_dump`` and ``pg_restore``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .copied import TRAIL_START, Copied, Counting
from .faults import BackupDamaged, KeepingFault

if TYPE_CHECKING:
    import psycopg

NAME = "database.dump"
RESTORING = "backcheck restore"  # what pg_restore's session is called in the server
_LOCK = 0x6261636B  # of whoever restores into a database: "back"
_PATIENCE_S = 30.0
_DEBIAN = Path("/usr/lib/postgresql")
_VARIABLES = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
_MORE = {"HOST": "PGHOST", "PORT": "PGPORT"}
_OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "application_name": "PGAPPNAME",
}


def copy(settings: Mapping[str, Any], target: Path, counting: Counting) -> Copied:
    """Dump a database into a new file.

    What is told of the copy is read in the very snapshot that is dumped.

    Args:
        settings: as ``configuration.databases`` gives them.
        target: the new file.
        counting: a bar; how much there will be isn't known before.

    Raises:
        KeepingFault: the database doesn't answer, or a tool is missing, too old, or fails.
    """
    with counting("Copying the database", 1), _linked(settings) as link:
        tool = _tool("pg_dump", link.info.server_version // 10_000)
        link.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        snapshot = _one(link, "SELECT pg_export_snapshot()")[0]
        migrations, end = _migrations(link), _end(link)
        target.touch(mode=0o600, exist_ok=False)
        _run([tool, "-Fc", f"--snapshot={snapshot}", f"--file={target}"], settings)
    look_through(target)
    return Copied(target, NAME, migrations, end)


def look_through(file: Path) -> None:
    """Have ``pg_restore`` read the whole of a dump, without a database.

    Raises:
        BackupDamaged: it can't.
        KeepingFault: the tool is missing.
    """
    done = subprocess.run(
        [_tool("pg_restore"), f"--file={os.devnull}", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupDamaged(f"The dump isn't sound: {_last(done.stderr)}")


@contextmanager
def alone(settings: Mapping[str, Any]) -> Iterator[None]:
    """Be the only restore into a database for a block.

    The ``pg_restore`` of one that was killed lives on and may still be writing: it is ended.

    Raises:
        KeepingFault: another one is at work.
    """
    with _linked(settings) as link:
        link.autocommit = True
        if not _one(link, f"SELECT pg_try_advisory_lock({_LOCK})")[0]:
            raise KeepingFault(
                f"Another restore into {settings['NAME']} is at work. Nothing was touched. Wait "
                "until it has ended."
            )
        _end_orphans(link)
        yield


def _end_orphans(link: psycopg.Connection[tuple[Any, ...]]) -> None:
    end = (
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        f"WHERE datname = current_database() AND application_name = '{RESTORING}'"
    )
    until = time.monotonic() + _PATIENCE_S
    while _one(link, end)[0]:
        if time.monotonic() > until:
            raise KeepingFault(
                "A pg_restore of a restore that was killed is still at work. Nothing was "
                "touched. End it, and try again."
            )
        time.sleep(0.05)


def load(settings: Mapping[str, Any], file: Path, *, again: bool) -> None:
    """Put a dump into an empty database: all of it, or nothing.

    Args:
        settings: of the database.
        file: the dump.
        again: replace what an interrupted one put there.
    """
    whole = ["--single-transaction", "--no-owner", "--no-privileges", "--exit-on-error"]
    anew = ["--clean", "--if-exists"] if again else []
    command = [_tool("pg_restore"), *whole, *anew, f"--dbname={settings['NAME']}", str(file)]
    _run(command, {**settings, "OPTIONS": {**settings["OPTIONS"], "application_name": RESTORING}})


def tables(settings: Mapping[str, Any]) -> frozenset[str]:
    """The tables that a database has."""
    asked = "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))"
    with _linked(settings) as link:
        return frozenset(row[0] for row in link.execute(asked))


def say(settings: Mapping[str, Any], statement: str) -> None:
    """One statement of our own."""
    with _linked(settings) as link:
        link.execute(statement)


def _linked(settings: Mapping[str, Any]) -> psycopg.Connection[tuple[Any, ...]]:
    import psycopg  # noqa: PLC0415 not where a clinic lies in SQLite

    try:
        return psycopg.connect(
            dbname=settings["NAME"],
            user=settings["USER"],
            password=settings["PASSWORD"] or None,
            host=settings["HOST"] or None,
            port=settings["PORT"] or None,
            **settings["OPTIONS"],
        )
    except psycopg.Error as error:
        why = str(error).strip()
        raise KeepingFault(f"The database doesn't answer: {why}") from error


def _tool(name: str, server: int = 0) -> str:
    """The newest of a tool, which has to be as new as the server."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: _number(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise KeepingFault(
            f"{name} is missing, which comes with PostgreSQL. On Debian: apt install "
            "postgresql-client"
        )
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    if server and _number(told) < server:
        raise KeepingFault(
            f"{path} is of PostgreSQL {_number(told)}, the server of {server}: too old to copy "
            f"it. Install the tools of PostgreSQL {server}."
        )
    return path


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def _run(command: list[str], settings: Mapping[str, Any]) -> None:
    """The password goes by the environment: a command line can be read by others."""
    variables = {_VARIABLES[name]: settings[name] for name in _VARIABLES if settings[name]}
    variables |= {_MORE[name]: settings[name] for name in _MORE if settings[name]}
    options = settings["OPTIONS"]
    variables |= {_OPTIONS[name]: str(options[name]) for name in _OPTIONS if name in options}
    done = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise KeepingFault(f"{Path(command[0]).name} failed: {_last(done.stderr)}")


def _last(told: str) -> str:
    lines = [line for line in told.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["it says nothing"])[0].strip()


def _one(link: psycopg.Connection[tuple[Any, ...]], statement: str) -> tuple[Any, ...]:
    found = link.execute(statement).fetchone()
    return found or ()


def _has(link: psycopg.Connection[tuple[Any, ...]], table: str) -> bool:
    return bool(_one(link, f"SELECT to_regclass('{table}') IS NOT NULL")[0])


def _migrations(link: psycopg.Connection[tuple[Any, ...]]) -> tuple[str, ...]:
    if not _has(link, "django_migrations"):
        return ()
    rows = link.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return tuple(f"{app}.{name}" for app, name in rows)


def _end(link: psycopg.Connection[tuple[Any, ...]]) -> tuple[int, str]:
    if not _has(link, "audit_event"):
        return TRAIL_START
    asked = "SELECT number, mac FROM audit_event ORDER BY number DESC LIMIT 1"
    number, mac = _one(link, asked) or TRAIL_START
    return number, mac
