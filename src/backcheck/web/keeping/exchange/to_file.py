"""An export written to a file: for its owner alone, whole or not at all, never over another."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from .faults import ExchangeFault


def write(target: Path, chunks: Iterable[bytes]) -> int:
    """Write the chunks; the file appears when all of it is on the disk.

    Args:
        target: where nothing is yet.
        chunks: asked for once it is sure that they can be written.

    Returns:
        how many bytes it has.

    Raises:
        ExchangeFault: it can't be written; nothing is there.
    """
    refuse_taken(target)
    passing = target.with_name(f".{target.name}.part")
    try:
        passing.unlink(missing_ok=True)  # what a power cut left behind
        descriptor = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for each in chunks:
                    file.write(each)
                file.flush()
                os.fsync(file.fileno())
            os.link(passing, target)  # a rename would replace what came there meanwhile
        finally:
            passing.unlink()
        _settle(target.parent)
        return target.stat().st_size
    except FileExistsError as error:
        raise _taken(target) from error
    except OSError as error:
        raise _not_written(target, error) from error


def refuse_taken(target: Path) -> None:
    """Refuse a name that is in use, or in no folder.

    Raises:
        ExchangeFault: it is.
    """
    if os.path.lexists(target):
        raise _taken(target)
    try:
        is_there = target.parent.is_dir()
    except OSError as error:
        raise _not_written(target, error) from error
    if not is_there:
        raise ExchangeFault(f"There is no folder {target.parent}. Make it, or name another.")


def _taken(target: Path) -> ExchangeFault:
    return ExchangeFault(f"{target} is there already, and is left as it is. Name another file.")


def _not_written(target: Path, error: OSError) -> ExchangeFault:
    why = (error.strerror or str(error)).lower()
    return ExchangeFault(f"{target} can't be written: {why}. Make room, or name a file elsewhere.")


def _settle(folder: Path) -> None:
    """Bring the folder's list of names to the disk."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
