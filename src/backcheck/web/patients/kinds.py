"""The words a patient's rows are sorted by. Pure."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a record is in its life."""

    OPEN = "open"
    LOCKED = "locked"  # kept because a rule says so; hidden, and opened by the owner alone
    ERASED = "erased"  # nothing is left that names the person


class Sex(StrEnum):
    """As the questions before treatment need it."""

    UNKNOWN = "unknown"
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class ContactKind(StrEnum):
    """Ways to reach a person."""

    MOBILE = "mobile"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    EMERGENCY = "emergency"


DIALLED = frozenset({ContactKind.MOBILE, ContactKind.PHONE})


class How(StrEnum):
    """How somebody agreed."""

    PAPER = "paper"
    SCREEN = "screen"
