"""Which points lists leave out in pregnancy, list by list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.reading import Reader, Table

from .points import points

FILE = "points/pregnancy.toml"


@dataclass(frozen=True, slots=True)
class PregnancyList:
    """Who leaves out which points in pregnancy: a convention, and no proof of harm."""

    id: str
    points: tuple[str, ...]
    provenance: Provenance


def read_pregnancy(text: str | None = None) -> Mapping[str, PregnancyList]:
    """Read pregnancy.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(FILE, text)
    found = {key: _list(reader, key, entry) for key, entry in reader.table("lists").items()}
    reader.done()
    return found


def _list(reader: Reader, key: str, entry: Table) -> PregnancyList:
    place = f"lists.{key}"
    reader.known_keys(entry, place, ["points"])
    codes = reader.texts(entry, "points", place)
    for code in codes:
        if code not in points():
            reader.fault(place, f"{code!r} is no point")
    return PregnancyList(key, codes, reader.provenance(entry, place))


@cache
def pregnancy_lists() -> Mapping[str, PregnancyList]:
    """The lists of this release."""
    return read_pregnancy()


def lists_naming(code: str) -> tuple[PregnancyList, ...]:
    """The lists that leave a point out."""
    return tuple(each for each in pregnancy_lists().values() if code in each.points)
