"""Many processes append at once: the chain never forks, and every event is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.web.audit.keys import trail_key
from backcheck.web.audit.models import AuditEvent
from backcheck.web.audit.queries import links
from backcheck.web.audit.verify import Whole, verify

ROOT = Path(__file__).parents[2]
PROCESSES, EACH = 3, 40
DEADLINE_S = 100.0


def appending(name: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    env = {**os.environ, **environment, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.appending", name, str(EACH)],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.usefixtures("database")
def test_the_trail_does_not_fork(environment: dict[str, str]) -> None:
    processes = [appending(f"p{number}", environment) for number in range(PROCESSES)]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n", process.communicate()[1]
        told = _at_once(processes)
    finally:
        for process in processes:
            process.kill()
            process.communicate()
    assert told == [(0, "")] * PROCESSES
    whole = verify(links(), trail_key(Path(environment["BACKCHECK_HOME"]) / "keys"))
    assert isinstance(whole, Whole), whole
    assert whole.events == PROCESSES * EACH
    written = list(AuditEvent.objects.order_by("number").values_list("object_id", flat=True))
    for number in range(PROCESSES):  # all there, each process's in its own order
        own = [name for name in written if name.startswith(f"p{number}-")]
        assert own == [f"p{number}-{event}" for event in range(EACH)]
    assert written != sorted(written, key=lambda name: name.split("-")[0])  # they did mingle


def _at_once(processes: list[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """Let all begin; exit code and stderr of each."""
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ended = []
    for process in processes:
        _, err = process.communicate(timeout=DEADLINE_S)
        ended.append((process.returncode, err))
    return ended
