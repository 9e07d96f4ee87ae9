"""The ``at`` column: local dates and date-times, or day numbers, as days and back.

Dated days count from 1970-01-01 00:00 local time, so the floor is the calendar day. In the years
allowed here a float of days tells microseconds apart: one instant is one float, and back.
"""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from .at_remedies import unreadable_at
from .decimals import decimal_text, is_decimal
from .fault import Unreadable, shown

EVENING = 20 / 24  # a date alone, for what a patient reports about the day
NOON = 12 / 24  # a date alone, for what happens in the clinic
FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_DAY_NUMBER = 1e7

_DAY_MICROSECONDS = 86_400_000_000
_ORIGIN = date(1970, 1, 1).toordinal()
_AT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)?"
)
_HOUR_OF_DATE = {
    "visit": NOON,
    "movement_before": NOON,
    "movement_after": NOON,
    "rating": EVENING,
    "relief": EVENING,
}


class At(NamedTuple):
    """A value of the ``at`` column. ``date_only``: a calendar day, its hour told by the event."""

    days: float
    dated: bool
    date_only: bool = False

    def days_of(self, event: str) -> float:
        """The moment in days, a date alone taken at the hour this kind of event has."""
        return self.days + _HOUR_OF_DATE.get(event, 0.0) if self.date_only else self.days


def read_at(text: str) -> At:
    """Read a date, a date-time or a day number.

    Raises:
        Unreadable: none of them, or no such day or time.
    """
    found = _AT.fullmatch(text)
    if found:
        day, time = found.groups()
        if time is None:
            return At(_day_number(day), dated=True, date_only=True)
        return At(_day_number(day) + _day_fraction(time), dated=True)
    if is_decimal(text) and abs(float(text)) < LARGEST_DAY_NUMBER:
        return At(float(text), dated=False)
    raise unreadable_at(text)


def at_text(days: float, dated: bool) -> str:
    """The shortest text that reads back as this moment, to the microsecond and on the same day."""
    if not dated:
        return decimal_text(days)
    day = math.floor(days)
    micros = min(round((days - day) * _DAY_MICROSECONDS), _DAY_MICROSECONDS - 1)
    seconds, micros = divmod(micros, 1_000_000)
    text = f"{day_text(day)}T{seconds // 3600:02}:{seconds // 60 % 60:02}"
    if seconds % 60 or micros:
        text += f":{seconds % 60:02}"
    return f"{text}.{micros:06}".rstrip("0") if micros else text


def day_text(day: float, dated: bool = True) -> str:
    """A whole day as it is written: its date, or its number."""
    if not dated:
        return decimal_text(math.floor(day))
    return date.fromordinal(_ORIGIN + math.floor(day)).isoformat()


@lru_cache(maxsize=65_536)
def _day_number(text: str) -> float:
    year = int(text[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            f"{shown(text)} lies outside the years {FIRST_YEAR} to {LAST_YEAR}",
            "write the year in full, such as 2026-03-03",
        )
    try:
        return float(date(year, int(text[5:7]), int(text[8:])).toordinal() - _ORIGIN)
    except ValueError:
        remedy = "write a day that is in the calendar, year-month-day, such as 2026-03-03"
        raise Unreadable(f"{shown(text)} is no day of the calendar", remedy) from None


@lru_cache(maxsize=65_536)
def _day_fraction(time: str) -> float:
    """The share of the day that has passed at ``THH:MM[:SS[.ffffff]]``."""
    hour, minute, second = int(time[1:3]), int(time[4:6]), int(time[7:9] or "0")
    if hour > 23 or minute > 59 or second > 59:
        raise Unreadable(
            f"{shown(time[1:])} is no time of day",
            "write a time from 00:00 to 23:59, such as 2026-03-03T10:00",
        )
    seconds = hour * 3600 + minute * 60 + second
    return (seconds * 1_000_000 + int(time[10:].ljust(6, "0"))) / _DAY_MICROSECONDS
