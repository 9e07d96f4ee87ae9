"""How a name is compared: without tones, spaces, hyphens and capitals."""

from __future__ import annotations

import re
import unicodedata

from .point import CHANNELS

# What other lists call a channel: Du and Ren, San Jiao, triple burner, urinary bladder.
PREFIXES = {each: each for each in CHANNELS}
PREFIXES |= {"DU": "GV", "REN": "CV", "RN": "CV", "SJ": "TE", "TB": "TE", "UB": "BL", "S": "ST"}
_NUMBERED = re.compile(r"([A-Z]+)0*([1-9]\d?)")


def bare(text: str) -> str:
    """Letters, digits and characters only, without tones: "Zú Sān Lǐ" is "zusanli"."""
    return _kept(unicodedata.normalize("NFKD", text))


def toned(text: str) -> str:
    """The same, with its tones: "zúsānlǐ"."""
    return _kept(unicodedata.normalize("NFKC", text))


def _kept(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def as_code(text: str) -> tuple[str, int] | None:
    """Channel and number of what is typed like a code: "st 36", "ST-36", "S36", "Du 4"."""
    found = _NUMBERED.fullmatch(bare(text).upper())
    if found is None or found[1] not in PREFIXES:
        return None
    return PREFIXES[found[1]], int(found[2])
