"""Where a picture or a sheet goes: told before anything is computed when it can't be had."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from .exits import BadInput, WrongUsage


def target_path(option: str, name: str | None, endings: Iterable[str]) -> Path | None:
    """The file to write; its ending decides what. None when the option isn't given.

    Raises:
        WrongUsage: another ending; the message names those there are.
        BadInput: the file can't be written there.
    """
    if name is None:
        return None
    known = list(endings)
    if Path(name).suffix.lower() not in known:
        several = f"{', '.join(known[:-1])} or {known[-1]}" if len(known) > 1 else known[0]
        raise WrongUsage(f"{option} {name!r}: write a name that ends in {several}")
    target = Path(name)
    why = _obstacle(target)
    if why:
        raise _not_written(option, target, why)
    return target


def _obstacle(target: Path) -> str:
    """Why the file can't be written, as far as can be seen beforehand; nothing if it can."""
    folder = target.parent
    try:
        if not folder.is_dir():
            return f"there is no folder {folder}"
        if target.is_dir():
            return "is a folder"
        is_there = target.exists()
    except OSError as error:  # too long a name, or a folder that may not be looked into
        return error.strerror or str(error)
    if not os.access(target if is_there else folder, os.W_OK):
        return "may not be written" if is_there else f"{folder} may not be written to"
    return ""


def write(option: str, target: Path, data: bytes) -> None:
    """Write the file.

    Raises:
        BadInput: it can't be written.
    """
    try:
        target.write_bytes(data)
    except OSError as error:
        raise _not_written(option, target, error.strerror or str(error)) from error


def _not_written(option: str, target: Path, why: str) -> BadInput:
    return BadInput(f"{target}: {why}; give {option} a path that can be written")
