"""A lineage: what one school of the balance method teaches, row by row, each with who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from backcheck.knowledge.provenance import Provenance, Source

from .body import Part
from .rule import BalanceRule


class SideRule(StrEnum):
    """Where the needle goes, seen from the pain."""

    OPPOSITE = "opposite"
    EITHER = "either"  # the more tender one
    BOTH = "both"


class Between(StrEnum):
    """What a projection leads from and to."""

    OTHER_LIMB = "other_limb"
    SAME_LIMB = "same_limb"
    TRUNK = "trunk"
    MIDLINE = "midline"


class Line(StrEnum):
    """How far round the trunk or a limb it hurts."""

    SPINE = "spine"
    INNER = "inner"
    OUTER = "outer"
    BETWEEN = "between"  # of two lines
    SIDE = "side"
    DEEP = "deep"
    FRONT = "front"
    BACK = "back"
    INSIDE = "inside"
    INSIDE_FRONT = "inside_front"
    INSIDE_MIDDLE = "inside_middle"
    INSIDE_BACK = "inside_back"
    NOT_SAID = "not_said"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table. ``id`` is its path in the lineage's file."""

    id: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Pairing(Row):
    """A sick channel and what balances it."""

    sick: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class System(Row):
    """One of the systems. ``number`` is None where the school gives it none."""

    number: int | None
    rule: BalanceRule
    side: SideRule
    unverified: bool
    table: Mapping[str, Pairing]


@dataclass(frozen=True, slots=True)
class At:
    """A part of a limb, and of a segment from and to which share of it."""

    part: Part
    share: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Placing(Row):
    """Which parts are needled for pain at a place."""

    pain: str
    at: tuple[At, ...]


@dataclass(frozen=True, slots=True)
class Projection(Row):
    """One way from the place of pain to the place of the needle."""

    name: str
    between: Between
    placings: Mapping[str, Placing]


@dataclass(frozen=True, slots=True)
class RegionRow(Row):
    """Which channels hurt where it hurts on this line of such a part."""

    of: tuple[str, ...]
    line: Line
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distance(Row):
    """Which line lies how far from the middle of the spine."""

    line: Line
    from_cun: float
    to_cun: float


@dataclass(frozen=True, slots=True)
class Use(Row):
    """A point of Tung's or Tan's, by where it lies; without a channel it lies between channels."""

    point: str
    channel: str
    part: str
    at_cun: float | None
    for_parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement(Row):
    """What sources say differently, and the rows it is told beside.

    ``claims``: pairs of channels that a source prints and that are not the table's.
    """

    name: str
    kind: str
    touches: tuple[str, ...]
    sources: tuple[Source, ...]
    claims: tuple[tuple[str, str], ...]

    def is_beside(self, row: str) -> bool:
        """Whether it is to be told beside a row."""
        return any(row == each or row.startswith(f"{each}.") for each in self.touches)


@dataclass(frozen=True, slots=True)
class Combo(Row):
    """Channels that a source needles together, and which ones they balance."""

    channels: tuple[str, ...]
    balances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """When a score of a movement has changed, and when nothing is left of it; points of 0 to 10."""

    id: str
    smallest_change_points: float
    gone_points: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Lineage:
    """All that a school teaches, by the names its file gives."""

    name: str
    provenance: Provenance
    evidence: Row
    trials: int
    systems: Mapping[str, System]
    projections: Mapping[str, Projection]
    both_sides: Row
    search: Row
    beyond_cun: float
    regions: tuple[RegionRow, ...]
    continuing: Row
    distances: tuple[Distance, ...]
    uses: tuple[Use, ...]
    disagreements: tuple[Disagreement, ...]
    combos: Mapping[str, Combo]
    fours: Row
    four_steps: frozenset[int]
    scores: Scores
    compass: Mapping[str, Row]
    order: Row

    def taught(self, unverified: bool) -> tuple[System, ...]:
        """The systems in the order of the file, with those nobody confirmed only if asked for."""
        return tuple(each for each in self.systems.values() if unverified or not each.unverified)

    def beside(self, rows: tuple[Row, ...]) -> tuple[Disagreement, ...]:
        """What sources say differently about any of these rows."""
        return tuple(
            each for each in self.disagreements if any(each.is_beside(row.id) for row in rows)
        )

    def rows(self) -> Iterator[Row]:
        """Every row that an option may rest on."""
        for system in self.systems.values():
            yield system
            yield from system.table.values()
        for projection in self.projections.values():
            yield projection
            yield from projection.placings.values()
        yield from (self.evidence, self.both_sides, self.search, self.continuing)
        yield from (self.fours, self.order)
        yield from (*self.regions, *self.distances, *self.uses, *self.disagreements)
        yield from (*self.combos.values(), *self.compass.values())
