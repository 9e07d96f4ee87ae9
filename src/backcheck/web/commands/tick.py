"""``backcheck tick``: what is due, by one process at a time; beside ``serve`` all the time."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from backcheck.web.configuration.configuration import Configuration
from backcheck.web.keeping.bars import no_bar
from backcheck.web.keeping.names import kept, made_at

from .backup import backup
from .set_up import FAULTS, refusals_told, set_up

EVERY_S = 60.0
_STOP_AFTER_S = 5.0
_LEASE = "tick"


def tick(configuration: Configuration) -> list[str]:
    """Do what is due; what was done, one line each.

    Raises:
        KeepingFault, SealingFault, KeyTrouble: something could not be done; it was noted.
    """
    set_up()
    from backcheck.web.keeping.lease import leased  # noqa: PLC0415 after the set-up

    with refusals_told("What is due can't be done"), leased(_LEASE) as is_ours:
        if not is_ours:
            return []
        _clear_sessions()
        return _backed_up(configuration)


def _backed_up(configuration: Configuration) -> list[str]:
    from django.utils import timezone  # noqa: PLC0415 after the set-up

    from backcheck.web.keeping.records import is_due  # noqa: PLC0415

    if not is_due(timezone.now(), configuration.backup_every_hours):
        return []
    made = backup(configuration, None, no_bar)
    gone = clear_old(configuration.backups, made.path)
    return [f"Backed up: {made.path}", *made.warnings, *(f"Cleared: {file}" for file in gone)]


def clear_old(folder: Path, newest: Path) -> list[Path]:
    """Remove the backups that are no longer kept; no other file, and never the newest."""
    found = {at: folder / name for name in _names(folder) if (at := made_at(name)) is not None}
    stay = {found[at] for at in kept(found)} | {newest}
    gone = sorted(set(found.values()) - stay)
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def _names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.is_file() and not each.is_symlink()]


def _clear_sessions() -> None:
    from django.apps import apps  # noqa: PLC0415 after the set-up
    from django.conf import settings  # noqa: PLC0415

    if apps.is_installed("django.contrib.sessions"):
        import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def keep_ticking(once: Callable[[], list[str]], every_s: float = EVERY_S) -> None:
    """Tick until whoever started this process is gone: nothing is ever written to it, and the
    end of its standard input is the end of the other."""
    signal.signal(signal.SIGTERM, _leave)
    over = threading.Event()
    threading.Thread(target=_until_end_of_input, args=(over,), daemon=True).start()
    last = ""
    try:
        while not over.is_set():
            said = _said(once)
            if said and said != last:  # a fault that stays is not told every minute
                print(said, file=sys.stderr, flush=True)
            last = said
            over.wait(every_s)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is leaving already


def _leave(*_: object) -> None:
    """As any exception does, so that nothing is left lying half done."""
    raise SystemExit(0)


def _said(once: Callable[[], list[str]]) -> str:
    try:
        return "\n".join(once())
    except FAULTS as error:
        return str(error)


def _until_end_of_input(over: threading.Event) -> None:
    """Not through the buffer of ``sys.stdin``: Python, ending, would want the lock of that."""
    while os.read(sys.stdin.fileno(), 1):
        time.sleep(0)
    over.set()


@contextlib.contextmanager
def ticking() -> Iterator[None]:
    """Have a process of its own tick beside a server, which whatever it does can't take down."""
    beside = subprocess.Popen(
        [sys.executable, "-m", "backcheck", "tick", "--beside"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the server, which ends this one
    )
    try:
        yield
    finally:
        _end(beside)


def _end(beside: subprocess.Popen[bytes]) -> None:
    if beside.stdin is not None:
        with contextlib.suppress(OSError):
            beside.stdin.close()
    beside.send_signal(signal.SIGTERM)
    try:
        beside.wait(_STOP_AFTER_S)
    except subprocess.TimeoutExpired:
        beside.kill()
        beside.wait()
