"""From bytes to lines: UTF-8 with or without a byte-order mark, any line ending, nothing else."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from .fault import CourseFileFaults, Fault

_SAVE_AS_UTF8 = "save the file as UTF-8 (in a spreadsheet: CSV UTF-8)"
_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_NULS_OF_WIDE_TEXT = 0.2  # share of NUL bytes above which a text is UTF-16 without a mark
_LOOKED_AT_BYTES = 1 << 20  # of the beginning of a file, for its encoding


def read_lines(file: BinaryIO, faults: list[Fault]) -> Iterator[str]:
    """The lines of a file one after another, each ending in a newline (the last perhaps not).

    A byte that is not UTF-8 is one fault for the file; what it stood in comes back as a lone
    surrogate, see ``undecoded``, so that the rest of the file can still be checked.

    Args:
        file: can be sought; it is read from its beginning and left open.
        faults: takes the fault when its line is read.

    Raises:
        CourseFileFaults: the file is in a wide encoding, none of it can be read.
    """
    _refuse_wide_encodings(file.read(_LOOKED_AT_BYTES))
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8", errors="surrogateescape", newline=None)
    try:
        sound = True
        for number, line in enumerate(text, start=1):
            if sound and undecoded(line):
                sound = False
                faults.append(_not_utf8(number, line))
            yield line.removeprefix("\ufeff") if number == 1 else line
    finally:
        if not file.closed:
            text.detach()


def undecoded(cell: str) -> bool:
    """Whether a cell holds bytes that were not UTF-8; this has been told once for the file."""
    return not cell.isascii() and any(map(_is_lone_byte, cell))


def _is_lone_byte(letter: str) -> bool:
    return "\udc80" <= letter <= "\udcff"


def _refuse_wide_encodings(data: bytes) -> None:
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise CourseFileFaults([Fault(1, "file", f"the file is {name}", _SAVE_AS_UTF8)])
    if data.count(0) > _NULS_OF_WIDE_TEXT * len(data):
        message = "the file is full of NUL bytes, as UTF-16 is"
        raise CourseFileFaults([Fault(1, "file", message, _SAVE_AS_UTF8)])


def _not_utf8(number: int, line: str) -> Fault:
    byte = ord(next(filter(_is_lone_byte, line))) - 0xDC00
    return Fault(number, "file", f"byte 0x{byte:02x} is not UTF-8", _SAVE_AS_UTF8)
