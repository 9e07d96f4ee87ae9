"""Who it may suit: wait and look again, a doctor first, or it may be offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .natural_course import natural_course
from .planned import Answer
from .provenance import Provenance
from .reading import Reader
from .sentence import Sentence
from .telling import Statement

_NEW = "acute"
NOTE_PARTS = ("what", "done", "measured", "ask", "signs")


class Suits(StrEnum):
    """What may be done with somebody who asks for treatment, the most careful first."""

    DOCTOR_FIRST = "doctor_first"
    ORTHOPAEDIST_FIRST = "orthopaedist_first"
    ASK_FIRST = "ask_first"
    WAIT = "wait"
    MAY_OFFER = "may_offer"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks. An answer of None was not asked, which is never a no.

    Attributes:
        days_since_onset: of this pain; None when it isn't known.
        returning: the same pain came and went before.
        disc: a disc problem was found by a doctor or in a picture.
        growing_weakness: a leg or a foot gets weaker.
        doctor_needed: a warning sign of "doctor first" or above is open.
        physiotherapy: is with a physiotherapist at the same time.
    """

    days_since_onset: float | None
    returning: Answer | None
    disc: Answer | None
    growing_weakness: Answer | None
    doctor_needed: bool
    physiotherapy: Answer | None

    def __post_init__(self) -> None:
        if self.days_since_onset is not None and self.days_since_onset < 0.0:
            raise ValueError("days_since_onset can't lie below 0")


@dataclass(frozen=True, slots=True)
class Suitability:
    """What may be done and why.

    Attributes:
        checks_days: when to look again, days after the advice.
        shared_note: what to write to the physiotherapist; empty when there is none.
        unanswered: what has to be asked before more can be said.
    """

    outcome: Suits
    why: Statement
    advice: tuple[Statement, ...]
    checks_days: tuple[float, ...]
    shared_note: tuple[Statement, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """How long pain is new, and when to look again."""

    id: str
    new_pain_days: float
    first_check_days: float
    second_check_days: float
    provenance: Provenance


def suitability(asking: Asking) -> Suitability:
    """What may be done with somebody who asks for treatment. Pure; no answer says "it suits you".

    Unsure counts as yes where a doctor is in question, and as no where it would shorten waiting.
    """
    times = suits()
    outcome = _outcome(asking, times)
    waits = outcome is Suits.WAIT
    return Suitability(
        outcome=outcome,
        why=_statement(f"suits.{outcome}"),
        advice=_advice(outcome),
        checks_days=(times.first_check_days, times.second_check_days) if waits else (),
        shared_note=_note(asking),
        unanswered=_unanswered(asking),
    )


def _outcome(asking: Asking, times: Times) -> Suits:
    may_be_weaker = asking.growing_weakness in (Answer.YES, Answer.UNSURE)
    may_be_disc = asking.disc in (Answer.YES, Answer.UNSURE)
    if asking.doctor_needed or (may_be_weaker and not may_be_disc):
        return Suits.DOCTOR_FIRST
    if may_be_weaker:
        return Suits.ORTHOPAEDIST_FIRST
    if asking.growing_weakness is None or asking.days_since_onset is None:
        return Suits.ASK_FIRST
    if asking.days_since_onset < times.new_pain_days and asking.returning is not Answer.YES:
        return Suits.WAIT
    return Suits.MAY_OFFER


def _advice(outcome: Suits) -> tuple[Statement, ...]:
    match outcome:
        case Suits.WAIT:
            parts = ("active", "check", "sooner")
            course = natural_course()[_NEW]
            return (course.said, *(_statement(f"suits.advice_{part}") for part in parts))
        case Suits.MAY_OFFER:
            return tuple(_statement(f"suits.advice_{part}") for part in ("evidence", "agree"))
    return ()


def _note(asking: Asking) -> tuple[Statement, ...]:
    if asking.physiotherapy is not Answer.YES:
        return ()
    return tuple(_statement(f"note.{part}") for part in NOTE_PARTS)


def _unanswered(asking: Asking) -> tuple[str, ...]:
    asked = ("days_since_onset", "returning", "disc", "growing_weakness", "physiotherapy")
    return tuple(name for name in asked if getattr(asking, name) is None)


def _statement(key: str) -> Statement:
    times = suits()
    given = {
        "weeks": times.new_pain_days / 7,
        "first": times.first_check_days / 7,
        "second": times.second_check_days / 7,
    }
    return Statement(Sentence(key, given), times.provenance)


def read_suits(text: str | None = None) -> Times:
    """Read suits.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("suits.toml", text)
    reader.exactly("times", ("usual",))
    found = reader.records(Times, "times")
    usual = found.get("usual")
    if usual and not usual.first_check_days < usual.second_check_days:
        reader.fault("times.usual", "the first check must come before the second")
    reader.done()
    return found["usual"]


@cache
def suits() -> Times:
    """The times of this release."""
    return read_suits()
