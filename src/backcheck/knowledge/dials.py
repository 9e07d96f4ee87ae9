"""The five dials of the alarm, as read from alarm.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .instruments_file import instruments
from .provenance import Provenance
from .reading import Reader, Table
from .sentence import Sentence
from .telling import Statement

DIALS = ("pain_load", "spread", "sleep", "fear", "mood")
_EXAMPLE = ("warning_signs", "scores", "stand_out", "says")


class WarningSigns(StrEnum):
    """What is known of warning signs when the dials are read; any that is raised is open."""

    NONE_REPORTED = "none_reported"
    OPEN = "open"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Dial:
    """One dial: the instruments it shows, side by side. It has no number of its own."""

    id: str
    parts: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class High:
    """From where on an instrument's score stands out: at ``at`` or on its worse side."""

    id: str
    at: float
    says: str
    to_doctor: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AlarmExample:
    """Scores by instrument, which dials stand out, and the sentences in order."""

    id: str
    warning_signs: WarningSigns
    scores: Mapping[str, float]
    stand_out: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dials:
    """All of alarm.toml. What is known is fact; a limit is told as ``telling.told`` says."""

    all: Mapping[str, Dial]
    high: Mapping[str, High]
    known: Mapping[str, Statement]
    limits: Mapping[str, Statement]
    examples: Mapping[str, AlarmExample]


def read_dials(text: str | None = None) -> Dials:
    """Read alarm.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("alarm.toml", text)
    reader.exactly("dials", DIALS)
    every = {k: _dial(reader, k, e) for k, e in reader.table("dials").items()}
    parts = [part for dial in every.values() for part in dial.parts]
    reader.exactly("high", parts)
    if len(set(parts)) < len(parts):
        reader.fault("dials", "an instrument belongs to one dial")
    known = _statements(reader, "known")
    for key in sorted(set(known) - set(parts)):
        reader.fault("known", f"{key!r} is part of no dial")
    for key, each in known.items():
        certainty = each.provenance.certainty
        if not certainty.may_be_told_as_fact:
            reader.fault(f"known.{key}", f"what is {certainty} is not told as known")
    found = Dials(
        all={key: every[key] for key in DIALS if key in every},
        high={k: _high(reader, k, e) for k, e in reader.table("high").items()},
        known=known,
        limits=_statements(reader, "limits"),
        examples={k: _example(reader, k, e) for k, e in reader.table("examples").items()},
    )
    reader.done()
    return found


def _dial(reader: Reader, key: str, entry: Table) -> Dial:
    place = f"dials.{key}"
    reader.known_keys(entry, place, ("parts",))
    parts = reader.texts(entry, "parts", place)
    for part in parts:
        if part not in instruments().all:
            reader.fault(place, f"there is no instrument {part!r}")
    return Dial(key, parts, reader.provenance(entry, place))


def _high(reader: Reader, key: str, entry: Table) -> High:
    place = f"high.{key}"
    reader.known_keys(entry, place, ("at", "says", "to_doctor"))
    held = instruments().all.get(key)
    low, high = (held.low, held.high) if held else (0.0, 100.0)
    return High(
        id=key,
        at=reader.number(entry, "at", place, low, high),
        says=reader.text(entry, "says", place),
        to_doctor=reader.truth(entry, "to_doctor", place),
        provenance=reader.provenance(entry, place),
    )


def _statements(reader: Reader, table: str) -> Mapping[str, Statement]:
    """Every entry of a table as the sentence ``alarm.known.<key>`` or ``alarm.limit.<key>``."""
    found = {}
    for key, entry in reader.table(table).items():
        place = f"{table}.{key}"
        reader.known_keys(entry, place, ())
        said = Sentence(f"alarm.{table.removesuffix('s')}.{key}")
        found[key] = Statement(said, reader.provenance(entry, place))
    return found


def _example(reader: Reader, key: str, entry: Table) -> AlarmExample:
    place = f"examples.{key}"
    reader.known_keys(entry, place, _EXAMPLE)
    scores = entry.get("scores")
    if not isinstance(scores, dict):
        reader.fault(place, "scores must be a table of numbers by instrument")
    return AlarmExample(
        id=key,
        warning_signs=WarningSigns(
            reader.choice(entry, "warning_signs", place, list(WarningSigns))
        ),
        scores=scores if isinstance(scores, dict) else {},
        stand_out=reader.texts(entry, "stand_out", place, at_least=0),
        says=reader.texts(entry, "says", place),
    )


@cache
def dials() -> Dials:
    """The dials of this release."""
    return read_dials()
