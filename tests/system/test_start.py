"""start.py: what it makes, when it leaves things alone, and what it says when it cannot go on.

Nothing here uses the network: installers are either replaced, or pointed at a wheel made on the
spot.
"""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.launcher import CHECKOUT, Pretended

LOCKS = [CHECKOUT / "requirements.lock", CHECKOUT / "requirements-test.lock"]

MADE = ["making .venv with pip", "installing requirements.lock with pip"]
MADE_FOR_TESTS = ["making .venv with pip", "installing requirements-test.lock with pip"]
ADDED = ["installing requirements-test.lock with pip"]


def test_nothing_is_done_or_said_when_nothing_changed(
    start: Any, installer: Pretended, capfd: pytest.CaptureFixture[str]
) -> None:
    start.ensure(tests=False)
    assert installer.steps == MADE
    capfd.readouterr()
    start.ensure(tests=False)
    assert installer.steps == MADE
    assert capfd.readouterr() == ("", "")


def test_set_up_never_speaks_on_stdout(
    start: Any, installer: Pretended, capfd: pytest.CaptureFixture[str]
) -> None:
    start.ensure(tests=False)
    out, err = capfd.readouterr()
    assert out == ""
    assert "setting up" in err
    assert "ready" in err


def test_tools_for_the_tests_are_added_and_then_serve_both(
    start: Any, installer: Pretended
) -> None:
    start.ensure(tests=False)
    start.ensure(tests=True)
    start.ensure(tests=True)
    start.ensure(tests=False)
    assert installer.steps == MADE + ADDED


def change_lock(start: Any) -> None:
    start.RUN_LOCK.write_text("one==1.1\n")


def change_test_lock(start: Any) -> None:
    start.TEST_LOCK.write_text("one==1\ntwo==3\n")


def lose_python(start: Any) -> None:
    start.PYTHON.unlink()


def lose_stamp(start: Any) -> None:
    start.STAMP.unlink()


def spoil_stamp(start: Any) -> None:
    start.STAMP.write_text("what is this\n")


def leave_half_a_stamp(start: Any) -> None:
    start.STAMP.write_text(start.STAMP.read_text()[:20])


@pytest.mark.parametrize(
    "change",
    [
        change_lock,
        change_test_lock,
        lose_python,
        lose_stamp,
        spoil_stamp,
        leave_half_a_stamp,
    ],
)
def test_anything_unknown_is_rebuilt_from_scratch(
    start: Any, installer: Pretended, change: Callable[[Any], None]
) -> None:
    start.ensure(tests=False)
    leftover = start.VENV / "leftover"
    leftover.touch()
    change(start)
    start.ensure(tests=False)
    assert installer.steps == MADE + MADE
    assert not leftover.exists()


