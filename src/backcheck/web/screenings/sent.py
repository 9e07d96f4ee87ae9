"""What a form of questions sends becomes answers and what is known of the person.

What can't be read is a fault beside its field and counts as no answer, which is never a no.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from backcheck.knowledge.screening.given import Answer, Answers, Context, Sex
from backcheck.knowledge.screening.question import NO, NOT_SURE, Question
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.steps import as_last_time
from backcheck.web.kit.words import words

YES = "yes"
UNITS_DAYS = {"days": 1.0, "weeks": 7.0, "months": 30.4375, "years": 365.25}
PREGNANT = (YES, NO, NOT_SURE)
_MOST_DAYS, _MOST_YEARS = 36525, 130
_TYPED_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before anything is asked: of the person, and from the screening before.

    ``person.previous`` holds the answers then; ``pain_days`` how long that pain has lasted today.
    """

    person: Context = field(default_factory=Context)
    pain_days: float | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent. ``typed`` is what stood in the fields, ``faults`` what is wrong by field."""

    answers: Answers = field(default_factory=dict)
    context: Context = field(default_factory=Context)
    as_last_time: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def name_of(question: str) -> str:
    """The field of a question."""
    return f"q-{question}"


def last_of(topic: str) -> str:
    """The field that says of a topic's rest that it is as last time."""
    return f"last-{topic}"


def read_sent(data: Mapping[str, str], before: Before) -> Sent:
    """Read a form. ``data`` holds one value a field."""
    known, faults = rules(), dict[str, str]()
    answers: dict[str, Answer] = {}
    for key, question in known.questions.all.items():
        found = _answer(question, data, faults)
        if found is not None:
            answers[key] = found
    ticked = tuple(topic for topic in known.questions.topics if last_of(topic) in data)
    previous = before.person.previous
    for topic in ticked:
        answers |= dict(as_last_time(topic, answers, previous, known))
    sex = before.person.sex or _sex(data)
    context = Context(
        age=_age(data, before, faults),
        sex=sex,
        pregnant=_pregnant(data, sex),
        days_since_onset=_days_since_onset(data, before, faults),
        previous=previous,
    )
    typed = {name: value[:_TYPED_LETTERS] for name, value in data.items()}
    return Sent(answers, context, ticked, typed, faults)


def _answer(question: Question, data: Mapping[str, str], faults: dict[str, str]) -> Answer | None:
    name = name_of(question.id)
    sent = data.get(name, "")
    if question.values:
        return sent if sent in question.values else None
    return _number(sent, name, question.low, question.high, faults)


def _number(text: str, name: str, low: float, high: float, faults: dict[str, str]) -> float | None:
    """A number as somebody types it, or None and a fault."""
    if not text.strip():
        return None
    try:
        found = float(text.strip().replace(",", "."))
    except ValueError:
        found = math.nan
    if low <= found <= high:
        return found
    faults[name] = words("page.screening.fault_number", low=low, high=high)
    return None


def _age(data: Mapping[str, str], before: Before, faults: dict[str, str]) -> float | None:
    if before.person.age is not None:
        return before.person.age
    return _number(data.get("age", ""), "age", 0, _MOST_YEARS, faults)


def _sex(data: Mapping[str, str]) -> Sex | None:
    sent = data.get("sex", "")
    return Sex(sent) if sent in set(Sex) else None


def _pregnant(data: Mapping[str, str], sex: Sex | None) -> bool | None:
    if sex is Sex.MALE:
        return False
    return {YES: True, NO: False}.get(data.get("pregnant", ""))


def _days_since_onset(
    data: Mapping[str, str], before: Before, faults: dict[str, str]
) -> float | None:
    count = _number(data.get("onset_count", ""), "onset_count", 0, _MOST_DAYS, faults)
    if count is None:
        is_same = "onset_same" in data and "onset_count" not in faults
        return before.pain_days if is_same else None
    unit_days = UNITS_DAYS.get(data.get("onset_unit", ""))
    if unit_days is None:
        faults["onset_count"] = words("page.screening.fault_unit")
        return None
    return min(count * unit_days, float(_MOST_DAYS))
