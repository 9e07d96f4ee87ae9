"""The words by which people say where it hurts, as read from balance_words.toml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.reading import Reader

from .body import LEVELS
from .lineage import Line
from .pain import Side

FILE = "balance_words.toml"
LEG_AS_A_WHOLE = "leg"
_LISTED = ("sides", "levels", "lines", "duals")
_HEBREW_FRONT = re.compile("^[והשכלבמ]{1,3}(?=[א-ת]{2})")
_HEBREW_POINTS = re.compile("[\u0591-\u05c7]")


class Kind(StrEnum):
    """What a phrase tells."""

    SIDE = "sides"
    LEVEL = "levels"
    LINE = "lines"
    UNIT = "units"
    NUMBER = "numbers"
    DUAL = "duals"
    FROM_SPINE = "from_spine"
    ONWARD = "onward"
    DENIED = "denied"
    PASSING = "passing"


@dataclass(frozen=True, slots=True)
class Unit:
    """How long a unit of length is, in cun."""

    id: str
    cun: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every phrase with what it may tell, and how long units are."""

    phrases: Mapping[tuple[str, ...], Mapping[Kind, str]]
    units: Mapping[str, Unit]
    numbers: Mapping[str, float]
    longest: int

    def meaning(self, words: tuple[str, ...]) -> Mapping[Kind, str] | None:
        """What a phrase may tell, a Hebrew one also with letters joined to its front."""
        for spelt in _spellings(words):
            if spelt in self.phrases:
                return self.phrases[spelt]
        return None


def plain(text: str) -> str:
    """In small letters, without vowel points."""
    return _HEBREW_POINTS.sub("", text.lower()).replace("״", '"').replace("’", "'")


def _spellings(words: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    yield words
    front = _HEBREW_FRONT.match(words[0])
    if front is not None:
        for cut in range(1, len(front.group()) + 1):
            yield (words[0][cut:], *words[1:])


def read_vocabulary(text: str | None = None) -> Vocabulary:
    """Read balance_words.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(FILE, text)
    units, numbers = {}, {}
    told: list[tuple[Kind, str, tuple[str, ...]]] = []
    for key, entry in reader.table("units").items():
        place = f"units.{key}"
        reader.known_keys(entry, place, ("cun", "words"))
        cun = reader.number(entry, "cun", place, 0.01, 10.0)
        units[key] = Unit(key, cun, reader.provenance(entry, place))
        told.append((Kind.UNIT, key, reader.texts(entry, "words", place)))
    for key, entry in reader.table("numbers").items():
        numbers[key] = reader.number(entry, "value", f"numbers.{key}", 0.0, 20.0)
        told.append((Kind.NUMBER, key, reader.texts(entry, "words", f"numbers.{key}")))
    for table in _LISTED:
        told += [
            (Kind(table), key, reader.texts(reader.table(table), key, table))
            for key in reader.table(table)
        ]
    for kind in (Kind.FROM_SPINE, Kind.ONWARD, Kind.DENIED, Kind.PASSING):
        told.append((kind, "", reader.texts(reader.table(kind), "words", kind)))
    _hold_to_what_is_known(reader, units)
    reader.done()
    return _vocabulary(told, units, numbers)


def _hold_to_what_is_known(reader: Reader, units: Mapping[str, Unit]) -> None:
    known: dict[str, set[str]] = {
        "sides": set(Side),
        "levels": {*LEVELS, LEG_AS_A_WHOLE},
        "lines": set(Line),
        "duals": set(units),
    }
    for table, allowed in known.items():
        for key in sorted(set(reader.table(table)) - allowed):
            reader.fault(table, f"{key!r} is not known")


def _vocabulary(
    told: list[tuple[Kind, str, tuple[str, ...]]],
    units: Mapping[str, Unit],
    numbers: Mapping[str, float],
) -> Vocabulary:
    phrases: defaultdict[tuple[str, ...], dict[Kind, str]] = defaultdict(dict)
    for kind, key, words in told:
        for each in words:
            phrases[tuple(plain(each).replace("-", " - ").split())].setdefault(kind, key)
    return Vocabulary(dict(phrases), units, numbers, max(map(len, phrases)))


@cache
def vocabulary() -> Vocabulary:
    """The words of this release."""
    return read_vocabulary()