def test_another_python_or_another_place_gives_another_key(
    start: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {start.key()}
    with monkeypatch.context() as patch:
        patch.setattr(start, "ROOT", tmp_path / "moved")
        keys.add(start.key())
    with monkeypatch.context() as patch:
        patch.setattr(start.sys.implementation, "cache_tag", "cpython-399")
        keys.add(start.key())
    with monkeypatch.context() as patch:
        patch.setattr(start.sys, "platform", "elsewhere")
        keys.add(start.key())
    assert len(keys) == 4


def test_somebody_elses_environment_is_replaced(start: Any, installer: Pretended) -> None:
    start.VENV.mkdir()
    (start.VENV / "pyvenv.cfg").touch()
    start.ensure(tests=False)
    assert installer.steps == MADE
    assert not (start.VENV / "pyvenv.cfg").exists()


@pytest.mark.parametrize("step", ["making", "installing"])
def test_a_failed_set_up_leaves_nothing(start: Any, installer: Pretended, step: str) -> None:
    installer.fail_at = step
    with pytest.raises(start.SetupError, match=step):
        start.ensure(tests=False)
    assert not start.VENV.exists()
    installer.fail_at = "nowhere"
    installer.steps.clear()
    start.ensure(tests=False)
    assert installer.steps == MADE


def test_an_interrupted_rebuild_leaves_no_stamp(
    start: Any, installer: Pretended, monkeypatch: pytest.MonkeyPatch
) -> None:
    start.ensure(tests=False)
    change_lock(start)

    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start.shutil, "rmtree", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start.ensure(tests=False)
    assert not start.STAMP.exists()


def test_when_adding_the_tests_fails_the_application_still_runs(
    start: Any, installer: Pretended
) -> None:
    start.ensure(tests=False)
    installer.fail_at = "requirements-test.lock"
    with pytest.raises(start.SetupError):
        start.ensure(tests=True)
    installer.steps.clear()
    start.ensure(tests=False)
    assert installer.steps == []


def test_half_added_tests_are_not_taken_for_good(start: Any, installer: Pretended) -> None:
    start.ensure(tests=False)
    installer.fail_at = "requirements-test.lock"
    with pytest.raises(start.SetupError):
        start.ensure(tests=True)
    installer.fail_at = "nowhere"
    installer.steps.clear()
    start.ensure(tests=True)
    assert installer.steps == MADE_FOR_TESTS


def test_the_sources_are_importable_through_a_relative_path(
    start: Any, installer: Pretended
) -> None:
    start.ensure(tests=False)
    (pth,) = start.VENV.rglob("backcheck.pth")
    line = pth.read_text(encoding="ascii").strip()
    assert not Path(line).is_absolute()
    assert (pth.parent / line).resolve() == start.ROOT / "src"


def test_the_next_tool_is_tried_when_the_first_does_not_manage(
    start: Any, installer: Pretended, monkeypatch: pytest.MonkeyPatch
) -> None:
    def both() -> Iterator[tuple[str, list[str], list[str]]]:
        yield "uv", ["venv"], ["add"]
        yield "pip", ["venv"], ["add"]

    monkeypatch.setattr(start, "tools", both)
    installer.fail_at = "with uv"
    start.ensure(tests=False)
    assert installer.steps == ["making .venv with uv", *MADE]


# What it says.


def test_an_old_python_is_told(start: Any) -> None:
    assert "3.11 or newer" in start.too_old(3, 10)
    assert "3.9" in start.too_old(3, 9)
    assert start.too_old(3, 11) == ""
    assert start.too_old(4, 0) == ""


def test_an_old_python_can_read_the_file_that_tells_it() -> None:
    source = (CHECKOUT / "start.py").read_text(encoding="utf-8")
    with pytest.raises(SyntaxError):
        ast.parse("(a := 1)", feature_version=(3, 7))
    ast.parse(source, feature_version=(3, 7))
    assert "from __future__ import annotations" not in source


def test_neither_pip_nor_uv(
    start: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def no_such_module(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(start.shutil, "which", lambda _: None)
    monkeypatch.setattr(start.subprocess, "run", no_such_module)
    assert start.safely(["check"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert "sudo apt install python3-pip" in err
    assert not start.STAMP.exists()


def test_uv_is_preferred_and_both_check_hashes(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def has_pip(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(start.shutil, "which", lambda _: "/somewhere/uv")
    monkeypatch.setattr(start.subprocess, "run", has_pip)
    tools = list(start.tools())
    assert [name for name, _, _ in tools] == ["uv", "pip"]
    assert all("--require-hashes" in install for _, _, install in tools)


@pytest.mark.parametrize(
    ("output", "says"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("[Errno 30] Read-only file system: 'x'", "writable"),
        ("[Errno 13] Permission denied: 'x'", "writable"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "refused"),
        ("Temporary failure in name resolution", "network"),
    ],
)
def test_a_failure_says_what_to_do(start: Any, output: str, says: str) -> None:
    command = [sys.executable, "-c", f"print({output!r}); raise SystemExit(1)"]
    with pytest.raises(start.SetupError) as caught:
        start.run("installing", command)
    text = str(caught.value)
    assert output in text
    assert says in text.splitlines()[-1]


def test_only_the_last_lines_of_an_installer_are_shown(start: Any) -> None:
    command = [sys.executable, "-c", "print(*range(100), sep='\\n'); raise SystemExit(1)"]
    with pytest.raises(start.SetupError) as caught:
        start.run("installing", command)
    lines = [line.strip() for line in str(caught.value).splitlines()]
    assert lines[1:-1] == [str(n) for n in range(92, 100)]


def test_a_checkout_that_cannot_be_written_is_told(
    start: Any,
    installer: Pretended,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(start.VENV))

    monkeypatch.setattr(start.Path, "mkdir", read_only)
    assert start.safely(["check"]) == 1
    err = capfd.readouterr().err
    assert "Make this folder writable" in err
    assert str(start.ROOT) in err


def test_interrupting_is_told(
    start: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "main", interrupted)
    assert start.safely(["check"]) == 130
    assert "run the same command again" in capfd.readouterr().err


# What it hands over to.


@pytest.fixture
def handed(start: Any, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    commands: list[list[str]] = []

    def keep(arguments: list[str]) -> int:
        commands.append(arguments)
        return 0

    monkeypatch.setattr(start, "ensure", lambda tests: None)
    monkeypatch.setattr(start, "hand_over", keep)
    return commands


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ([], ["serve", "--demo"]),
        (["check", "a file.csv", "--json"], ["check", "a file.csv", "--json"]),
        (["check", "--help"], ["check", "--help"]),
        (["help"], ["--help"]),
        (["--help"], ["--help"]),
        (["-h"], ["--help"]),
    ],
)
def test_a_command_is_passed_on(
    start: Any, handed: list[list[str]], typed: list[str], command: list[str]
) -> None:
    assert start.main(typed) == 0
    assert handed == [["-P", "-m", "backcheck", *command]]


def test_help_explains_start_itself_first(
    start: Any, handed: list[list[str]], capfd: pytest.CaptureFixture[str]
) -> None:
    start.main(["help"])
    assert "python3 start.py test" in capfd.readouterr().out


def test_all_checks_run_and_the_failed_ones_are_named(
    start: Any, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    called: list[str] = []

    def fail_two(command: list[str], **_: object) -> int:
        called.append(Path(command[0]).name)
        return int(called[-1] in {"mypy", "pytest"})

    monkeypatch.setattr(start, "ensure", lambda tests: None)
    monkeypatch.setattr(start.subprocess, "call", fail_two)
    assert start.main(["test"]) == 1
    assert called == ["ruff", "ruff", "mypy", "lint-imports", "pytest"]
    assert capfd.readouterr().out.splitlines()[-1] == "== failed: mypy, pytest -n 2"


def test_arguments_after_test_go_to_pytest_alone(
    start: Any, handed: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert start.main(["test", "tests/unit", "-k", "x"]) == 0
    assert handed == [["-m", "pytest", "tests/unit", "-k", "x"]]
