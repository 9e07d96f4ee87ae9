"""What no sentence of the product says: promises, certainty it hasn't got, blame."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .provenance import Provenance
from .reading import Reader, Table

_KEYS = ("kind", "language", "words", "unless", "catches", "passes")
# A whole word; Hebrew joins letters such as "and" and "the" to a word's front.
_WHOLE = {
    "en": r"(?<![\w-])(?:{})(?![\w-])",
    "he": r"(?<![א-ת])[והשכלבמ]{{0,3}}(?:{})(?![א-ת])",
}


class Kind(StrEnum):
    """What is wrong with a sentence."""

    PROMISE = "promise"
    CERTAINTY = "certainty"
    BLAME = "blame"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Overstatement:
    """The words of a sentence that may not be said, and why."""

    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class WordRule:
    """Patterns of one kind in one language, with sentences it catches and lets pass."""

    id: str
    kind: Kind
    language: str
    words: tuple[str, ...]
    unless: tuple[str, ...]
    catches: tuple[str, ...]
    passes: tuple[str, ...]
    provenance: Provenance

    def found_in(self, text: str) -> tuple[Overstatement, ...]:
        """Every place of the text that the rule objects to."""
        for honest in self.unless:
            text = re.sub(honest, _blank, text, flags=re.IGNORECASE)
        places = _whole_words(self.words, self.language).finditer(text)
        return tuple(Overstatement(self.kind, place.group()) for place in places)


def _blank(place: re.Match[str]) -> str:
    return "." * len(place.group())


@cache
def _whole_words(patterns: tuple[str, ...], language: str) -> re.Pattern[str]:
    return re.compile(_WHOLE[language].format("|".join(patterns)), re.IGNORECASE)


def overstatements(text: str, language: str) -> tuple[Overstatement, ...]:
    """What a sentence says that the product never says.

    Args:
        text: a sentence, a template of one, or many.
        language: the language it is written in; one that has rules.

    Raises:
        KeyError: no rules are known for the language.
    """
    if language not in _WHOLE:
        raise KeyError(f"no rules of words are known for {language}")
    rules = [rule for rule in word_rules().values() if rule.language == language]
    plain = text.replace("\u2019", "'")
    return tuple(found for rule in rules for found in rule.found_in(plain))


def read_promises(text: str | None = None) -> Mapping[str, WordRule]:
    """Read promises.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("promises.toml", text)
    rules = {
        key: _rule(reader, key, entry, f"rules.{key}")
        for key, entry in reader.table("rules").items()
    }
    for language in _WHOLE:
        kinds = {rule.kind for rule in rules.values() if rule.language == language}
        for kind in sorted(set(Kind) - kinds):
            reader.fault("rules", f"{language} has no rule of kind {kind}")
    reader.done()
    return rules


def _rule(reader: Reader, key: str, entry: Table, place: str) -> WordRule:
    reader.known_keys(entry, place, _KEYS)
    return WordRule(
        id=key,
        kind=Kind(reader.choice(entry, "kind", place, [kind.value for kind in Kind])),
        language=reader.choice(entry, "language", place, _WHOLE),
        words=_patterns(reader, entry, "words", place),
        unless=_patterns(reader, entry, "unless", place, at_least=0),
        catches=reader.texts(entry, "catches", place),
        passes=reader.texts(entry, "passes", place),
        provenance=reader.provenance(entry, place),
    )


def _patterns(
    reader: Reader, entry: Table, key: str, place: str, at_least: int = 1
) -> tuple[str, ...]:
    found = reader.texts(entry, key, place, at_least)
    for pattern in found:
        try:
            re.compile(pattern)
        except re.error as fault:
            reader.fault(place, f"{key}: {pattern!r} is no pattern: {fault}")
    return found


@cache
def word_rules() -> Mapping[str, WordRule]:
    """The rules of this release, by id."""
    return read_promises()
