"""``serve`` as a user runs it: the address on stdout, the page behind it, and a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from backcheck.web.commands.port import PortUnavailable, held
from tests.support.serving import DEADLINE_S, GOLDEN, SOURCE, Server, refused

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="stops servers by signals")


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server(program=GOLDEN)
    try:
        yield one
    finally:
        one.end()


def test_it_answers_as_soon_as_it_has_said_where(server: Server) -> None:
    assert server.address == f"http://localhost:{server.port}/\n"
    assert b"Does the treatment help?" in server.get("check/")
    assert b"Better, cause unclear" in server.send(server.get("check/example.csv")).encode()
    assert b"logical properties" in server.get("static/kit/backcheck.css")


def test_a_large_file_is_refused_in_words(server: Server) -> None:
    server.get()
    with pytest.raises(urllib.error.HTTPError) as refused:
        server.send(b"a" * 30_000_000)
    assert refused.value.code == 422
    assert b"this page reads at most" in refused.value.read()


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quickly_and_without_a_word(server: Server, by: signal.Signals) -> None:
    server.get()
    code, out, err, seconds = server.stop(by)
    assert code in (0, 130)
    assert (out, err) == ("", "")
    assert seconds < 5.0


def test_nothing_goes_on_serving_when_it_is_killed(server: Server) -> None:
    port = server.port
    server.process.kill()
    server.process.communicate(timeout=DEADLINE_S)
    until = time.monotonic() + DEADLINE_S
    while time.monotonic() < until:
        with socket.socket() as other:
            if other.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    pytest.fail("it still answers")


def test_a_port_in_use_is_told_and_never_shared(server: Server) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "backcheck", "serve", "--port", str(server.port)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert (second.returncode, second.stdout) == (1, "")
    assert f"port {server.port}: address already in use" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "eight", "８０８０"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "backcheck", "serve", f"--port={port}"],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "from 0 (any free one) to 65535" in done.stderr


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with held(None) as first, held(None) as second:
        assert 8000 <= first < second < 8100


def test_a_port_is_free_again_after_it_was_held() -> None:
    with held(0) as port, pytest.raises(PortUnavailable), held(port):
        pass
    with held(port) as again:
        assert again == port


def test_impatience_does_not_keep_it_from_ending() -> None:
    for _ in range(4):
        one = Server(program=GOLDEN)
        for _ in range(30):
            one.process.send_signal(signal.SIGTERM)
        one.process.communicate(timeout=10)


def test_a_clinic_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    home = {"BACKCHECK_HOME": str(tmp_path / "home")}
    one = Server("--port", "0", "--data", str(tmp_path / "data"), **home)
    page = one.get().decode()
    _, _, told, _ = one.stop(signal.SIGTERM)
    assert "/welcome/" in told
    assert "<form" in page
    assert (tmp_path / "data/backcheck.sqlite3").stat().st_mode & 0o077 == 0
    made = {path.name for path in (tmp_path / "home").iterdir()}
    assert {"keys"} <= made <= {"backups", "keys"}  # the first backup is made beside the server


def test_a_demo_never_goes_where_something_else_is(tmp_path: Path) -> None:
    (tmp_path / "clinic.toml").write_text('kind = "clinic"\n', encoding="utf-8")
    code, told = refused("--demo", "--data", str(tmp_path))
    assert code == 1
    assert "something else than a demo clinic" in told
    assert [path.name for path in tmp_path.iterdir()] == ["clinic.toml"]


def test_a_demo_that_can_not_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, told = refused("--demo", "--data", str(tmp_path / "file" / "below"))
    assert code == 1
    assert "can't be written" in told


def test_the_demo_is_served_and_a_second_start_is_quick(tmp_path: Path) -> None:
    arguments = ("--port", "0", "--demo", "--data", str(tmp_path / "demo"))
    home = {"BACKCHECK_HOME": str(tmp_path / "home")}
    first = Server(*arguments, **home)
    page = first.get().decode()
    first.stop(signal.SIGTERM)
    began = time.monotonic()
    second = Server(*arguments, **home)
    seconds = time.monotonic() - began
    again = second.get().decode()
    _, _, told, _ = second.stop(signal.SIGTERM)
    assert page.count('class="said"') == again.count('class="said"') >= 38
    assert told == ""  # nothing was computed again, nothing is said
    assert seconds < 10.0
    assert "simulated" in again
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]  # no database, no key


def test_wrong_settings_are_told_before_anything_is_done(tmp_path: Path) -> None:
    env = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "BACKCHECK_DATA": str(tmp_path / "data"),
        "BACKCHECK_LANGUAGE": "fr",
        "BACKCHECK_LANGAUGE": "en",
    }
    done = subprocess.run(
        [sys.executable, "-m", "backcheck", "serve", "--demo"],
        env=env,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "BACKCHECK_LANGUAGE = 'fr': write en or he" in done.stderr
    assert "no setting BACKCHECK_LANGAUGE; write BACKCHECK_LANGUAGE" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
