"""What an event says: who, what kind of act, on what. Names and ids: it outlives what it names."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

NAME_LETTERS = 200
_UNSEEN = ("Cc", "Cs")  # control characters, and halves of letters that no database takes


class Verb(StrEnum):
    """What was done. A new one is a line here; the database takes any."""

    READ = "read"
    WRITE = "write"
    ERASE = "erase"
    EXPORT = "export"
    IMPORT = "import"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_AGAIN = "sign_in_again"
    LOCKED_OUT = "locked_out"
    SIGN_OUT = "sign_out"
    REFUSED = "refused"
    BACKUP = "backup"
    RESTORE = "restore"
    REKEY = "rekey"
    SIGN = "sign"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account, by the name they had at the time."""

    id: str
    name: str

    def __post_init__(self) -> None:
        _check("a person's id", self.id)
        _check("a person's name", self.name)


@dataclass(frozen=True, slots=True)
class Process:
    """A part of the program that acts by itself, such as the backup."""

    name: str

    def __post_init__(self) -> None:
        _check("a process's name", self.name)


Actor = Person | Process


@dataclass(frozen=True, slots=True)
class Item:
    """What was acted on: its kind and its id, never a name of a patient."""

    kind: str
    id: str

    def __post_init__(self) -> None:
        _check("an item's kind", self.kind)
        _check("an item's id", self.id)


def _check(what: str, text: str) -> None:
    if not text.strip():
        raise ValueError(f"an event needs {what}")
    if len(text) > NAME_LETTERS:
        raise ValueError(f"{what} has more than {NAME_LETTERS} letters")
    if any(unicodedata.category(letter) in _UNSEEN for letter in text):
        raise ValueError(f"{what} holds a control character")
