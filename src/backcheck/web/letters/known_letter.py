"""A letter as pages and actions know it, opened."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from backcheck.knowledge.screening.level import Level
from backcheck.reports.letter import LetterDocument, from_kept

from .kinds import Came, GoesOn, LetterState


def document_of(content: str) -> LetterDocument:
    """A letter as it is kept, in the words it was written in.

    Raises:
        KeyError, TypeError, ValueError: it was not written by ``reports.letter.as_kept``.
    """
    return from_kept(json.loads(content))


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back of a letter."""

    came: Came
    answered_on: date
    answered_by: str
    goes_on: GoesOn
    found: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that was recorded of a letter: an answer, or a day moved from one to another."""

    recorded_at: datetime
    recorded_by: str
    answered: Answered | None = None
    moved: tuple[date, date] | None = None
    why: str = ""


@dataclass(frozen=True)
class KnownLetter:
    """A letter; ``happened`` is in the order in which it was recorded."""

    id: UUID
    written_at: datetime
    written_by: str
    level: Level
    doctor: str
    answer_due_on: date
    state: LetterState
    version: int
    content: str
    happened: tuple[Happened, ...] = ()

    @cached_property
    def document(self) -> LetterDocument:
        """The letter in the words it was written in."""
        return document_of(self.content)

    @property
    def answered(self) -> Answered | None:
        """The answer that holds."""
        found = [each.answered for each in self.happened if each.answered]
        return found[-1] if found else None
