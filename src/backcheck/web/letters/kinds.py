"""The words a letter's rows are sorted by. Pure."""

from __future__ import annotations

from enum import StrEnum


class LetterState(StrEnum):
    """Where a letter is."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"  # no answer came, and it was followed up otherwise


class Came(StrEnum):
    """How an answer came."""

    WRITING = "writing"
    PHONE = "phone"
    PATIENT = "patient"
    NONE = "none"  # none did: somebody followed it up by telephone


class GoesOn(StrEnum):
    """Whether treatment may go on, as the doctor said."""

    YES = "yes"
    LIMITS = "limits"
    NO = "no"
    NOT_SAID = "not_said"
