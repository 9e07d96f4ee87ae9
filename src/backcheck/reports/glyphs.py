"""Which characters the shipped fonts can show, from their own tables (OpenType 1.9, ``cmap``)."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
_MISSING = "\ufffd"
_SEGMENTS, _GROUPS = 4, 12  # the formats of a table that fonts of today have
# Marks of direction, which are never drawn. Other format characters stop a sheet, even the joiner
# U+200D, and no letter of the shipped fonts needs one.
_OF_DIRECTION = frozenset(
    map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_NEVER_DRAWN = frozenset({"Cc", "Cf"})
_ON_A_LETTER = frozenset({"Mn", "Me"})


def showable(text: str) -> str:
    """The text with U+FFFD for every letter no shipped font has, and without marks none has.

    Of what is never drawn it keeps marks of direction and line ends.

    A tagged PDF may not hold a letter that can't be shown; one box is better than no sheet.
    """
    return "".join(map(_showable, text))


def _showable(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in _NEVER_DRAWN:
        return letter if letter in _OF_DIRECTION or letter == "\n" else ""
    if ord(letter) in _known():
        return letter
    return "" if kind in _ON_A_LETTER else _MISSING


@cache
def _known() -> frozenset[int]:
    """The characters that a regular font has; the bold ones have the same."""
    fonts = sorted(FONTS.glob("*-Regular.ttf"))
    return frozenset(code for font in fonts for code in _codes(font.read_bytes()))


def _codes(font: bytes) -> Iterator[int]:
    """The characters of a font, from the tables of both formats."""
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s4xII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for name, offset, _ in entries if name == b"cmap")
    (count,) = struct.unpack_from(">2xH", font, start)
    for number in range(count):
        (offset,) = struct.unpack_from(">4xI", font, start + 4 + 8 * number)
        yield from _of_table(font, start + offset)


def _of_table(font: bytes, at: int) -> Iterator[int]:
    (kind,) = struct.unpack_from(">H", font, at)
    if kind == _SEGMENTS:
        (twice,) = struct.unpack_from(">6xH", font, at)
        ends = struct.unpack_from(f">{twice // 2}H", font, at + 14)
        starts = struct.unpack_from(f">{twice // 2}H", font, at + 16 + twice)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif kind == _GROUPS:
        (groups,) = struct.unpack_from(">12xI", font, at)
        for number in range(groups):
            first, last = struct.unpack_from(">II", font, at + 16 + 12 * number)
            yield from range(first, last + 1)
