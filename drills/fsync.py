"""Nothing is acknowledged before it is on the disk: the calls of a served clinic are watched.

One person registers patients, one after the other, while ``strace`` writes down every call of the
server's processes (and of PostgreSQL's) that writes, brings to the disk, or answers. Between the
last write to the write-ahead log and the first byte of an answer there has to be an fsync that
succeeded. A kill can't show this, since what is written outlives a process; a power cut would.

    python -m drills.fsync sqlite 200
    python -m drills.fsync postgresql 200
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from drills.browser import Browser
from drills.deeds import registered
from drills.installation import KINDS, SKIPPED, Installation, installation
from drills.people import signed_in
from drills.serving import Served
from tests.support.postgres import NoServer, housekeepers
from tests.support.processes import children

CALLS = "write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,fsync,fdatasync"
_LOG = re.compile(r"<[^>]*(?:\.sqlite3-wal|/pg_wal/[0-9A-F]{24})>")
_CALL = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)(?:\(| resumed>)")
_ATTACHED_WITHIN_S = 20.0


class NoTracer(Exception):
    """Calls can't be watched here; the message says why."""


@dataclass
class Seen:
    """What stood in the trace.

    Attributes:
        answers: acknowledgements that were sent.
        waited: those before which the log was written and then brought to the disk.
        early: those that were sent while something of the log was not on the disk yet.
        syncs: times that the log was brought to the disk.
    """

    answers: int = 0
    waited: int = 0
    early: int = 0
    syncs: int = 0


def seen(lines: Iterable[str], own: Container[str] = ()) -> Seen:
    """Read a trace of ``strace -f -yy``.

    Args:
        lines: of the trace.
        own: processes of the database that write to the log what nobody waits for.
    """
    found, is_open, was_written = Seen(), False, False
    under_way: dict[str, bool] = {}  # of each process: whether its sync is one of the log
    for line in lines:
        call = _CALL.match(line)
        if call is None:
            continue
        pid, name = call.groups()
        if name in ("fsync", "fdatasync"):
            of_log = under_way.pop(pid, False) or bool(_LOG.search(line))
            if "<unfinished" in line:
                under_way[pid] = of_log
            elif of_log and line.rstrip().endswith("= 0"):
                found.syncs += 1
                is_open = False
        elif "resumed>" in line:
            continue
        elif _LOG.search(line) and pid not in own:
            is_open = was_written = True
        elif '"HTTP/1.1 302' in line:
            found.answers += 1
            found.early += is_open
            found.waited += was_written and not is_open
            was_written = False
    return found


@contextmanager
def watched(pids: Iterable[int], into: Path) -> Iterator[None]:
    """Write down the calls of processes while the block runs.

    Raises:
        NoTracer: it isn't installed, or not allowed.
    """
    if shutil.which("strace") is None:
        raise NoTracer("no strace here (on Debian: apt install strace)")
    wanted = [f"--attach={pid}" for pid in pids]
    tracer = subprocess.Popen(
        ["strace", "-f", "-yy", "-s", "16", f"-etrace={CALLS}", f"-o{into}", *wanted],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _wait_for(tracer, len(wanted))
        yield
    finally:
        if tracer.poll() is None:
            tracer.send_signal(signal.SIGINT)
        tracer.communicate()


def _wait_for(tracer: subprocess.Popen[str], count: int) -> None:
    assert tracer.stderr is not None
    until, attached = time.monotonic() + _ATTACHED_WITHIN_S, 0
    while attached < count:
        line = tracer.stderr.readline()
        if "attached" in line:
            attached += 1
        elif not line or "Operation not permitted" in line or time.monotonic() > until:
            raise NoTracer(f"strace can't watch processes here: {line.strip()}")


def drill(kind: str, count: int) -> int:
    """Do it, and print what was seen; 0 when every answer had waited."""
    with installation(kind) as place:
        print(f"fsync on {kind}, {count} registrations; {', '.join(_settings(place))}", flush=True)
        [person] = signed_in("Drill", (registered,))
        served = Served(place.home / "log")
        trace = place.home / "trace"
        try:
            browser, chance = Browser(served.port, person.session), Random(count)
            registered(browser, (), chance)  # every process and connection there will be
            database = [] if place.cluster is None else _every(place.cluster.pid)
            own = () if place.cluster is None else housekeepers(place.cluster.pid)
            with watched([*served.pids, *database], trace):
                browser.close()  # a connection that waited for it too long was hung up
                for _ in range(count):
                    registered(browser, (), chance)
        finally:
            served.kill()
        with trace.open(encoding="utf-8", errors="replace") as lines:
            found = seen(lines, {*map(str, own)})
    print(
        f"{found.answers} acknowledged: {found.waited} after the log was written and on the disk, "
        f"{found.early} before; {found.syncs} fsyncs of the log; load {os.getloadavg()[0]:.1f}"
    )
    return int(not found.answers == found.waited == count or found.early > 0)


def _every(pid: int) -> list[int]:
    return [pid, *children(pid)]


def _settings(place: Installation) -> Iterator[str]:
    """What a connection of the product reports."""
    from django.db import connection  # noqa: PLC0415 Django is set up by the installation

    asked = ("synchronous_commit", "fsync", "full_page_writes", "wal_sync_method")
    if place.cluster is None:
        asked = ("journal_mode", "synchronous", "wal_autocheckpoint")
    how = "PRAGMA" if place.cluster is None else "SHOW"
    with connection.cursor() as cursor:
        for name in asked:
            yield f"{name}={cursor.execute(f'{how} {name}').fetchone()[0]}"
    connection.close()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m drills.fsync")
    parser.add_argument("database", choices=KINDS)
    parser.add_argument("requests", type=int)
    asked = parser.parse_args()
    try:
        return drill(asked.database, asked.requests)
    except (NoServer, NoTracer) as reason:
        print(reason, file=sys.stderr)
        return SKIPPED


if __name__ == "__main__":
    sys.exit(main())
