"""What is known, as sets of rules with a version: what a clinician of a clinic reviews and signs.

Every entry of the data that says how sure it is, is an item of its set. The version is raised when
the data changes; the hash says whether it is the very data that somebody signed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from .provenance import Certainty, Provenance
from .reading import DATA, Reader, Table

# The first file of each holds the version.
FILES: Mapping[str, tuple[str, ...]] = {
    "screening": ("screening_rules.toml", "screening_questions.toml"),
    "cautions": ("cautions.toml",),
    "harm": ("adverse_events.toml",),
    "consents": ("consents.toml",),
    "evidence": ("evidence.toml", "natural_course.toml"),
    "suits": ("suits.toml",),
    "home": ("home.toml",),
    "points": (
        "points/who.toml",
        "points/extra.toml",
        "points/tung.toml",
        "points/segments.toml",
        "points/pregnancy.toml",
    ),
    "alarm": ("alarm.toml",),
    "instruments": ("instruments.toml", "signs.toml", "measured_signs.toml"),
    "verdict": ("verdict.toml", "response.toml", "several_signs.toml", "stance_cuts.json"),
    "balance": ("balance/tan.toml", "balance_channels.toml", "balance_words.toml"),
    "letters": ("letters.toml",),
    "retention": ("retention.toml",),
    "promises": ("promises.toml",),
}


@dataclass(frozen=True, slots=True)
class RuleItem:
    """One entry of the data.

    Attributes:
        file: the file it stands in, without its ending; ``table`` and ``key`` are its place there.
        numbers: what its sentence says of it, by name.
    """

    file: str
    table: str
    key: str
    numbers: Mapping[str, float | str]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One set: its version, the hash of its data (64 letters), and its items in their order."""

    id: str
    version: str
    sha256: str
    items: tuple[RuleItem, ...]

    @property
    def counts(self) -> Mapping[Certainty, int]:
        """How many items there are of each certainty, those that there are."""
        found = Counter(item.provenance.certainty for item in self.items)
        return {certainty: found[certainty] for certainty in Certainty if found[certainty]}


def read_rule_set(name: str, texts: Mapping[str, str]) -> RuleSet:
    """Read a set from the texts of its files.

    Args:
        name: one of ``FILES``.
        texts: by the name of the file.

    Raises:
        KnowledgeFaults: a file has a fault, or the first has no version.
    """
    whole = hashlib.sha256()
    for text in texts.values():
        whole.update(text.encode())
    readers = [Reader(each, text) for each, text in texts.items() if each.endswith(".toml")]
    version = readers[0].text(readers[0].table("rule_set").get(name, {}), "version", "rule_set")
    items = tuple(item for reader in readers for item in _items(reader))
    for reader in readers:
        reader.done()
    return RuleSet(name, version, whole.hexdigest(), items)


def _items(reader: Reader) -> Iterator[RuleItem]:
    file = reader.file.removesuffix(".toml")
    for table, entries in reader.root.items():
        if table in ("sources", "rule_set") or not isinstance(entries, dict):
            continue
        for key, entry in _entries(entries):
            told = reader.provenance(entry, f"{table}.{key}")
            yield RuleItem(file, table, key, _numbers(entry), told)


def _entries(table: Table) -> Iterator[tuple[str, Table]]:
    """What says how sure it is, however deep it stands; examples and scales don't."""
    for key, entry in table.items():
        if isinstance(entry, dict):
            if "certainty" in entry:
                yield key, entry
            yield from ((f"{key}.{inner}", found) for inner, found in _entries(entry))


def _numbers(entry: Table) -> Mapping[str, float | str]:
    """The numbers of an entry, wherever it holds them."""
    given = {name: value for name, value in entry.items() if not isinstance(value, bool)}
    plain = {name: value for name, value in given.items() if isinstance(value, int | float)}
    return {**plain, **entry.get("numbers", {})}


@cache
def rule_sets() -> Mapping[str, RuleSet]:
    """The sets of this release, in the order of ``FILES``."""
    return {
        name: read_rule_set(
            name, {each: (DATA / each).read_text(encoding="utf-8") for each in files}
        )
        for name, files in FILES.items()
    }
