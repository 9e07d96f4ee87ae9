"""A screening as it is kept: two texts of JSON, which are sealed. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from backcheck.knowledge.screening.given import Answer, Context, Sex
from backcheck.knowledge.screening.said import Said, said_from_json, said_to_json


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody answered, and what was known of them.

    ``as_last_time`` are the topics of which the rest was answered by one word; ``before`` is the
    screening it was compared with.
    """

    answers: Mapping[str, Answer]
    context: Context
    as_last_time: tuple[str, ...] = ()
    before: UUID | None = None


@dataclass(frozen=True, slots=True)
class KeptScreening:
    """One kept screening of a patient: what was answered, and what was said then."""

    id: UUID
    patient: UUID
    asked_at: datetime
    asked_by: str
    rules_version: str
    answered: Answered
    said: Said = field(repr=False)

    @property
    def pain_began(self) -> datetime | None:
        """When this pain began, as it was told then."""
        days = self.answered.context.days_since_onset
        return None if days is None else self.asked_at - timedelta(days=days)


def answered_text(answered: Answered) -> str:
    """As it is sealed; ``answered_from`` is its other half."""
    context = answered.context
    kept = {
        "answers": dict(answered.answers),
        "context": {
            "age": context.age,
            "sex": context.sex,
            "pregnant": context.pregnant,
            "days_since_onset": context.days_since_onset,
        },
        "as_last_time": list(answered.as_last_time),
        "before": None if answered.before is None else str(answered.before),
    }
    return json.dumps(kept, ensure_ascii=False)


def answered_from(text: str) -> Answered:
    """As it was answered.

    Raises:
        KeyError, ValueError, TypeError: it was not written by ``answered_text``.
    """
    kept = json.loads(text)
    person = kept["context"]
    return Answered(
        answers=kept["answers"],
        context=Context(
            age=person["age"],
            sex=None if person["sex"] is None else Sex(person["sex"]),
            pregnant=person["pregnant"],
            days_since_onset=person["days_since_onset"],
        ),
        as_last_time=tuple(kept["as_last_time"]),
        before=None if kept["before"] is None else UUID(kept["before"]),
    )


def said_text(said: Said) -> str:
    """What was said, as it is sealed."""
    return json.dumps(said_to_json(said), ensure_ascii=False)


def said_from(text: str) -> Said:
    """What was said, as it was."""
    return said_from_json(json.loads(text))
