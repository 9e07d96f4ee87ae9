"""``backcheck serve`` as a clinic runs it, in a process group of its own that can be killed."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from drills.installation import surroundings

_WITHIN_S = 60.0


class Served:
    """A server that has said where it answers.

    Attributes:
        began_s: how long that took.
    """

    def __init__(self, log: Path, before: Sequence[str] = (), **environment: str) -> None:
        """Start it.

        Args:
            log: what it says on stderr is added here.
            before: words that come before the command, such as a tracer's.
            environment: added to this process's.
        """
        began = time.monotonic()
        with log.open("ab") as stderr:
            self.process = subprocess.Popen(
                [*before, sys.executable, "-m", "backcheck", "serve", "--port", "0"],
                env={**surroundings(), **environment},
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                start_new_session=True,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line.startswith("http://localhost:"):
            self.kill()
            raise AssertionError(f"it does not serve: {log.read_text(encoding='utf-8')}")
        self.port = int(line.strip().rstrip("/").rpartition(":")[2])
        self.began_s = time.monotonic() - began

    @property
    def pids(self) -> list[int]:
        """Every process of its group, the command itself first."""
        group = os.getpgid(self.process.pid)
        found = []
        for each in Path("/proc").iterdir():
            if each.name.isdecimal():
                with contextlib.suppress(ProcessLookupError):
                    if os.getpgid(int(each.name)) == group:
                        found.append(int(each.name))
        return sorted(found)

    def kill(self) -> None:
        """End every process of it at once, with no time for anything."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()
        until = time.monotonic() + _WITHIN_S
        while _lives(self.process.pid):
            assert time.monotonic() < until, "it outlives its end"
            time.sleep(0.005)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.communicate(timeout=_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
