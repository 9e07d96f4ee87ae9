"""A question: the kind of answer it takes, why it is asked, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backcheck.knowledge.provenance import Provenance, Source

from .condition import Condition

NO, NOT_SURE = "no", "not_sure"
PLAIN = "plain"  # the scale of yes, no and not sure


class Kind(StrEnum):
    """What an answer looks like."""

    YES_NO = "yes_no"  # yes, no or not_sure
    CHOICE = "choice"  # one of several values, among them no and not_sure
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. Its words are ``screen.ask.<id>``, those of its answers
    ``screen.answer.<scale>.<value>``, why it is asked ``screen.why.<topic>``.

    ``values`` are the answers allowed, the gravest first; empty for a number, which lies from
    ``low`` to ``high`` in ``unit``. ``asked_if`` is None where it is always asked.
    """

    id: str
    topic: str
    scale: str
    values: tuple[str, ...]
    unit: str
    low: float
    high: float
    asked_if: Condition | None
    facts: tuple[Source, ...]
    provenance: Provenance

    @property
    def kind(self) -> Kind:
        """What an answer looks like."""
        if not self.values:
            return Kind.NUMBER
        return Kind.YES_NO if self.scale == PLAIN else Kind.CHOICE


@dataclass(frozen=True, slots=True)
class Topic:
    """What questions have in common. A patient reads why as fact only where that was seen."""

    id: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Questions:
    """All of screening_questions.toml, in the order in which they are asked."""

    topics: Mapping[str, Topic]
    all: Mapping[str, Question]
