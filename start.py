#!/usr/bin/env python3
"""Backcheck's one command: it gets what is needed, then does what was asked.

  python3 start.py                 serve a demo clinic of simulated courses, on this computer alone
  python3 start.py test            run every check: ruff, mypy, import-linter and all tests
  python3 start.py test ARGS       run pytest with ARGS alone (paths are seen from the checkout)
  python3 start.py COMMAND ...     run a command of Backcheck; COMMAND --help explains it
  python3 start.py help            this text, then the list of commands

Python 3.11 or newer is needed, with pip or uv. What is installed goes into .venv next to this
file: the packages in requirements.lock (for the tests those in requirements-test.lock), each
held to its hash. The demo clinic goes into data, or where BACKCHECK_DATA says; keys, once there
are any, go into keys. The system is left alone, and deleting .venv, data and keys undoes
everything. When nothing changed, nothing is installed and nothing is said. Set-up speaks on
stderr; stdout, exit code and signals belong to the command.
"""
# Older Pythons must be able to read this whole file to be told that they are too old:
# no syntax newer than 3.6.

import collections
import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def too_old(major: int, minor: int) -> str:
    """Say what to do about a Python that is too old; nothing if it is new enough."""
    if (major, minor) >= (3, 11):
        return ""
    return (
        f"start.py: Backcheck needs Python 3.11 or newer; this is Python {major}.{minor}.\n"
        "Run start.py with a newer one, for example: python3.11 start.py"
    )


COMPLAINT = too_old(*sys.version_info[:2])
if COMPLAINT:
    sys.exit(COMPLAINT)

FILE = Path(__file__).resolve()
ROOT = FILE.parent
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "start-stamp"
BIN = "Scripts" if sys.platform == "win32" else "bin"
PYTHON = VENV / BIN / ("python.exe" if sys.platform == "win32" else "python")
# The Python behind this one when start.py runs inside an environment, perhaps in .venv itself.
BASE = str(getattr(sys, "_base_executable", "") or sys.executable)

CHECKS = ("ruff check .", "ruff format --check .", "mypy", "lint-imports", "pytest -n 2")

NO_PIP = """This Python has neither pip nor uv, and one of them is needed.
On Debian or Ubuntu: sudo apt install python3-pip
Then run the same command again."""
FULL = "The disk is full. Free about 500 MB, then run the same command again."
READ_ONLY = "Make this folder writable, or copy the checkout to a folder that is: "
TAMPERED = "A package is not the one that was locked, so it was refused. Try again later."
NETWORK = "Check that the network works, then run the same command again."


class SetupError(Exception):
    """Set-up cannot go on; the text tells the user what to do."""


def say(text: str) -> None:
    """Tell the user something, leaving stdout to the command."""
    print("start.py: " + text, file=sys.stderr, flush=True)


