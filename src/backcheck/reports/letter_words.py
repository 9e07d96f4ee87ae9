"""The smaller words of a letter: days, answers, and what somebody typed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from backcheck.knowledge.screening.given import Answer
from backcheck.knowledge.screening.question import Question
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, number, render

_TURNING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_LEFT_ISOLATE, _FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2066", "\u2068", "\u2069"
_HEBREW = "R"  # the bidirectional class of its letters
# With the sign before it, where that isn't a hyphen after a word; a telephone has blanks in it.
_NUMBER = r"(?<!\w)[+\u2212-]?\d(?:[\d ./:,-]*\d)?%?"
_BRACKET = r"\([^()\u0590-\u08ff]+\)"
_LEFT_TO_RIGHT = re.compile(f"{_BRACKET}|{_NUMBER}")
_WEEK_DAYS = 7
_IN_WEEKS_FROM_DAYS = 60  # where days say less than weeks


def typed(text: str) -> str:
    """What somebody typed, on one line and turning nothing around it: Hebrew in an English letter
    keeps its order, and so does a telephone, a signed number or a bracket within Hebrew."""
    line = " ".join(text.translate(_TURNING).split())
    if any(unicodedata.bidirectional(letter) == _HEBREW for letter in line):
        line = _LEFT_TO_RIGHT.sub(rf"{_LEFT_ISOLATE}\g<0>{_POP_ISOLATE}", line)
    return f"{_FIRST_STRONG_ISOLATE}{line}{_POP_ISOLATE}"


def bare(text: str) -> str:
    """The same without marks of direction: as it was typed."""
    return text.translate(_TURNING)


def day_in_words(day: date, language: str) -> str:
    """A day with its month by name."""
    month = label(f"chart.month_{day.month}", language)
    return label("chart.date_year", language, day=day.day, month=month, year=str(day.year))


def duration_words(days: float, language: str) -> str:
    """How long something has lasted."""
    if days < _IN_WEEKS_FROM_DAYS:
        return label("letter.days", language, count=round(days))
    return label("letter.weeks", language, count=round(days / _WEEK_DAYS))


def question_words(question: str, language: str) -> str:
    """What was asked, as the practitioner asks it."""
    return render(Sentence(f"screen.ask.{question}"), Audience.PRACTITIONER, language)


def answer_words(question: Question, answer: Answer, language: str) -> str:
    """What was answered."""
    if isinstance(answer, str):
        return label(f"screen.answer.{question.scale}.{answer}", language)
    return number(answer, 0 if float(answer).is_integer() else 1, language)
