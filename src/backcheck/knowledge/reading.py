"""Reading knowledge files: every fault of a file is gathered and told at once."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from .provenance import Certainty, Provenance, Source

DATA = Path(__file__).parent / "data"
Table = Mapping[str, Any]
Record = TypeVar("Record")
Word = TypeVar("Word", bound=StrEnum)

# A quantity's name carries its unit, so the name also says where it may lie.
_BOUNDS = {
    "prob": (0.0, 1.0),
    "probability": (0.0, 1.0),
    "fraction": (0.0, 1.0),
    "ratio": (0.0, 1.0),
    "coverage": (0.0, 1.0),
    "least": (0.0, 1.0),
    "worst": (0.0, 1.0),
    "points": (-10.0, 10.0),
    "hours": (0.0, 24.0),
    "days": (0.0, 36525.0),
    "weeks": (0.0, 520.0),
    "years": (0.0, 150.0),
    "visits": (0.0, 200.0),
    "reports": (1.0, 100.0),
    "tries": (1.0, 20.0),
    "unknown": (0.0, 1e6),
    "median": (1e-6, 1e6),
    "sd": (1e-6, 10.0),
    "error": (1e-6, 100.0),  # no instrument is without
    "correlation": (0.0, 1.0),
    "freedom": (3.0, 1000.0),  # fewer degrees of freedom have no variance
}


class KnowledgeFaults(ValueError):
    """A knowledge file says something it may not; ``faults`` lists all of it."""

    def __init__(self, file: str, faults: list[str]):
        self.file = file
        self.faults = faults
        super().__init__(f"{file}:\n" + "\n".join(f"  {fault}" for fault in faults))

    def __reduce__(self) -> tuple[type[KnowledgeFaults], tuple[str, list[str]]]:
        return type(self), (self.file, self.faults)  # a worker process may hand it over


class Reader:
    """Reads one file's tables and collects faults until ``done`` is called."""

    def __init__(self, file: str, text: str | None = None):
        self.file = file
        self.faults: list[str] = []
        source = (DATA / file).read_text(encoding="utf-8") if text is None else text
        self.root: Table = tomllib.loads(source)
        self.sources = {
            key: Source(
                key, self.text(entry, "citation", f"sources.{key}"), entry.get("address", "")
            )
            for key, entry in self.table("sources").items()
        }

    def fault(self, place: str, what: str) -> None:
        """Remember a fault."""
        self.faults.append(f"{place}: {what}")

    def table(self, name: str) -> Mapping[str, Table]:
        """A table of tables at the root; missing is a fault."""
        found = self.root.get(name)
        if not isinstance(found, dict) or not found:
            self.fault(name, "this table is missing or empty")
            return {}
        return found

    def text(self, entry: Table, key: str, place: str) -> str:
        """A string that is not empty."""
        found = entry.get(key)
        if not isinstance(found, str) or not found.strip():
            self.fault(place, f"{key} must be a text that is not empty")
            return ""
        return found

    def texts(self, entry: Table, key: str, place: str, at_least: int = 1) -> tuple[str, ...]:
        """A list of texts that are not empty, none twice."""
        found = entry.get(key)
        texts = [each for each in found if _is_text(each)] if isinstance(found, list) else None
        if texts is None or texts != found or len(set(texts)) < max(len(texts), at_least):
            self.fault(place, f"{key} must be a list of texts, none twice or empty")
        return tuple(texts or ())

    def truth(self, entry: Table, key: str, place: str) -> bool:
        """True or false, written so; absent is a fault too."""
        found = entry.get(key)
        if not isinstance(found, bool):
            self.fault(place, f"{key} must be true or false, not {found!r}")
        return found is True

    def words(
        self, kind: type[Word], entry: Table, key: str, place: str, at_least: int = 0
    ) -> frozenset[Word]:
        """A list of members of an enum; absent is empty."""
        given, allowed = entry.get(key, []), {each.value for each in kind}
        if not isinstance(given, list) or not set(map(str, given)) <= allowed:
            self.fault(place, f"{key} must be a list of {', '.join(sorted(allowed))}")
            return frozenset()
        if len(given) < at_least:
            self.fault(place, f"{key} must not be empty")
        return frozenset(kind(each) for each in given)

    def numbers(self, entry: Table, key: str, place: str) -> Mapping[str, float]:
        """A table of numbers by name; absent is empty."""
        given = entry.get(key, {})
        if not isinstance(given, dict):
            self.fault(place, f"{key} must be a table of numbers")
            return {}
        return {name: self.number(given, name, f"{place}.{key}") for name in given}

    def choice(self, entry: Table, key: str, place: str, allowed: Iterable[str]) -> str:
        """One of the allowed words."""
        found, words = entry.get(key), list(allowed)
        if found not in words:
            self.fault(place, f"{key} must be one of {', '.join(words)}, not {found!r}")
            return words[0]
        return str(found)

    def number(
        self, entry: Table, key: str, place: str, low: float = -1e9, high: float = 1e9
    ) -> float:
        """A number within [low, high]."""
        found = entry.get(key)
        if isinstance(found, bool) or not isinstance(found, int | float):
            self.fault(place, f"{key} must be a number, not {found!r}")
            return low
        if not low <= found <= high:
            self.fault(place, f"{key} must lie between {low:g} and {high:g}, not {found:g}")
        return float(found)

    def record(self, kind: type[Record], key: str, entry: Table, place: str) -> Record:
        """A dataclass of numbers with an ``id`` and a ``provenance``, each field by its name."""
        assert dataclasses.is_dataclass(kind)
        names = [field.name for field in dataclasses.fields(kind)]
        numbers = [name for name in names if name not in ("id", "provenance")]
        self.known_keys(entry, place, numbers)
        values: dict[str, Any] = {
            name: self.number(entry, name, place, *_bounds(name)) for name in numbers
        }
        values |= {"id": key, "provenance": self.provenance(entry, place)}
        return kind(**values)

    def records(self, kind: type[Record], table: str) -> Mapping[str, Record]:
        """Every entry of a table as ``kind``, by key."""
        return {
            key: self.record(kind, key, entry, f"{table}.{key}")
            for key, entry in self.table(table).items()
        }

    def exactly(self, table: str, keys: Iterable[str]) -> None:
        """The entries of a table are known beforehand: no more, no fewer."""
        wanted, found = set(keys), set(self.root.get(table, {}))
        for key in sorted(wanted - found):
            self.fault(table, f"entry {key!r} is missing")
        for key in sorted(found - wanted):
            self.fault(table, f"entry {key!r} is not known")

    def provenance(self, entry: Table, place: str) -> Provenance:
        """Source and certainty of an entry; neither can be left out."""
        certainty = self.choice(entry, "certainty", place, [c.value for c in Certainty])
        key = self.text(entry, "source", place)
        source = self.sources.get(key)
        if source is None:
            self.fault(place, f"source {key!r} is not among this file's sources")
            source = Source(key, "", "")
        review = entry.get("review", "none")
        if review != "none":
            self.fault(place, "review is set by a clinician in the product, never in this file")
        return Provenance(source, Certainty(certainty), "none")

    def known_keys(self, entry: Table, place: str, allowed: Iterable[str]) -> None:
        """Refuse keys nobody reads: a misspelt key must not pass for a default."""
        always = {"certainty", "source", "review", "note"}
        for key in sorted(set(entry) - set(allowed) - always):
            self.fault(place, f"unknown key {key!r}")

    def done(self) -> None:
        """Raise everything that was found.

        Raises:
            KnowledgeFaults: when there was any fault.
        """
        if self.faults:
            raise KnowledgeFaults(self.file, self.faults)


def _is_text(found: object) -> bool:
    return isinstance(found, str) and bool(found.strip())


def _bounds(name: str) -> tuple[float, float]:
    """Where a quantity may lie, by the first of its name's words that has bounds, from the end."""
    for word in reversed(name.split("_")):
        if word in _BOUNDS:
            low, high = _BOUNDS[word]
            is_spread = "sd" in name.split("_")
            return (1e-6 if is_spread else low), high
    raise KeyError(f"no bounds are known for a quantity called {name}")