def flicker(line: str) -> None:
    """Show one line of an installer in passing, on a terminal only; an empty one clears it."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        print("\r\033[K" + line.strip()[:width], end="", file=sys.stderr, flush=True)


def key() -> str:
    """Name everything an environment depends on."""
    parts = [os.fsencode(ROOT), sys.platform.encode(), str(sys.implementation.cache_tag).encode()]
    parts += [RUN_LOCK.read_bytes(), TEST_LOCK.read_bytes()]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def state() -> str:
    """Tell what the environment is good for.

    `run`: the application. `test`: also the tests. `adding`: the application, while the tools
    for the tests were being added to it (the two locks agree, so its packages stay untouched).
    Nothing: it is missing, half made, somebody else's, or out of date.
    """
    try:
        made_for, found = STAMP.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return ""
    return found if made_for == key() and PYTHON.exists() else ""


def stamp(found: str) -> None:
    """Record what the environment is good for, whole or not at all."""
    new = STAMP.with_name(STAMP.name + ".new")
    new.write_text(key() + " " + found + "\n", encoding="ascii")
    new.replace(STAMP)


def wait_for_lock(fd: int) -> None:
    """Wait until no other start.py sets up. Installers inherit the lock and outlive us with it."""
    if sys.platform == "win32":
        os.lseek(fd, 1 << 30, os.SEEK_SET)  # a locked byte cannot be read: take one past the end
        with contextlib.suppress(OSError):  # after ten seconds it goes on without
            msvcrt.locking(fd, msvcrt.LK_LOCK, 1)
        return
    os.set_inheritable(fd, True)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("another start.py is setting up; waiting for it")
        fcntl.flock(fd, fcntl.LOCK_EX)
    except OSError:
        pass  # a file system without locks: go on without


def run(step: str, command: "list[str]") -> None:
    """Run one step of the set-up; if it fails, raise with its last lines."""
    say(step)
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    env.update(PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1", UV_PYTHON_DOWNLOADS="never")
    process = subprocess.Popen(
        command,
        cwd=str(ROOT),
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,
    )
    last = collections.deque(maxlen=8)  # type: collections.deque[str]
    with process:
        for line in process.stdout or ():
            if line.strip():
                last.append("  " + line.strip()[:160])
                flicker(line)
    flicker("")
    if process.returncode:
        raise SetupError("\n".join([step + " failed:", *last, advice("\n".join(last), NETWORK)]))


def advice(trouble: str, otherwise: str) -> str:
    """Say what to do about a failed step or file."""
    if "No space left" in trouble or "quota exceeded" in trouble:
        return FULL
    if "Read-only" in trouble or "Permission denied" in trouble:
        return READ_ONLY + str(ROOT)
    if "HASHES" in trouble or "Hash mismatch" in trouble:
        return TAMPERED
    return otherwise


def tools() -> "collections.abc.Iterator[tuple[str, list[str], list[str]]]":
    """Give the installers of this machine: name, how to make .venv, how to install a lock."""
    uv = shutil.which("uv")
    if uv:
        install = [uv, "pip", "sync", "--require-hashes", "--python", str(PYTHON)]
        yield "uv", [uv, "venv", "--python", BASE, str(VENV)], install
    for python in dict.fromkeys([BASE, sys.executable]):
        pip = [python, "-m", "pip"]
        if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode == 0:
            make = [python, "-m", "venv", "--without-pip", str(VENV)]
            install = [*pip, "--python", str(PYTHON), "install", "--no-input", "--require-hashes"]
            yield "pip", make, [*install, "--progress-bar", "off", "-r"]
            return


def clear() -> None:
    """Remove what is there, the stamp first, so that half an environment is never taken for one."""
    STAMP.unlink(missing_ok=True)
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)


def install(lock: Path, fresh: bool) -> None:
    """Install a lock with the first tool that manages, into an empty environment if `fresh`."""
    trouble = None
    for name, make, add in tools():
        if trouble:
            say("that failed; trying with " + name)
        try:
            if fresh:
                clear()
                VENV.mkdir()
                run("making .venv with " + name, make)
            return run(f"installing {lock.name} with {name}", [*add, str(lock)])
        except SetupError as error:
            trouble = error
    if fresh and trouble:
        clear()
    raise trouble or SetupError(NO_PIP)


def ensure(tests: bool) -> None:
    """See to an environment for the application, or for the tests as well."""
    enough = ("test",) if tests else ("run", "adding", "test")
    if state() in enough:
        return
    with FILE.open("rb") as handle:
        wait_for_lock(handle.fileno())
        before = state()
        if before in enough:
            return
        began = time.monotonic()
        say(f"setting up in {VENV} (about a minute, only when something changed)")
        if before == "run":
            stamp("adding")
        install(TEST_LOCK if tests else RUN_LOCK, fresh=before != "run")
        site = sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)})
        source = os.path.relpath(str(ROOT / "src"), site)  # relative, so plain ASCII anywhere
        Path(site, "backcheck.pth").write_text(source + "\n", encoding="ascii")
        stamp("test" if tests else "run")
        say(f"ready after {time.monotonic() - began:.0f} s")


def hand_over(arguments: "list[str]") -> int:
    """Become .venv's Python; return only on Windows, which cannot."""
    sys.stdout.flush()
    command = [str(PYTHON), *arguments]
    if sys.platform == "win32":
        return subprocess.call(command)
    return os.execv(command[0], command)


def check_everything() -> int:
    """Run all checks, also after a failure, and say which failed."""
    failed = []
    for check in CHECKS:
        print("== " + check, flush=True)
        program, *arguments = check.split()
        if subprocess.call([str(VENV / BIN / program), *arguments], cwd=str(ROOT)):
            failed.append(check)
    print(f"== failed: {', '.join(failed)}" if failed else "== all checks passed", flush=True)
    return 1 if failed else 0


def main(arguments: "list[str]") -> int:
    """Set up, then do what was asked."""
    command, *rest = arguments or ["serve", "--demo"]
    if command in ("help", "--help", "-h"):
        print(__doc__, flush=True)
        command = "--help"
    ensure(tests=command == "test")
    os.environ.setdefault("BACKCHECK_HOME", str(ROOT))
    if command != "test":
        return hand_over(["-P", "-m", "backcheck", command, *rest])
    if not rest:
        return check_everything()
    os.chdir(str(ROOT))
    return hand_over(["-m", "pytest", *rest])


def safely(arguments: "list[str]") -> int:
    """Turn every trouble of the set-up into a message and an exit code."""
    try:
        return main(arguments)
    except SetupError as error:
        say(str(error))
    except OSError as error:
        say(f"{error}\n{advice(str(error), '')}".rstrip())
    except KeyboardInterrupt:
        flicker("")
        say("interrupted; run the same command again to go on")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(safely(sys.argv[1:]))
