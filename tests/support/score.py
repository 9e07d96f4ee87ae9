"""``score`` run as a user runs it, here and in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def process(*arguments: object, **options) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "backcheck", "score", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT / "src", stderr=subprocess.PIPE, **options)


def told(running: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, err = running.communicate(timeout=300)
    return running.returncode, err.decode()
