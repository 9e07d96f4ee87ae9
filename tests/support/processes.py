"""The processes that a process started, as the system lists them in /proc."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest


def children(pid: int) -> list[int]:
    """The processes a process started; none where the system does not list them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def workers(pid: int) -> list[int]:
    """Those of them that compute."""
    return [child for child in children(pid) if b"spawn_main" in command(child)]


def first_worker(running: subprocess.Popen[bytes]) -> int:
    """Wait for a worker of a command; skipped where the system does not list them."""
    if not Path("/proc/self").exists():
        pytest.skip("only where the system lists the children of a process in /proc")
    while running.poll() is None:
        for worker in workers(running.pid):
            return worker
        time.sleep(0.002)
    raise AssertionError("it ended before it had a worker")


def assert_all_end(pids: list[int]) -> None:
    """Within ten seconds none of them lives."""
    for _ in range(1000):
        if not any(map(_lives, pids)):
            return
        time.sleep(0.01)
    raise AssertionError("workers outlive the command")


def command(pid: int) -> bytes:
    """What a process was started as, or calls itself; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _lives(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
