"""Plans of a course that were simulated, and what each found: designs.toml and, measured by
tools/measure_designs.py, designs.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .provenance import Provenance
from .reading import DATA, KnowledgeFaults, Reader
from .scenarios import Kind, scenarios

FILE = "designs.json"
HELPED, NOTHING = "helped", "nothing"
_KINDS = {HELPED: Kind.HELPED, NOTHING: Kind.NULL}
_HEAD = ("engine", "command", "seed", "n", "designs")
_COUNTS = ("n", "helping", "little", "cannot_tell")


@dataclass(frozen=True, slots=True)
class PlanDesign:
    """A plan: the first visit after so many days of diary (up to ``baseline_to_days`` where it is
    drawn by lot), a rating due every so many days, gaps between visits with their spread, and a
    pause after one of the visits."""

    id: str
    baseline_days: float
    baseline_to_days: float
    every_days: float
    gap_days: float
    gap_spread_days: float
    pause_after_visits: float
    pause_weeks: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Designs:
    """All of designs.toml; ``people`` are the scenarios simulated, by what was done for them."""

    all: Mapping[str, PlanDesign]
    people: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Found:
    """What was said of ``n`` people of one kind: how many times each."""

    n: int
    helping: int
    little: int
    cannot_tell: int


@dataclass(frozen=True, slots=True)
class MeasuredDesign:
    """What one plan found, by scenario."""

    id: str
    by_scenario: Mapping[str, Found]

    def of_helped(self) -> Found:
        """All who were truly helped."""
        parts = [self.by_scenario[key] for key in designs().people[HELPED]]
        return Found(*(sum(getattr(part, count) for part in parts) for count in _COUNTS))

    def worst_of_nothing(self) -> Found:
        """Those whom nothing helped, of the kind of which "helping" is said most often."""
        parts = (self.by_scenario[key] for key in designs().people[NOTHING])
        return max(parts, key=lambda each: each.helping)


def read_designs(text: str | None = None) -> Designs:
    """Read designs.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("designs.toml", text)
    found = reader.records(PlanDesign, "designs")
    reader.exactly("people", _KINDS)
    people: dict[str, tuple[str, ...]] = {}
    for kind, entry in reader.table("people").items():
        reader.known_keys(entry, f"people.{kind}", {"scenarios"})
        reader.provenance(entry, f"people.{kind}")
        people[kind] = tuple(entry.get("scenarios", ()))
        for key in people[kind]:
            known = scenarios().all.get(key)
            if known is None or known.kind is not _KINDS.get(kind):
                reader.fault(f"people.{kind}", f"{key!r} is no scenario of this kind")
    reader.done()
    return Designs(found, people)


def read_measured(text: str | None = None) -> Mapping[str, MeasuredDesign]:
    """Read designs.json (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    root = json.loads((DATA / FILE).read_text(encoding="utf-8") if text is None else text)
    found, known = root.get("designs", {}), designs()
    faults = [f"{key} is missing" for key in _HEAD if key not in root]
    if set(found) != set(known.all):
        faults.append(f"designs: must be {', '.join(known.all)}")
    people = {key for keys in known.people.values() for key in keys}
    for design, entry in found.items():
        if set(entry) != people:
            faults.append(f"{design}: must be {', '.join(sorted(people))}")
        for key, counts in entry.items():
            faults += _faults(f"{design}.{key}", counts, root.get("n"))
    if faults:
        raise KnowledgeFaults(FILE, [*faults, "run python -m tools.measure_designs"])
    return {
        design: MeasuredDesign(design, {key: Found(**found[design][key]) for key in people})
        for design in known.all
    }


def _faults(place: str, counts: Mapping[str, int], n: object) -> list[str]:
    if set(counts) != set(_COUNTS):
        return [f"{place}: must have {', '.join(_COUNTS)} and nothing else"]
    if counts["n"] != n:
        return [f"{place}: n must be {n}, not {counts['n']}"]
    if min(counts.values()) < 0 or counts["helping"] + counts["little"] > counts["n"]:
        return [f"{place}: counts are whole numbers from 0 to n"]
    return []


@cache
def designs() -> Designs:
    """The plans of this release."""
    return read_designs()


@cache
def measured_designs() -> Mapping[str, MeasuredDesign]:
    """What was measured for this release."""
    return read_measured()
