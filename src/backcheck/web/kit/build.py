"""What this program is made of: an answer that is kept is worth nothing to another one."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from pathlib import Path

import backcheck

_KINDS = {".py", ".mo", ".toml", ".json", ".npy", ".html"}
_KEPT = "kept"


@cache
def build() -> str:
    """A name that changes with every file an answer depends on."""
    here = Path(backcheck.__file__).parent
    parts = sorted(path for path in here.rglob("*") if path.suffix in _KINDS)
    told = [(str(path.relative_to(here)), path.stat().st_mtime_ns) for path in parts]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def kept_in(clinic: Path) -> Path:
    """Where this program keeps the answers of a clinic, apart from those of any other."""
    return clinic / _KEPT / build()


def forget(clinic: Path) -> None:
    """Drop every answer that is kept, whoever computed it."""
    shutil.rmtree(clinic / _KEPT, ignore_errors=True)
