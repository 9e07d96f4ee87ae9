"""The words a cell may hold: free text, and choices that suggest the nearest word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from backcheck.knowledge.signs import Sign, signs

from .fault import Unreadable, breaks_lines, shown

LONGEST_TEXT = 200
_EVENTS = dict.fromkeys((
    "pain_since", "plan", "primary", "rating", "visit", "movement_before", "movement_after",
    "relief", "also_started", "flag", "closed",
))  # fmt: skip


def read_text(text: str, what: str) -> str:
    """Free text: not empty, on one line, at most ``LONGEST_TEXT`` characters.

    Raises:
        Unreadable: it is not; ``what`` says in the remedy what to write.
    """
    if not text:
        raise Unreadable("is empty", f"write {what}")
    if len(text) > LONGEST_TEXT:
        remedy = f"write at most {LONGEST_TEXT} characters"
        raise Unreadable(f"{shown(text)} has {len(text)} characters", remedy)
    if not text.isprintable() and any(map(breaks_lines, text)):
        remedy = "write one line of plain text"
        raise Unreadable(f"{shown(text)} holds a line break or control character", remedy)
    return text


def read_choice(text: str, allowed: Iterable[str], kind: str) -> str:
    """One of the allowed words, exactly as they are written.

    Raises:
        Unreadable: another word; the remedy is the nearest allowed one, or all of them.
    """
    words = tuple(allowed)
    if text in words:
        return text
    near = words if len(words) == 1 else difflib.get_close_matches(text.lower()[:40], words, n=1)
    remedy = f"write {near[0]}" if near else f"write one of {', '.join(words)}"
    raise Unreadable(f"{shown(text)} is not {kind}" if text else "is empty", remedy)


def read_event(text: str) -> str:
    """The word of an event.

    Raises:
        Unreadable: no such event.
    """
    return text if text in _EVENTS else read_choice(text, _EVENTS, "an event")


def read_sign(text: str) -> Sign:
    """A sign of this release.

    Raises:
        Unreadable: no such sign.
    """
    known = signs()
    return known[text] if text in known else known[read_choice(text, known, "a sign")]
