"""What this program is made of: an answer that is kept is worth nothing to another one."""

from __future__ import annotations

import hashlib
import shutil
from functools import cache
from importlib.metadata import version
from pathlib import Path

import backcheck

_NOT_PART = {".pyc", ".po"}
_LEANS_ON = ("numpy", "django", "typst")
_KEPT = "kept"


@cache
def build() -> str:
    """A name that changes with every file and package an answer depends on."""
    here = Path(backcheck.__file__).parent
    parts = sorted(path for path in here.rglob("*") if _is_part(path))
    told = [(str(path.relative_to(here)), path.stat().st_mtime_ns) for path in parts]
    packages = [version(name) for name in _LEANS_ON]
    return hashlib.sha256(repr((told, packages)).encode()).hexdigest()[:16]


def _is_part(path: Path) -> bool:
    return path.is_file() and path.suffix not in _NOT_PART


def kept_in(clinic: Path) -> Path:
    """Where this program keeps the answers of a clinic, apart from those of any other."""
    return clinic / _KEPT / build()


def forget(clinic: Path) -> None:
    """Drop every answer that is kept, whoever computed it."""
    shutil.rmtree(clinic / _KEPT, ignore_errors=True)
