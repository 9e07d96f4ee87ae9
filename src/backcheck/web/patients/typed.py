"""Text as it may be kept: without what can't be seen and changes how the rest is read. Pure."""

from __future__ import annotations

import unicodedata

# Embeddings, overrides and isolates: they turn what follows them around. Marks (U+200E, U+200F)
# turn nothing but themselves, and Hebrew text needs them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = ("Cc", "Cs", "Co", "Cn")


def line(text: str) -> str:
    """One line: every run of spaces and line ends is one space."""
    return " ".join(_kept(text, "\t\n\r").split())


def lines(text: str) -> str:
    """Several lines, with their ends as they are typed on any system."""
    return _kept(text.replace("\r\n", "\n").replace("\r", "\n"), "\t\n").strip()


def _kept(text: str, spaces: str) -> str:
    return "".join(
        mark
        for mark in unicodedata.normalize("NFC", text)
        if mark in spaces or (mark not in _TURNING and unicodedata.category(mark) not in _UNSEEN)
    )
