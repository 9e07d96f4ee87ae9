"""A PostgreSQL server of our own in a temporary folder, from the binaries of the system."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

USER = "backcheck"
_DEBIAN = Path("/usr/lib/postgresql")
_ACCOUNT = "postgres"  # the server refuses to run as root; Debian's package makes this account
_DEADLINE_S = 60.0


class NoServer(Exception):
    """There is none to be had here; the message says why."""


def binary(name: str) -> str:
    """The newest of Debian's, or what is on the path."""
    found = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        raise NoServer("no PostgreSQL here (on Debian: apt install postgresql)")
    return path


def _account() -> dict[str, Any]:
    """As whom the server runs: ourselves, or for root the account of Debian's package."""
    if os.name != "posix":
        raise NoServer("the test server is reached by a Unix socket, which this system lacks")
    if os.getuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 not on Windows

    try:
        found = pwd.getpwnam(_ACCOUNT)
    except KeyError as error:
        raise NoServer(f"PostgreSQL does not run as root, and no {_ACCOUNT} is here") from error
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def server() -> Iterator[Path]:
    """The folder of the server's socket, while it runs.

    Raises:
        NoServer: it can't be had here.
    """
    initdb, postgres, account = binary("initdb"), binary("postgres"), _account()
    # The path of a socket has room for some hundred letters only.
    folder = Path(tempfile.mkdtemp(prefix="backcheck-pg-"))
    if account:
        shutil.chown(folder, account["user"], account["group"])
    more: dict[str, Any] = {
        **account,
        "cwd": folder,
        "env": {"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    }
    try:
        made = subprocess.run(
            [initdb, "-D", "data", "-U", USER, "-E", "UTF8", "--auth=trust", "--no-sync"],
            capture_output=True,
            text=True,
            check=False,
            **more,
        )
        assert made.returncode == 0, made.stderr
        with (folder / "log").open("wb") as log, _running(postgres, folder, log, more):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _running(postgres: str, folder: Path, log: Any, more: dict[str, Any]) -> Iterator[None]:
    # Nothing here outlives the test, so nothing waits for the disk.
    options = ["-c", "listen_addresses=", "-c", "fsync=off", "-k", str(folder)]
    process = subprocess.Popen(
        [postgres, "-D", "data", *options], stdout=log, stderr=subprocess.STDOUT, **more
    )
    try:
        until = time.monotonic() + _DEADLINE_S
        while not _answers(folder):
            assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # ends its sessions and stops
        process.wait(timeout=_DEADLINE_S)


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(host=str(folder), user=USER, dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def administer(folder: Path, statement: str) -> None:
    """Say one statement to the server, outside of any transaction."""
    with psycopg.connect(host=str(folder), user=USER, dbname="postgres", autocommit=True) as link:
        link.execute(statement)  # type: ignore[call-overload] a name of our own


def address(folder: Path, name: str) -> str:
    """What somebody would set to use a database of the server."""
    return f"postgresql://{USER}@{quote(str(folder), safe='')}/{name}"
