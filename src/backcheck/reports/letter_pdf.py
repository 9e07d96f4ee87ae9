"""A letter to a doctor on one sheet of A4, with a part to tear off for the answer."""

from __future__ import annotations

from typing import Any

from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.wording import label, right_to_left

from .letter import LetterDocument, as_kept
from .typeset import day_fields, pdf

_TOO_LONG = "longer than one page"  # what the template says when no type is small enough
_WORDS = (
    *("letter.signs", "letter.by_when", "letter.answers_left_out", "letter.left_open"),
    *("letter.asks", "letter.signature", "letter.slip", "letter.slip_found"),
    *("letter.slip_go_on", "letter.slip_yes", "letter.slip_no", "letter.slip_limits"),
    *("letter.slip_by", "letter.slip_day"),
)


class LetterTooLong(ValueError):
    """No type that can be read puts the letter on one page."""


def letter_pdf(document: LetterDocument) -> bytes:
    """The letter as a tagged PDF of one page, in type as large as leaves it on one.

    Where there is much, the single answers are left out before type gets too small to read, and
    the letter says so.

    Raises:
        LetterTooLong: there is more than one page holds.
    """
    import typst  # noqa: PLC0415 only who prints waits for it

    try:
        return pdf("letter", _data(document))
    except typst.TypstError as error:
        if _TOO_LONG not in str(error):
            raise
    raise LetterTooLong("the letter is longer than one page: shorten what was added")


def _data(document: LetterDocument) -> dict[str, Any]:
    signs = [
        {"told": sign.told, "by_when": sign.by_when, "answers": sign.answers}
        for sign in document.signs
    ]
    return {
        **as_kept(document),
        "signs": signs,
        "day": day_fields(document.day),
        "is_urgent": Level[document.level] >= Level.SAME_DAY,
        "right_to_left": right_to_left(document.language),
        "words": {key.partition(".")[2]: label(key, document.language) for key in _WORDS},
        "too_long": _TOO_LONG,
    }
