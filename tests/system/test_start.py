"""start.py: what it makes, when it leaves things alone, and what it says when it cannot go on.

Nothing here uses the network: installers are either replaced, or pointed at a wheel made on the
spot.
"""

import ast
import base64
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = [CHECKOUT / "requirements.lock", CHECKOUT / "requirements-test.lock"]


# A start.py with a checkout of its own and an installer that only pretends.


class Pretended:
    """Stands in for start.py's `run`: keeps the steps, and fails where it is told to."""

    def __init__(self, start: Any) -> None:
        self.start = start
        self.steps: list[str] = []
        self.fail_at = "nowhere"

    def __call__(self, step: str, command: list[str]) -> None:
        self.steps.append(step)
        if self.fail_at in step:
            raise self.start.SetupError(step + " failed")
        if "venv" in command:
            python = self.start.PYTHON
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()
            version = f"python{sys.version_info.major}.{sys.version_info.minor}"
            (self.start.VENV / "lib" / version / "site-packages").mkdir(parents=True)


def load(folder: Path) -> Any:
    shutil.copy(CHECKOUT / "start.py", folder / "start.py")
    spec = importlib.util.spec_from_file_location("start_under_test", folder / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def start(tmp_path: Path) -> Any:
    (tmp_path / "requirements.lock").write_text("one==1\n")
    (tmp_path / "requirements-test.lock").write_text("one==1\ntwo==2\n")
    return load(tmp_path)


@pytest.fixture
def installer(start: Any, monkeypatch: pytest.MonkeyPatch) -> Pretended:
    pretended = Pretended(start)

    def only_pip() -> Iterator[tuple[str, list[str], list[str]]]:
        yield "pip", ["venv"], ["add"]

    monkeypatch.setattr(start, "run", pretended)
    monkeypatch.setattr(start, "tools", only_pip)
    return pretended


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
        ([], ["serve"]),
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


# The whole way, with this machine's own installer and a wheel made on the spot.

MAIN = """
import os, sys
import tiny
print(sys.argv[1:], os.getcwd())
sys.exit(int(sys.argv[-1]))
"""


def make_wheel(folder: Path) -> str:
    """Make a wheel of one empty module and return its hash."""
    meta = "tiny-1.dist-info/"
    files = {
        "tiny.py": "",
        meta + "METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        meta + "WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    record = ""
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        record += f"{name},sha256={digest.decode()},{len(text)}\n"
    files[meta + "RECORD"] = record + meta + "RECORD,,\n"
    wheel = folder / "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


OTHERS = ("PIP_", "UV_", "PYTHON")  # settings of the machine that runs the tests


class Copy:
    """A small checkout with start.py, whose installers know one folder of wheels and no network."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a checkout"
        wheels = folder / "wheels"
        package = self.root / "src" / "backcheck"
        package.mkdir(parents=True)
        wheels.mkdir()
        shutil.copy(CHECKOUT / "start.py", self.root)
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(MAIN)
        self.lock(make_wheel(wheels))
        self.env = {
            k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "PYTHON"))
        }
        self.env |= {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(wheels),
            "UV_NO_CONFIG": "1",
            "UV_OFFLINE": "1",
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": str(wheels),
            "UV_CACHE_DIR": str(folder / "cache"),
        }

    def lock(self, digest: str) -> None:
        for name in ("requirements.lock", "requirements-test.lock"):
            (self.root / name).write_text(f"tiny==1 --hash=sha256:{digest}\n")

    def type(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(self.root / "start.py"), *arguments]
        return subprocess.run(
            command, cwd=self.root.parent, env=self.env, capture_output=True, text=True, check=False
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    base = str(getattr(sys, "_base_executable", sys.executable))
    has_pip = subprocess.run([base, "-m", "pip", "--version"], capture_output=True, check=False)
    if has_pip.returncode and not shutil.which("uv"):
        pytest.skip("neither pip nor uv here")
    return Copy(tmp_path)


def test_a_command_keeps_its_output_its_exit_code_and_its_folder(copy: Copy) -> None:
    first = copy.type("check", "x y", "7")
    assert first.returncode == 7, first.stderr
    assert first.stdout == f"['check', 'x y', '7'] {copy.root.parent}\n"
    assert "installing requirements.lock" in first.stderr
    second = copy.type("check", "3")
    assert (second.returncode, second.stderr) == (3, "")


def test_a_package_that_was_not_locked_is_refused(copy: Copy) -> None:
    copy.lock("0" * 64)
    done = copy.type("check", "0")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "refused" in done.stderr.splitlines()[-1]
    assert not (copy.root / ".venv" / "start-stamp").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals and flock")
def test_two_at_once_do_not_trample_each_other(copy: Copy) -> None:
    command = [sys.executable, str(copy.root / "start.py"), "check", "0"]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(command, env=copy.env, stdout=pipe, stderr=pipe) for _ in range(2)]
    told = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert sum(b"setting up in" in err for _, err in told) == 1


# The locks that are committed.


def test_no_lock_names_a_place_that_packages_come_from() -> None:
    for lock in LOCKS:
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*-", text.replace("    --hash=", ""), re.MULTILINE)
    assert "://" not in (CHECKOUT / "start.py").read_text(encoding="utf-8")


def pins(lock: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([a-z0-9-]+)==(\S+)", line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def test_every_pin_has_hashes() -> None:
    for lock in LOCKS:
        entries = re.split(r"\n(?=[a-z0-9])", lock.read_text(encoding="utf-8"))
        assert len(entries) > 10
        assert all("--hash=sha256:" in entry for entry in entries[1:])


def test_the_locks_hold_what_pyproject_names() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run = project["project"]["dependencies"]
    for lock, wanted in zip(LOCKS, [run, [*run, *groups["test"], *groups["lint"]]], strict=True):
        pinned = pins(lock)
        for line in wanted:
            need = Requirement(line)
            versions = pinned.get(need.name.lower().replace("_", "-"), set())
            assert any(need.specifier.contains(v) for v in versions), f"{line} in {lock.name}"


def test_the_tests_run_with_the_versions_that_users_run() -> None:
    run, tests = (pins(lock) for lock in LOCKS)
    assert {name: tests.get(name) for name in run} == run
