"""Sentences become words: one gettext catalogue, for practitioner or patient, read with the
standard library. Nothing falls back in silence: a sentence the catalogue lacks is an error."""

from __future__ import annotations

import gettext
import math
import string
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from .sentence import Parameter, Sentence

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "backcheck"
_RIGHT_TO_LEFT = frozenset({"he"})
_LEFT_ISOLATE, _FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2066", "\u2068", "\u2069"


class Audience(StrEnum):
    """Who reads; ``LABEL`` is for headings and table cells, the same for both."""

    PRACTITIONER = "practitioner"
    PATIENT = "patient"
    LABEL = "label"


class MissingSentence(LookupError):
    """The catalogue has no such sentence for this audience."""


def languages() -> Sequence[str]:
    """The languages that have a catalogue."""
    return sorted(path.parent.parent.name for path in LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


@cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    found = gettext.translation(DOMAIN, LOCALE, [language])
    assert isinstance(found, gettext.GNUTranslations)
    return found


def render(sentence: Sentence, audience: Audience, language: str = "en") -> str:
    """The sentence in words.

    Args:
        sentence: id and parameters; ``count`` chooses the plural form.
        audience: whose words.
        language: one of ``languages()``.

    Raises:
        MissingSentence: the catalogue does not have it, for this audience.
        FileNotFoundError: there is no catalogue of this language.
    """
    catalogue, context, key = _catalogue(language), audience.value, sentence.id
    count = sentence.parameters.get("count")
    if isinstance(count, int):
        template = catalogue.npgettext(context, key, key, count)
    else:
        template = catalogue.pgettext(context, key)
    if template == key:
        raise MissingSentence(f"{language}: no {audience} words for {key}")
    return _Filler(language).vformat(template, (), sentence.parameters)


def label(key: str, language: str = "en", **parameters: Parameter) -> str:
    """A heading or a table cell."""
    return render(Sentence(key, parameters), Audience.LABEL, language)


def right_to_left(language: str) -> bool:
    """Whether the language is read from right to left."""
    return language in _RIGHT_TO_LEFT


def number(value: float, digits: int, language: str = "en") -> str:
    """A number with a true minus sign, isolated where the script runs right to left."""
    text = f"{value:.{digits}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return _isolated(text.replace("-", "\u2212"), language, _LEFT_ISOLATE)


def percent(prob: float, language: str = "en") -> str:
    """A probability as whole percent, rounded down, so that it never seems to reach a threshold
    it has not reached; never 0% or 100%."""
    if prob < 0.01:
        text = "<1%"
    elif prob >= 0.995:
        text = ">99%"
    else:
        text = f"{math.floor(100.0 * prob + 1e-9)}%"
    return _isolated(text, language, _LEFT_ISOLATE)


def _isolated(text: str, language: str, opening: str) -> str:
    return f"{opening}{text}{_POP_ISOLATE}" if right_to_left(language) else text


def _hundredths(rate: float) -> int:
    """How often we are wrong, in a hundred, rounded up: never flattered."""
    return math.ceil(100.0 * rate - 1e-9)


class _Filler(string.Formatter):
    """Puts parameters into a template; the format says what a number is (points, percent ...)."""

    def __init__(self, language: str):
        self.language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs[str(key)]

    def format_field(self, value: Any, format_spec: str) -> str:
        match format_spec:
            case "points" | "days":
                return number(value, 1, self.language)
            case "percent":
                return percent(value, self.language)
            case "rate":
                return _isolated(f"{_hundredths(value)}%", self.language, _LEFT_ISOLATE)
            case "outof":
                return number(_hundredths(value), 0, self.language)
            case "question":
                return _isolated(value.replace("_", " "), self.language, _FIRST_STRONG_ISOLATE)
            case "sign":
                return label(f"sign.{value}", self.language)
        if isinstance(value, str):
            return _isolated(value, self.language, _FIRST_STRONG_ISOLATE)
        return number(value, 0, self.language)
