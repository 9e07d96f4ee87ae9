"""What a person may agree to: purposes, and the versions of the text of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .provenance import Provenance
from .reading import Reader, Table
from .wording import label

_KEYS = ("purpose", "version", "parts", "facts")


class Purpose(StrEnum):
    """What for. Each is given and withdrawn by itself."""

    TREATMENT = "treatment"
    DIARY = "diary"
    RESEARCH = "research"
    CASE_STORY = "case_story"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of what is agreed to for a purpose; ``parts`` name its sentences in order."""

    id: str
    purpose: Purpose
    version: int
    parts: tuple[str, ...]
    facts: tuple[str, ...]
    provenance: Provenance

    def read(self, language: str) -> Sequence[str]:
        """The text as it is read, a paragraph each."""
        return [
            label(f"consent.{self.purpose}.{self.version}.{part}", language) for part in self.parts
        ]


def read_consents(text: str | None = None) -> Mapping[tuple[Purpose, int], ConsentText]:
    """Read consents.toml (or ``text``); every purpose has the versions 1, 2 ... without a gap.

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("consents.toml", text)
    found = [
        _text(reader, key, entry, f"texts.{key}") for key, entry in reader.table("texts").items()
    ]
    for purpose in Purpose:
        versions = sorted(each.version for each in found if each.purpose is purpose)
        if not versions or versions != list(range(1, len(versions) + 1)):
            reader.fault("texts", f"{purpose} needs the versions 1, 2 ... and has {versions}")
    reader.done()
    return {(each.purpose, each.version): each for each in found}


def _text(reader: Reader, key: str, entry: Table, place: str) -> ConsentText:
    reader.known_keys(entry, place, _KEYS)
    facts = reader.texts(entry, "facts", place)
    for fact in facts:
        if fact not in reader.sources:
            reader.fault(place, f"fact {fact!r} is not among this file's sources")
    return ConsentText(
        id=key,
        purpose=Purpose(reader.choice(entry, "purpose", place, [each.value for each in Purpose])),
        version=int(reader.number(entry, "version", place, low=1, high=1000)),
        parts=reader.texts(entry, "parts", place),
        facts=facts,
        provenance=reader.provenance(entry, place),
    )


@cache
def consents() -> Mapping[tuple[Purpose, int], ConsentText]:
    """The texts of this release, by purpose and version."""
    return read_consents()


def current(purpose: Purpose) -> ConsentText:
    """The text that is agreed to now."""
    return max((t for t in consents().values() if t.purpose is purpose), key=lambda t: t.version)
