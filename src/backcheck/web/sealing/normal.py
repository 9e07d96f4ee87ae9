"""The search form of a phone number, an identity number and a name: what is typed differs, who is
meant doesn't.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import takewhile

_APOSTROPHES = frozenset("'’‘ʼ`´׳״\"“”„")
_FINAL = str.maketrans("ךםןףץ", "כמנפצ")
_ISRAEL = "972"


def phone(typed: str) -> str:
    """The number with its country, ``+972501234567``; empty when there is no digit.

    In this order: digits of any script are read, everything else but a leading plus is dropped.
    ``+`` or ``00`` begins a country. ``972`` and at least 8 more digits is Israel without the
    plus; a nought after it, as in +972 (0)50, is dropped. One nought begins an Israeli number.
    Nine digits that begin with 5 or 7, and eight that begin with 2, 3, 4, 8 or 9, are Israeli
    numbers whose nought a spreadsheet has eaten. Anything else (``*2700``, ``100``) stays the
    digits it is.
    """
    text = unicodedata.normalize("NFKC", typed)
    digits = "".join(str(unicodedata.digit(mark)) for mark in text if mark.isdecimal())
    before = "".join(takewhile(lambda mark: not mark.isdecimal(), text))
    if "+" in before and digits:
        return "+" + _without_nought(digits)
    if digits.startswith("00") and len(digits) > 2:
        return "+" + _without_nought(digits[2:])
    if digits.startswith(_ISRAEL) and len(digits) >= 11:
        return "+" + _without_nought(digits)
    if digits.startswith("0") and len(digits) >= 9:
        return f"+{_ISRAEL}{digits[1:]}"
    if (len(digits) == 9 and digits[0] in "57") or (len(digits) == 8 and digits[0] in "23489"):
        return f"+{_ISRAEL}{digits}"
    return digits


def identity(typed: str) -> str:
    """Letters and digits alone, in capitals; up to nine digits are an Israeli number, filled to
    nine with noughts in front, as its leading noughts are often left out.
    """
    text = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(mark for mark in text if mark.isalnum())
    if kept.isdecimal():
        return "".join(str(unicodedata.digit(mark)) for mark in kept).zfill(9)
    return kept


def name(typed: str) -> str:
    """The words of a name, in one spelling and in one order.

    Compatible forms become one and letters lose their marks (NFKD without combining marks: niqqud,
    accents), capitals go (casefold), apostrophes, geresh and gershayim vanish, every other mark
    (hyphen, maqaf, comma) parts two words, Hebrew final letters become the usual ones (one hears
    no difference, and names are joined and parted at will), and the words are sorted: Cohen,
    Moshe is Moshe Cohen.
    """
    return " ".join(sorted(_words(typed)))


def begins(typed: str) -> Callable[[str], bool]:
    """A question to put to opened names: does each word typed begin a word of this name?"""
    wanted = _words(typed)

    def fits(whole: str) -> bool:
        words = _words(whole)
        return bool(wanted) and all(any(w.startswith(part) for w in words) for part in wanted)

    return fits


def _words(typed: str) -> list[str]:
    # Twice: casefold brings new compatible forms.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", typed).casefold())
    return "".join(map(_plain, text)).translate(_FINAL).split()


def _plain(mark: str) -> str:
    kind = unicodedata.category(mark)
    if mark in _APOSTROPHES or kind in ("Mn", "Me", "Cf", "Sk"):
        return ""
    return mark if kind[0] in "LNM" else " "


def _without_nought(digits: str) -> str:
    if digits.startswith(_ISRAEL):
        return _ISRAEL + digits[len(_ISRAEL) :].lstrip("0")
    return digits
