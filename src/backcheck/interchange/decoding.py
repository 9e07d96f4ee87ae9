"""From bytes to lines: UTF-8 with or without a byte-order mark, any line ending, nothing else."""

from __future__ import annotations

import codecs
import io

from .fault import CourseFileFaults, Fault

_SAVE_AS_UTF8 = "save the file as UTF-8 (in a spreadsheet: CSV UTF-8)"
_BYTE_ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_NULS_OF_WIDE_TEXT = 0.2  # share of NUL bytes above which a text is UTF-16 without a mark


def read_lines(data: bytes, faults: list[Fault]) -> list[str]:
    """The lines of a file, each ending in a newline (the last one perhaps not).

    A byte that is not UTF-8 is one fault for the file; what it stood in comes back as a lone
    surrogate, see ``undecoded``, so that the rest of the file can still be checked.

    Raises:
        CourseFileFaults: the file is in a wide encoding, none of it can be read.
    """
    _refuse_wide_encodings(data)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.append(_not_utf8(data, error.start))
        text = data.decode("utf-8", "surrogateescape")
    return io.StringIO(text, newline=None).readlines()


def undecoded(cell: str) -> bool:
    """Whether a cell holds bytes that were not UTF-8; this has been told once for the file."""
    return not cell.isascii() and any("\udc80" <= letter <= "\udcff" for letter in cell)


def _refuse_wide_encodings(data: bytes) -> None:
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            raise CourseFileFaults([Fault(1, "file", f"the file is {name}", _SAVE_AS_UTF8)])
    if data.count(0) > _NULS_OF_WIDE_TEXT * len(data):
        message = "the file is full of NUL bytes, as UTF-16 is"
        raise CourseFileFaults([Fault(1, "file", message, _SAVE_AS_UTF8)])


def _not_utf8(data: bytes, first_bad: int) -> Fault:
    before = data[:first_bad].replace(b"\r\n", b"\n")
    line = 1 + before.count(b"\n") + before.count(b"\r")
    return Fault(line, "file", f"byte 0x{data[first_bad]:02x} is not UTF-8", _SAVE_AS_UTF8)
