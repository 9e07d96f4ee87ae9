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
from .signs import signs

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
    return _Filler(audience, language).vformat(template, (), sentence.parameters)


def label(key: str, language: str = "en", **parameters: Parameter) -> str:
    """A heading or a table cell."""
    return render(Sentence(key, parameters), Audience.LABEL, language)


def instrument_name(key: str, language: str = "en") -> str:
    """What an instrument is called; one that asks for a sign is called like the sign."""
    return label(f"sign.{key}" if key in signs() else f"instrument.name.{key}", language)


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
    it has not reached; never 0% or 100%. That something got worse is told by
    ``percent_of_harm``."""
    return _percent(prob, math.floor(100.0 * prob + 1e-9), language)


def percent_of_harm(prob: float, language: str = "en") -> str:
    """The probability of something bad as whole percent, rounded up: never made to look smaller
    than it is; never 0% or 100%."""
    return _percent(prob, math.ceil(100.0 * prob - 1e-9), language)


def _percent(prob: float, whole: int, language: str) -> str:
    if prob < 0.01:
        text = "<1%"
    elif prob >= 0.995 or whole > 99:
        text = ">99%"
    else:
        text = f"{whole}%"
    return _isolated(text, language, _LEFT_ISOLATE)


def _isolated(text: str, language: str, opening: str) -> str:
    return f"{opening}{text}{_POP_ISOLATE}" if right_to_left(language) else text


def _hundredths(rate: float) -> int:
    """How often we are wrong, in a hundred, rounded up: never flattered."""
    return math.ceil(100.0 * rate - 1e-9)


def better(points: float, language: str = "en") -> str:
    """How much better, or worse where it is below zero, in words."""
    shown = round(points, 1)
    key = "label.points_worse" if shown < 0.0 else "label.points_better"
    return label(key, language, points=abs(shown))


def better_range(points: tuple[float, float], language: str = "en") -> str:
    """From how much to how much better; what is below zero is told as worse."""
    low, high = (round(each, 1) for each in points)
    if low >= 0.0:
        return label("label.range_better", language, low=low, high=high)
    if high <= 0.0:
        return label("label.range_worse", language, low=abs(high), high=abs(low))
    return label("label.range_mixed", language, low=abs(low), high=high)


class _Filler(string.Formatter):
    """Puts parameters into a template; the format says what a number is (points, percent ...).

    ``rate`` and ``outof`` are how often we are wrong, rounded up; ``share`` and ``shareof`` any
    other measured share, such as a usual rule's, to the nearest. ``grouped`` is a whole number
    with its thousands apart.
    """

    def __init__(self, audience: Audience, language: str):
        self.audience = audience
        self.language = language

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs[str(key)]

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Sentence):
            return render(value, self.audience, self.language)
        if isinstance(value, str):
            return self._text(value, format_spec)
        return self._number(value, format_spec)

    def _text(self, value: str, format_spec: str) -> str:
        if format_spec == "sign":
            return label(f"sign.{value}", self.language)
        if format_spec == "instrument":
            return instrument_name(value, self.language)
        told = value.replace("_", " ") if format_spec == "question" else value
        return _isolated(told, self.language, _FIRST_STRONG_ISOLATE)

    def _number(self, value: Any, format_spec: str) -> str:
        match format_spec:
            case "points" | "days":
                return number(value, 1, self.language)
            case "cun":
                return number(value, 0 if value == round(value) else 1, self.language)
            case "grouped":
                return _isolated(f"{round(value):,}", self.language, _LEFT_ISOLATE)
            case "better":
                return better(value, self.language)
            case "range":
                return better_range(value, self.language)
            case "percent":
                return percent(value, self.language)
            case "harm":
                return percent_of_harm(value, self.language)
            case "rate":
                return _isolated(f"{_hundredths(value)}%", self.language, _LEFT_ISOLATE)
            case "share":
                return _isolated(f"{round(100.0 * value)}%", self.language, _LEFT_ISOLATE)
            case "outof":
                return number(_hundredths(value), 0, self.language)
            case "shareof":
                return number(100.0 * value, 0, self.language)
            case "tenths":
                return number(math.floor(10.0 * value + 1e-9), 0, self.language)
        return number(value, 0, self.language)
