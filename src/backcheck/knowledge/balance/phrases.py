"""From typed words to what they tell: phrases, quantities, and what isn't understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .vocabulary import Kind, Unit, Vocabulary, plain

_TOKEN = re.compile(r"[ltsLTS]\d{1,2}|\d+(?:\.\d+)?|[^\W\d_]+(?:[\"'״׳’][^\W\d_]+)*|[,;.:()-]")
_VERTEBRAE = re.compile(r"\b([lts]\d{1,2})\s*[-/–]\s*([lts]?)(\d)\b", re.IGNORECASE)
_STOPS = frozenset(",;.:()")


@dataclass(frozen=True, slots=True)
class Told:
    """One phrase with what it may tell; a stop of the sentence tells nothing (``meaning`` empty).

    ``lateral_cun`` is a distance in ``unit`` brought to cun. ``denied``: it was said not to be so.
    """

    words: str
    meaning: Mapping[Kind, str]
    lateral_cun: float | None = None
    unit: Unit | None = None
    denied: bool = False

    @property
    def is_stop(self) -> bool:
        """A comma or a full stop."""
        return self.words in _STOPS

    @property
    def is_understood(self) -> bool:
        """Whether the vocabulary knows it."""
        return self.is_stop or bool(self.meaning) or self.lateral_cun is not None


def told(text: str, known: Vocabulary) -> Iterator[Told]:
    """The phrases of a text in order; words that say nothing of where are left out."""
    found = _quantities(list(_phrases(text, known)), known)
    denying = False
    for each in found:
        if each.is_stop:
            denying = False
        if Kind.DENIED in each.meaning:
            denying = True
        elif set(each.meaning) != {Kind.PASSING}:
            yield Told(each.words, each.meaning, each.lateral_cun, each.unit, denying)


def _tokens(text: str) -> list[str]:
    def both(found: re.Match[str]) -> str:
        first, letter, number = found.groups()
        return f"{first} {letter or first[0]}{number}"

    return _TOKEN.findall(_VERTEBRAE.sub(both, text.replace("\u200f", "").replace("\u200e", "")))


def _phrases(text: str, known: Vocabulary) -> Iterator[Told]:
    """The longest phrase at each place."""
    tokens, at = _tokens(text), 0
    while at < len(tokens):
        for length in range(min(known.longest, len(tokens) - at), 0, -1):
            words = tokens[at : at + length]
            meaning = known.meaning(tuple(plain(word) for word in words))
            if meaning is not None:
                yield Told(" ".join(words), meaning)
                break
        else:
            length = 1
            if tokens[at] != "-":
                yield Told(tokens[at], {})
        at += length


def _quantities(found: list[Told], known: Vocabulary) -> Iterator[Told]:
    """A number with a unit is one distance, with the words that say from where."""
    at = 0
    while at < len(found):
        length, lateral_cun, unit = _quantity(found[at:], known)
        if unit is None:
            yield _no_distance(found[at])
            at += 1
            continue
        if at + length < len(found) and Kind.FROM_SPINE in found[at + length].meaning:
            length += 1
        yield Told(" ".join(e.words for e in found[at : at + length]), {}, lateral_cun, unit)
        at += length


def _quantity(found: list[Told], known: Vocabulary) -> tuple[int, float | None, Unit | None]:
    """How many phrases make a distance at the beginning, how far in cun, and in which unit."""
    first = found[0]
    if Kind.DUAL in first.meaning:
        unit = known.units[first.meaning[Kind.DUAL]]
        return 1, 2.0 * unit.cun, unit
    if len(found) < 2:
        return 0, None, None
    for number, named in ((first, found[1]), (found[1], first)):
        value = _number(number, known)
        if value is not None and Kind.UNIT in named.meaning:
            unit = known.units[named.meaning[Kind.UNIT]]
            return 2, value * unit.cun, unit
    return 0, None, None


def _number(each: Told, known: Vocabulary) -> float | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", each.words):
        return float(each.words)
    name = each.meaning.get(Kind.NUMBER)
    return None if name is None else known.numbers[name]


def _no_distance(each: Told) -> Told:
    """A phrase by itself: numbers and units alone tell nothing of where."""
    alone: dict[Kind, str] = {
        kind: key for kind, key in each.meaning.items() if kind not in (Kind.NUMBER, Kind.UNIT)
    }
    return Told(each.words, alone)
