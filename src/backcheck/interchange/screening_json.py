"""A screening, and the questions it asks, as the JSON of the command line."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from backcheck.knowledge.screening.condition import (
    Answered,
    Compared,
    Condition,
    Finding,
    Person,
    Several,
    Unanswered,
)
from backcheck.knowledge.screening.question import Kind, Question
from backcheck.knowledge.screening.rule import Rules
from backcheck.knowledge.screening.said import not_reviewed
from backcheck.knowledge.screening.screen import Raised, Screening
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, languages, render

Json = dict[str, Any]
_READERS = (Audience.PRACTITIONER, Audience.PATIENT)


def screening_json(screening: Screening) -> Json:
    """The object of one screening: every key is always there. Words are English ones."""
    return {
        "level": screening.level.name,
        "treatment_waits": screening.treatment_waits,
        "raised": [_raised(each) for each in screening.raised],
        "unanswered": list(screening.unanswered),
        "unknown": list(screening.unknown),
        "said": {
            reader.value: [render(each, reader) for each in _said(screening, reader)]
            for reader in _READERS
        },
        "rules_version": screening.rules.version,
        "review": "none",
    }


def _said(screening: Screening, reader: Audience) -> Sequence[Sentence]:
    unsigned = not_reviewed(screening.rules.version, screening.level, reader)
    said = (screening.headline, *screening.to_do, screening.left_open, screening.limits, unsigned)
    return [each for each in said if each is not None]


def _raised(raised: Raised) -> Json:
    return {
        "rule": raised.rule.id,
        "level": raised.level.name,
        "reason": render(raised.reason, Audience.PRACTITIONER),
        "reason_patient": render(raised.reason, Audience.PATIENT),
        "time_frame": label(f"screen.time.{raised.time_frame.id}"),
        "within_hours": raised.time_frame.within_hours,
        "questions": list(raised.questions),
        "certainty": raised.rule.provenance.certainty.value,
    }


def questions_json(rules: Rules) -> Json:
    """Every question in the order in which it is asked, with its words in every language."""
    return {
        "questions": [_question(each, rules) for each in rules.questions.all.values()],
        "rules_version": rules.version,
    }


def _question(question: Question, rules: Rules) -> Json:
    number = question.kind is Kind.NUMBER
    return {
        "id": question.id,
        "topic": question.topic,
        "kind": question.kind.value,
        "values": list(question.values),
        "unit": question.unit if number else None,
        "low": question.low if number else None,
        "high": question.high if number else None,
        "asked_if": None if question.asked_if is None else condition_json(question.asked_if),
        "emergency": question.id in rules.emergency_questions,
        "words": {language: _words(question, language) for language in languages()},
        "certainty": question.provenance.certainty.value,
        "source": question.provenance.source.citation,
        "review": question.provenance.review,
    }


def _words(question: Question, language: str) -> Mapping[str, Any]:
    ask, why = Sentence(f"screen.ask.{question.id}"), Sentence(f"screen.why.{question.topic}")
    return {
        "ask": {reader.value: render(ask, reader, language) for reader in _READERS},
        "why": {reader.value: render(why, reader, language) for reader in _READERS},
        "answers": {
            value: label(f"screen.answer.{question.scale}.{value}", language)
            for value in question.values
        },
    }


def condition_json(condition: Condition) -> Json:
    """A condition, as a program that asks the questions one by one needs it."""
    match condition:
        case Answered(question=question, values=values):
            return {"answer": question, "is": sorted(values)}
        case Compared(name=name, low=low, high=high, if_unknown=if_unknown):
            ends = {"at_least": _finite(low), "below": _finite(high)}
            return {"quantity": name, **ends, "if_unknown": if_unknown}
        case Person(name=name, values=values, if_unknown=if_unknown):
            return {"person": name, "is": sorted(values), "if_unknown": if_unknown}
        case Unanswered(question=question):
            return {"unanswered": question}
        case Finding(when=when):
            return condition_json(when)
        case Several(least=least, parts=parts):
            return {"at_least": least, "of": [condition_json(each) for each in parts]}


def _finite(number: float) -> float | None:
    return None if math.isinf(number) else number
