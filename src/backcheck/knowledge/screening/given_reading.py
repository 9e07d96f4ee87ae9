"""Answers and context as somebody wrote them become those that rules read; all faults at once."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .given import Answer, Context, Sex
from .question import Kind, Question, Questions

_MOST_YEARS, _MOST_DAYS = 130, 36525
_CONTEXT = ("age", "sex", "pregnant", "days_since_onset", "previous")
_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class GivenFault:
    """What is wrong at one place, such as ``answers.fever``, and what to write instead."""

    place: str
    message: str
    remedy: str


@dataclass(slots=True)
class Given:
    """What could be read, and what could not."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    context: Context = field(default_factory=Context)
    faults: list[GivenFault] = field(default_factory=list)


def read_given(answers: Any, context: Any, asked: Questions) -> Given:
    """Answers by question, and the person beside them. A null is what wasn't answered."""
    found = Given()
    found.answers = _answers(found, answers, "answers", asked)
    if not isinstance(context, Mapping):
        found.faults.append(GivenFault("context", "is not an object", "write {} or leave it out"))
        return found
    for key in context:
        if key not in _CONTEXT:
            remedy = _instead(key, _CONTEXT, "the context holds")
            found.faults.append(GivenFault(f"context.{shown(key)}", "is not known", remedy))
    previous = context.get("previous")
    found.context = Context(
        age=_number(found, context, "age", _MOST_YEARS, "years"),
        sex=_sex(found, context),
        pregnant=_pregnant(found, context),
        days_since_onset=_number(found, context, "days_since_onset", _MOST_DAYS, "days"),
        previous={} if previous is None else _answers(found, previous, "context.previous", asked),
    )
    return found


def _answers(found: Given, raw: Any, place: str, asked: Questions) -> Mapping[str, Answer]:
    if not isinstance(raw, Mapping):
        remedy = 'write an object of question and answer, such as {"fever": "no"}'
        found.faults.append(GivenFault(place, "is not an object", remedy))
        return {}
    read: dict[str, Answer] = {}
    for key, value in raw.items():
        question = asked.all.get(key)
        if question is None:
            remedy = _instead(key, asked.all, "screen --questions lists them, such as")
            found.faults.append(
                GivenFault(f"{place}.{shown(key)}", "there is no such question", remedy)
            )
        elif value is not None:
            _answer(found, question, value, f"{place}.{key}", read)
    return read


def _answer(
    found: Given, question: Question, value: Any, place: str, read: dict[str, Answer]
) -> None:
    if question.kind is not Kind.NUMBER:
        if isinstance(value, str) and value in question.values:
            read[question.id] = value
            return
        remedy = "write " + _either([f'"{each}"' for each in question.values])
    else:
        if _is_number(value) and question.low <= value <= question.high:
            read[question.id] = float(value)
            return
        remedy = f"write a number of {question.unit} from {question.low:g} to {question.high:g}"
    told = f"{shown(value)} is not an answer to it"
    found.faults.append(GivenFault(place, told, f"{remedy}, or leave it out"))


def _number(
    found: Given, context: Mapping[str, Any], key: str, most: int, unit: str
) -> float | None:
    value = context.get(key)
    if value is None:
        return None
    if _is_number(value) and 0 <= value <= most:
        return float(value)
    remedy = f"write a number of {unit} from 0 to {most}, or null where it is not known"
    found.faults.append(GivenFault(f"context.{key}", f"{shown(value)} can't be", remedy))
    return None


def _sex(found: Given, context: Mapping[str, Any]) -> Sex | None:
    value = context.get("sex")
    if value is None or value in list(Sex):
        return None if value is None else Sex(value)
    words = _either([f'"{each.value}"' for each in Sex])
    remedy = f"write {words}, or null where it is not known"
    found.faults.append(GivenFault("context.sex", f"{shown(value)} is not known", remedy))
    return None


def _pregnant(found: Given, context: Mapping[str, Any]) -> bool | None:
    value = context.get("pregnant")
    if value is None or isinstance(value, bool):
        return value
    remedy = "write true, false, or null where it is not known"
    found.faults.append(GivenFault("context.pregnant", f"{shown(value)} is not known", remedy))
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def shown(value: object) -> str:
    """What was written, quoted, cut short, with nothing invisible in it."""
    text = ascii(value) if not isinstance(value, str) else value
    cut = text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 3] + "..."
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def _either(words: list[str]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]


def _instead(key: str, known: Iterable[str], otherwise: str) -> str:
    names = list(known)
    near = difflib.get_close_matches(key, names, n=1)
    return f"write {near[0]}" if near else f"{otherwise} {', '.join(names[:5])}"
