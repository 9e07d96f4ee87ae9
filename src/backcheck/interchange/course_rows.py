"""From an event to its cells: the way back from ``events``."""

from __future__ import annotations

from backcheck.verdict.course import (
    AlsoStarted,
    Closed,
    Event,
    Flag,
    MovementCheck,
    PainSince,
    Plan,
    Primary,
    Rating,
    ReliefReport,
    Visit,
)

from .cells import read_text
from .decimals import decimal_text
from .events import STRATUM_WORDS
from .moments import day_text

_WORD_OF_STRATUM = {stratum: word for word, stratum in reversed(STRATUM_WORDS.items())}


def event_cells(event: Event, dated: bool) -> tuple[str, str, str]:
    """The cells ``event``, ``name`` and ``value`` of an event.

    Raises:
        ValueError: a text no file can hold, or a beginning that is no whole date.
    """
    match event:
        case Rating(_, sign, value):
            return "rating", sign, decimal_text(value)
        case Visit():
            return "visit", "", ""
        case MovementCheck(_, moment, movement, score):
            return f"movement_{moment}", writable(movement), decimal_text(score)
        case ReliefReport(_, held):
            return ("relief", "ended" if held is not None else "holding", _number_text(held))
        case AlsoStarted(_, what):
            return "also_started", writable(what), ""
        case Flag(_, level, about):
            return "flag", level, writable(about)
        case PainSince():
            return "pain_since", "", _beginning_text(event, dated)
        case Plan(_, visits):
            return "plan", "visits", str(visits)
        case Primary(_, sign):
            return "primary", sign, ""
        case Closed():
            return "closed", "", ""


def _number_text(number: float | None) -> str:
    return "" if number is None else decimal_text(number)


def writable(text: str) -> str:
    """A free text as it is, when a file can hold it unchanged.

    Raises:
        ValueError: empty, too long, on several lines, or with spaces around it.
    """
    if text != text.strip():
        raise ValueError(f"{text!r} has spaces around it, which a file does not keep")
    return read_text(text, "a text")


def _beginning_text(event: PainSince, dated: bool) -> str:
    if event.stratum is not None:
        return _WORD_OF_STRATUM[event.stratum]
    began = event.began_at_days
    if began is None or (dated and began != int(began)):
        raise ValueError(f"pain began on a whole day, not at {began}")
    return day_text(began) if dated else decimal_text(began)
