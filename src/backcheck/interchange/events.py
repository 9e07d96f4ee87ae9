"""From a row to an event: what each event wants in ``name`` and ``value``."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from backcheck.knowledge.measured import HARM_SCALE_POINTS
from backcheck.verdict.course import (
    AlsoStarted,
    Closed,
    Event,
    Flag,
    FlagLevel,
    Moment,
    MovementCheck,
    PainSince,
    Plan,
    Primary,
    Rating,
    ReliefReport,
    Stratum,
    Visit,
)

from .at_remedies import ADVICE
from .cells import read_choice, read_sign, read_text
from .decimals import read_between, read_decimal, read_whole
from .fault import Unreadable, shown
from .moments import LARGEST_DAY_NUMBER, day_text, read_at
from .row import Row

STRATUM_WORDS = {
    "acute": Stratum.ACUTE,
    "persistent": Stratum.PERSISTENT,
    "over_a_year": Stratum.OVER_A_YEAR,
    "unknown": Stratum.MIXED,
    "chronic": Stratum.OVER_A_YEAR,
}
MOST_PLANNED_VISITS = 200
_A_DAY = {
    True: "a date such as 2025-06-01",
    False: "a day number such as -40",
    None: "a date or day number",
}
_ENDED, _HOLDING = "ended", "holding"


def read_event_row(row: Row, at_days: float, dated: bool | None) -> Event | None:
    """The event of a row whose event word is known; None, and faults, when a cell is off.

    ``at_days`` is NaN when the row's ``at`` could not be used: the other cells are checked all the
    same, and no course is built from a file with a fault. ``dated`` None: no such course is known.
    """
    if row.event == "pain_since":
        return _pain_since(row, at_days, dated)
    return _READERS[row.event](row, at_days)


def _pain_since(row: Row, at_days: float, dated: bool | None) -> Event | None:
    row.must_be_empty("name")
    if row.value in STRATUM_WORDS:
        return PainSince(at_days, stratum=STRATUM_WORDS[row.value])
    began = row.read("value", partial(_beginning, dated=dated))
    if began is None:
        return None
    if not math.isnan(at_days) and math.floor(began) > math.floor(at_days):
        reported = day_text(at_days, bool(dated))
        message = f"{shown(row.value)} lies after the day it was reported, {reported}"
        row.fault("value", message, "write the day the pain began, or correct the day in at")
        return None
    return PainSince(at_days, began_at_days=began)


def _beginning(text: str, dated: bool | None) -> float:
    advice = f"write {_A_DAY[dated]}, or one of {', '.join(STRATUM_WORDS)}"
    try:
        at = read_at(text)
    except Unreadable as unreadable:
        remedy = advice if unreadable.remedy == ADVICE else unreadable.remedy
        raise Unreadable(unreadable.message, remedy) from None
    if at.dated and not at.date_only:
        raise Unreadable(f"{shown(text)} has a time of day", f"write the date alone, {text[:10]}")
    if dated is not None and at.dated != dated:
        kinds = ("day number", "dates") if dated else ("date", "day numbers")
        raise Unreadable(f"{shown(text)} is a {kinds[0]}, the course uses {kinds[1]}", advice)
    return at.days


def _plan(row: Row, at_days: float) -> Event | None:
    name = row.read("name", partial(read_choice, allowed=["visits"], kind="what is planned"))
    visits = row.read("value", partial(read_whole, low=1, high=MOST_PLANNED_VISITS))
    return None if name is None or visits is None else Plan(at_days, visits)


def _primary(row: Row, at_days: float) -> Event | None:
    sign = row.read("name", read_sign)
    row.must_be_empty("value")
    return None if sign is None else Primary(at_days, sign.id)


def _rating(row: Row, at_days: float) -> Event | None:
    sign = row.read("name", read_sign)
    if sign is None:
        row.read("value", read_decimal)
        return None
    value = row.read("value", partial(read_between, low=sign.low, high=sign.high))
    return None if value is None else Rating(at_days, sign.id, value)


def _visit(row: Row, at_days: float) -> Event:
    row.must_be_empty("name", "value")
    return Visit(at_days)


def _movement(row: Row, at_days: float, moment: Moment) -> Event | None:
    movement = row.read("name", partial(read_text, what="the movement, such as bend forward"))
    score = row.read("value", partial(read_between, low=0.0, high=HARM_SCALE_POINTS))
    if movement is None or score is None:
        return None
    return MovementCheck(at_days, moment, movement, score)


def _relief(row: Row, at_days: float) -> Event | None:
    name = row.read("name", partial(read_choice, allowed=[_ENDED, _HOLDING], kind="how relief is"))
    if name == _HOLDING:
        row.must_be_empty("value")
        return ReliefReport(at_days, None)
    held = row.read("value", _held_days) if name == _ENDED or row.value else None
    return None if name is None or held is None else ReliefReport(at_days, held)


def _held_days(text: str) -> float:
    advice = "write the days relief lasted, such as 2.5, or 0 for none"
    days = read_decimal(text, advice)
    if not 0 <= days < LARGEST_DAY_NUMBER:
        raise Unreadable(f"{shown(text)} is no length of time", advice)
    return days


def _also_started(row: Row, at_days: float) -> Event | None:
    what = row.read("name", partial(read_text, what="what was started, such as exercise class"))
    row.must_be_empty("value")
    return None if what is None else AlsoStarted(at_days, what)


def _flag(row: Row, at_days: float) -> Event | None:
    level = row.read("name", partial(read_choice, allowed=FlagLevel, kind="a level of a flag"))
    needed = "who cleared it" if level == FlagLevel.CLEARED else "the question, such as weight_loss"
    about = row.read("value", partial(read_text, what=needed))
    return None if level is None or about is None else Flag(at_days, FlagLevel(level), about)


def _closed(row: Row, at_days: float) -> Event:
    row.must_be_empty("name", "value")
    return Closed(at_days)


_READERS: dict[str, Callable[[Row, float], Event | None]] = {
    "plan": _plan,
    "primary": _primary,
    "rating": _rating,
    "visit": _visit,
    "movement_before": partial(_movement, moment=Moment.BEFORE),
    "movement_after": partial(_movement, moment=Moment.AFTER),
    "relief": _relief,
    "also_started": _also_started,
    "flag": _flag,
    "closed": _closed,
}
