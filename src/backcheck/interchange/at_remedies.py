"""Why an ``at`` can't be read, and what to write: each usual mistake has its own words."""

from __future__ import annotations

import re

from .decimals import is_decimal, plain_digits
from .fault import Unreadable, shown

ADVICE = "write a date such as 2026-03-03, a time such as 2026-03-03T10:00, or a day number"

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_WITH_OFFSET = re.compile(rf"({_DATE})[Tt ]({_TIME}) ?(?:[Zz]|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)")
_WITHOUT_T = re.compile(rf"({_DATE})(?: +|t)({_TIME})")
_LONG_FRACTION = re.compile(rf"({_DATE}T{_TIME})")
_SHORT_HOUR = re.compile(rf"({_DATE})[Tt ]([0-9]:[0-9]{{2}}.*)")
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_OTHER_ORDER = re.compile(r"[0-9]{1,4}[/.\-][0-9]{1,2}[/.\-][0-9]{1,4}.*")


def unreadable_at(text: str) -> Unreadable:
    """What to say about a text that is neither a date, a date-time nor a day number."""
    if not text:
        return Unreadable("is empty", ADVICE)
    plain = plain_digits(text)
    if plain != text:
        return Unreadable(f"{shown(text)} is not written in the digits 0 to 9", ADVICE)
    return _nearly_a_moment(text) or _number_like(text) or _no_moment(text)


def _nearly_a_moment(text: str) -> Unreadable | None:
    if found := _WITH_OFFSET.fullmatch(text):
        local = f"{found[1]}T{found[2]}"
        return Unreadable(
            f"{shown(text)} carries an offset from UTC",
            f"write the local time of the clinic without it, such as {local}",
        )
    if found := _WITHOUT_T.fullmatch(text):
        return Unreadable(
            f"{shown(text)} has no T between date and time", f"write {found[1]}T{found[2]}"
        )
    if _LONG_FRACTION.fullmatch(text):
        return Unreadable(f"{shown(text)} is finer than a microsecond", "write at most 6 decimals")
    if _SHORT_HOUR.fullmatch(text):
        return Unreadable(
            f"{shown(text)} has an hour of one digit",
            "write hours with two digits, such as 2026-03-03T09:00",
        )
    return None


def _number_like(text: str) -> Unreadable | None:
    if found := _COMPACT.fullmatch(text):
        return Unreadable(f"{shown(text)} has no dashes", f"write {found[1]}-{found[2]}-{found[3]}")
    if is_decimal(text):
        return Unreadable(
            f"{shown(text)} is too large for a day number",
            "count days from the first row, such as 12.5, or write a date such as 2026-03-03",
        )
    if is_decimal(text.replace(",", ".")):
        return Unreadable(f"{shown(text)} has a decimal comma", f"write {text.replace(',', '.')}")
    return None


def _no_moment(text: str) -> Unreadable:
    if _OTHER_ORDER.fullmatch(text):
        remedy = "write year-month-day with dashes and two digits each, such as 2026-03-03"
        return Unreadable(f"{shown(text)} is not written as year-month-day", remedy)
    return Unreadable(f"{shown(text)} is neither a date nor a day number", ADVICE)
