"""The name of a patient that tells nothing: six letters, such as ``KTR-BXM``. Pure.

Drawn at random, so that neither order nor number of patients is seen in it. Without vowels, so that
no word comes of it, and with few letters that look or sound alike.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence

LETTERS = "BDFHJKLMRSTVXZ"
LENGTH = 6  # 14 ** 6, 7.5 million


def drawn(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """A new one, which may be taken already."""
    return "".join(choose(LETTERS) for _ in range(LENGTH))


def shown(pseudonym: str) -> str:
    """As it is read out and written down."""
    return f"{pseudonym[:3]}-{pseudonym[3:]}"


def read(typed: str) -> str | None:
    """The pseudonym that somebody typed, or None where it is something else."""
    text = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(mark for mark in text if mark.isalpha())
    others = {mark for mark in text if not mark.isalpha()}
    is_one = len(kept) == LENGTH and set(kept) <= set(LETTERS) and others <= set(" -–־\u200e\u200f")
    return kept if is_one else None
