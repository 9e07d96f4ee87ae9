"""The commands that compute side by side, when a worker or the command itself is ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from backcheck.cli import exits
from tests.support.processes import assert_all_end, first_worker, workers

SOURCE = Path(__file__).parents[2] / "src"
LONG_ENOUGH_S = 60.0  # each would take minutes more, or hang, if it were not ended
COMMANDS = {
    "simulate": [*["-m", "backcheck", "simulate", "--n", "5000", "--json"]],
    "demo": [*["-m", "backcheck", "serve", "--demo", "--port", "0", "--data"], "DEMO"],
    "measure_rates": [*["-m", "tools.measure_rates", "5000"]],
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes by signals")


@pytest.fixture(params=COMMANDS)
def running(request, tmp_path):
    """One of them at work, in a terminal of its own."""
    process = subprocess.Popen(
        [sys.executable, *COMMANDS[request.param]],
        env=os.environ | {"PYTHONPATH": f"{SOURCE}{os.pathsep}{SOURCE.parent}"},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    process.name = request.param
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def _ended(running: subprocess.Popen[bytes]) -> tuple[int, bytes, str]:
    out, err = running.communicate(timeout=LONG_ENOUGH_S)
    return running.returncode, out, err.decode()


def test_a_worker_that_is_killed_is_told_at_once(running):
    os.kill(first_worker(running), signal.SIGKILL)
    code, out, err = _ended(running)
    assert (code, out) == (exits.BAD_INPUT, b"")
    assert "a worker was ended from outside" in err
    assert "run it again" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("after_s", [0.0, 0.2, 1.5])
def test_ctrl_c_ends_all_of_it_without_a_word(running, after_s):
    """It reaches every process of a terminal, whether they are just beginning or at work."""
    first_worker(running)
    time.sleep(after_s)
    known = workers(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    code, out, err = _ended(running)
    assert (code, out) == (130, b"")
    assert "Traceback" not in err
    assert_all_end(known)


def test_workers_do_not_outlive_a_command_that_is_killed(running):
    first_worker(running)
    time.sleep(1.5)
    known = workers(running.pid)
    running.kill()
    running.wait()
    assert_all_end(known)


def test_what_ticks_beside_a_server_is_ended_without_a_word():
    """Also when its standard input is still open, as when somebody ends it and not the server."""
    script = "from backcheck.web.commands import tick; print(flush=True); tick.keep_ticking(list)"
    beside = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert beside.stdout is not None
    beside.stdout.readline()
    time.sleep(0.2)  # it waits for the end of its input by now
    beside.send_signal(signal.SIGTERM)
    assert beside.wait(20) == 0
    assert beside.communicate() == (b"", b"")
