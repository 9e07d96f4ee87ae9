"""A clinic as it is served: an installation of its own, made ready, and the program's server."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
_SERVE = ("-P", "-m", "backcheck", "serve", "--port", "0")


@dataclass(frozen=True)
class Served:
    """Where a clinic is served, without the last slash, and the link by which it begins."""

    address: str
    first_link: str
    environment: dict[str, str]

    def link(self, name: str | None = None) -> str:
        """What ``backcheck link`` prints."""
        command = [sys.executable, "-m", "backcheck", "link", "--address", self.address]
        command += ["--for", name] if name else []
        told = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        )
        return told.stdout.strip()


@contextlib.contextmanager
def served_clinic(home: Path) -> Iterator[Served]:
    """Serve a new clinic from a folder, on SQLite."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "BACKCHECK_HOME": str(home)}
    environment.pop("BACKCHECK_CLINIC", None)
    server = subprocess.Popen(
        [sys.executable, *_SERVE],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    assert server.stderr is not None
    try:
        address = server.stdout.readline().strip().rstrip("/")
        said = iter(server.stderr.readline, "")  # a slow machine says first what it is about
        links = (re.search(r"http\S+/welcome/\S+/", line) for line in said)
        link = next(found for found in links if found)
        yield Served(address, link[0], environment)
    finally:
        server.terminate()
        server.communicate(timeout=20)
