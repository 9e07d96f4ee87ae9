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

from tests.support.processes import assert_all_end, children, command

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


class Cluster:
    """A server that is started, stopped and killed as often as somebody likes.

    Attributes:
        folder: where it keeps everything, its socket too.
        safe: waits for the disk, as a server does that keeps anything.
    """

    def __init__(self, safe: bool = False) -> None:
        """Make it, and start nothing.

        Raises:
            NoServer: it can't be had here.
        """
        initdb, self._binary, account = binary("initdb"), binary("postgres"), _account()
        # The path of a socket has room for some hundred letters only.
        self.folder = Path(tempfile.mkdtemp(prefix="backcheck-pg-"))
        self.safe = safe
        self._process: subprocess.Popen[bytes] | None = None
        if account:
            shutil.chown(self.folder, account["user"], account["group"])
        self._more: dict[str, Any] = {
            **account,
            "cwd": self.folder,
            "env": {"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        }
        made = subprocess.run(
            [initdb, "-D", "data", "-U", USER, "-E", "UTF8", "--auth=trust", "--no-sync", "-k"],
            capture_output=True,
            text=True,
            check=False,
            **self._more,
        )
        if made.returncode:
            self.remove()
            raise AssertionError(made.stderr)

    @property
    def pid(self) -> int:
        """The process that all others of the server come from."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it, and come back when it answers."""
        fsync = "on" if self.safe else "off"
        options = ["-c", "listen_addresses=", "-c", f"fsync={fsync}", "-k", str(self.folder)]
        if self.safe:  # else it may write to the log by itself, and for a session before that does
            options += ["-c", "wal_writer_delay=10s", "-c", "autovacuum=off"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binary, "-D", "data", *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                **self._more,
            )
        until = time.monotonic() + _DEADLINE_S
        while not _answers(self.folder):
            assert self._process.poll() is None, (self.folder / "log").read_text(encoding="utf-8")
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.05)

    def stop(self) -> None:
        """End its sessions and stop it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=_DEADLINE_S)

    def kill(self) -> None:
        """End every process of it at once, with no time for anything."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)  # or it would clean up behind its children
        found = children(self.pid)
        for pid in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait(timeout=_DEADLINE_S)
        assert_all_end(found)

    def remove(self) -> None:
        """Stop it, and leave nothing behind."""
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def server() -> Iterator[Path]:
    """The folder of the server's socket, while it runs. Nothing in it waits for the disk.

    Raises:
        NoServer: it can't be had here.
    """
    cluster = Cluster()
    try:
        cluster.start()
        yield cluster.folder
    finally:
        cluster.remove()


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


def housekeepers(pid: int) -> list[int]:
    """Its processes that serve nobody."""
    sessions = f"postgres: {USER} ".encode()
    return [child for child in children(pid) if not command(child).startswith(sessions)]
