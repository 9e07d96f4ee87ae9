"""A small part of a drill, as somebody would run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from drills.installation import SKIPPED

ROOT = Path(__file__).parents[2]
_DEADLINE_S = 300.0


def drilled(name: str, *arguments: str) -> str:
    """Run a drill to its good end: what it printed. Skipped where it can't be run."""
    if sys.platform != "linux":
        pytest.skip("drills look at processes as Linux lists them")
    done = subprocess.run(
        [sys.executable, "-m", f"drills.{name}", *arguments],
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=_DEADLINE_S,
        check=False,
    )
    if done.returncode == SKIPPED:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
