"""A start.py with a checkout of its own and an installer that only pretends."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[2]


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
