"""Plain decimals, read strictly and written short: 7, 6.5, -0.25."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from .fault import Unreadable, shown

_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_WHOLE = re.compile(r"\+?[0-9]{1,9}")
_OTHER_DECIMAL_MARKS = str.maketrans({",": ".", "\u066b": "."})  # comma, Arabic decimal mark


def is_decimal(text: str) -> bool:
    """Whether ``text`` is a sign (or none), digits 0 to 9, and at most one decimal dot."""
    return _DECIMAL.fullmatch(text) is not None


def read_decimal(text: str, advice: str = "write a number, such as 6.5") -> float:
    """The number a cell holds.

    Raises:
        Unreadable: with ``advice``, or with the number that was probably meant.
    """
    if _DECIMAL.fullmatch(text):
        return float(text)
    if not text:
        raise Unreadable("is empty", advice)
    meant = plain_digits(text).translate(_OTHER_DECIMAL_MARKS)
    remedy = f"write {meant}" if is_decimal(meant) else advice
    if plain_digits(text) != text:
        raise Unreadable(f"{shown(text)} is not written in the digits 0 to 9", remedy)
    if is_decimal(meant):
        raise Unreadable(f"{shown(text)} has a decimal comma", remedy)
    raise Unreadable(f"{shown(text)} is not a number", remedy)


def read_between(text: str, low: float, high: float) -> float:
    """A number from ``low`` to ``high``, both allowed.

    Raises:
        Unreadable: not a number, or outside.
    """
    advice = f"write a number from {low:g} to {high:g}, such as 6.5"
    number = read_decimal(text, advice)
    if not low <= number <= high:
        raise Unreadable(f"{shown(text)} is outside {low:g} to {high:g}", advice)
    return number


def read_whole(text: str, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, both allowed, written without decimals.

    Raises:
        Unreadable: not a whole number, or outside.
    """
    advice = f"write a whole number from {low} to {high}, such as {min(8, high)}"
    if not _WHOLE.fullmatch(text):
        number = read_decimal(text, advice)
        if low <= number <= high and number == int(number):
            advice = f"write {int(number)}"
        raise Unreadable(f"{shown(text)} is not a whole number from {low} to {high}", advice)
    if not low <= int(text) <= high:
        raise Unreadable(f"{shown(text)} is outside {low} to {high}", advice)
    return int(text)


def decimal_text(number: float) -> str:
    """The shortest plain decimal that reads back as the same number."""
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def plain_digits(text: str) -> str:
    """The text with the decimal digits of other scripts written as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
