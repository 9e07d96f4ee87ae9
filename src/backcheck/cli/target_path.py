"""Where a picture or a sheet goes: told before anything is computed when it can't be had."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .exits import BadInput, WrongUsage


def target_path(option: str, name: str | None, endings: Iterable[str]) -> Path | None:
    """The file to write; its ending decides what. None when the option isn't given.

    Raises:
        WrongUsage: another ending; the message names those there are.
    """
    if name is None:
        return None
    known = list(endings)
    if Path(name).suffix.lower() not in known:
        several = f"{', '.join(known[:-1])} or {known[-1]}" if len(known) > 1 else known[0]
        raise WrongUsage(f"{option} {name!r}: write a name that ends in {several}")
    return Path(name)


def write(option: str, target: Path, data: bytes) -> None:
    """Write the file.

    Raises:
        BadInput: it can't be written.
    """
    try:
        target.write_bytes(data)
    except OSError as error:
        why = error.strerror or str(error)
        raise BadInput(f"{target}: {why}; give {option} a path that can be written") from error
