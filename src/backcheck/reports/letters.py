"""About how wide words will be, known without a font."""

from __future__ import annotations

import unicodedata

# Widths in Noto Sans and Noto Sans Hebrew, in text sizes; each group is as wide as its widest.
_GROUPS = (
    (0.28, " '`,.:;!ijlJ\u05f3"),
    (0.35, "()[]If-\u05be\u05d5\u05d6\u05d9\u05df"),
    (0.38, 't"/\\{}\u05d2\u05e0\u05f4'),
    (0.43, "r?"),
    (0.48, "csz_"),
    (0.53, "vyFLT\u05db\u05dc\u05e8\u2013"),
    (0.57, "kxaeE0123456789$+<=>Z^~\u2212\u05d1\u05d3\u05da\u05e5\u05e6"),
    (0.62, "obdghnpquCKPRVXY\u05e2\u05e4\u05e3"),
    (0.66, "AB#\u05d0\u05d4\u05d8\u05e1\u05e7"),
    (0.71, "\u05d7\u05dd\u05de\u05ea"),
    (0.76, "DGHNU&\u05e9"),
    (0.79, "OQw\u2026"),
    (0.94, "MWm@%"),
)
_WIDTHS = {letter: width for width, group in _GROUPS for letter in group}
_OTHER, _WIDE, _WIDE_FROM = 0.65, 1.0, 0x2E80  # from there on scripts whose letters are square
_BOLD = 1.12
_WIDEST = 1.1  # a page's own text font may be so much wider (DejaVu Sans is)
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})  # marks above and below letters, direction marks


def width_of(content: str, size: float, *, bold: bool = False) -> float:
    """How wide words will be at most, in the units of ``size``."""
    return sum(map(_letter, content)) * size * _WIDEST * (_BOLD if bold else 1.0)


def _letter(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in _NO_WIDTH:
        return 0.0
    return _WIDE if ord(letter) >= _WIDE_FROM else _OTHER


def wrapped(content: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """The words on lines that fit; one word too long for a line stands alone."""
    shown: list[str] = []
    for word in content.split():
        if shown and width_of(f"{shown[-1]} {word}", size, bold=bold) <= room:
            shown[-1] = f"{shown[-1]} {word}"
        else:
            shown.append(word)
    return shown
