"""Paths of files and folders that somebody wrote into the settings."""

from __future__ import annotations

from pathlib import Path


def file(text: str) -> Path | None:
    """A file, which is looked at when it is used; None for none.

    Raises:
        ValueError: no file can have this path.
    """
    return _path(text, "file") if text else None


def folder(text: str) -> Path:
    """A folder, which need not be there yet.

    Raises:
        ValueError: no folder can have this path, or a file has it.
    """
    found = _path(text, "folder")
    try:
        is_taken = found.exists() and not found.is_dir()
    except OSError as error:  # too long a name, or a folder above that may not be looked into
        raise ValueError(f"write the path of another folder: {error.strerror}") from error
    if is_taken:
        raise ValueError("this is a file; write the path of a folder")
    return found


def _path(text: str, what: str) -> Path:
    if not text.strip() or "\0" in text:
        raise ValueError(f"write the path of a {what}")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise ValueError(f"write the path of a {what} in full, without ~") from error
