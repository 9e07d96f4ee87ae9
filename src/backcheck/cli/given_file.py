"""The file a command is given, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from .exits import BadInput


def given_file(name: str, kind: str) -> bytes:
    """What stands in the file, or on standard input where ``name`` is "-".

    Raises:
        BadInput: the file can't be read; the message asks for the path of ``kind``.
    """
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name}: {error.strerror or error}; give the path of {kind}") from error
