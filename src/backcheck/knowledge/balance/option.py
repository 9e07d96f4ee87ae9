"""Options: for each pain, system and projection where to press, and the rows that say so.

An option is made from the rows of a lineage alone; without a row there is none, so nothing is
offered that no table stands behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backcheck.knowledge.provenance import Certainty

from .body import TRUNK, Zone, part_of, zone
from .channel import Limb, are_neighbours, channels
from .lineage import At, Between, Lineage, Placing, Projection, Row, SideRule, System
from .pain import Pain, Side

# From what was read in the source itself to what nobody has seen written.
_WEAKER = (
    Certainty.VERIFIED,
    Certainty.SECONDARY,
    Certainty.MEASURED,
    Certainty.DERIVED,
    Certainty.JUDGEMENT,
    Certainty.FROM_MEMORY,
)


def weakest(rows: Iterable[Row]) -> Certainty:
    """The certainty of what rests on all of these rows."""
    return max((row.provenance.certainty for row in rows), key=_WEAKER.index)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to balance one pain.

    Attributes:
        by: the balancing channel, or two for the gap between them.
        side: where to needle: "left", "right", "either" (the more tender) or "both".
        rows: of the lineage's tables, all that it rests on; never empty.
        zone_rows: what the numbers of its zone rest on.
    """

    pain: Pain
    system: System
    by: tuple[str, ...]
    side: str
    projection: Projection
    zone: Zone
    rows: tuple[Row, ...]
    zone_rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if not self.rows:
            raise ValueError("an option needs the rows that made it")

    @property
    def key(self) -> str:
        """By which it is found again among the options of its pain."""
        where = self.zone.where.segment
        parts = (self.system.id.removeprefix("systems."), self.channel, self.projection.name)
        return "/".join((self.pain.code, *parts, where))

    @property
    def channel(self) -> str:
        """The balancing channel or channels, as they are written."""
        return "+".join(self.by)

    @property
    def certainty(self) -> Certainty:
        """That of the weakest row: no chain is stronger."""
        return weakest(self.rows)

    @property
    def zone_certainty(self) -> Certainty:
        """That of the zone's numbers; where to search is our own arithmetic."""
        return weakest(self.zone_rows)

    @property
    def source(self) -> str:
        """The citations of its rows, each once."""
        return " ".join(dict.fromkeys(row.provenance.source.citation for row in self.rows))


def options(pains: tuple[Pain, ...], lineage: Lineage, unverified: bool) -> tuple[Option, ...]:
    """Every option for every pain.

    Args:
        pains: where it hurts.
        lineage: whose tables.
        unverified: also systems that no source was seen for.

    Returns:
        By pain, then by system as the lineage lists them, then by projection. That is no ranking:
        no order of the systems is known.
    """
    return tuple(
        option
        for pain in pains
        for system in lineage.taught(unverified)
        for by, rows in _balancing(pain, system)
        for option in _placed(pain, system, by, rows, lineage)
    )


def _balancing(pain: Pain, system: System) -> Iterator[tuple[tuple[str, ...], tuple[Row, ...]]]:
    """The balancing channels by one system; of a gap, the gap between its two, if it is one."""
    pairings = [system.table[code] for code in pain.channels if code in system.table]
    if len(pairings) < len(pain.channels):
        return
    if len(pairings) == 1:
        for code in pairings[0].by:
            yield (code,), (system, pairings[0])
        return
    between = tuple(pairing.by[0] for pairing in pairings)
    if are_neighbours(*between):
        yield between, (system, *pairings)


def _placed(
    pain: Pain, system: System, by: tuple[str, ...], rows: tuple[Row, ...], lineage: Lineage
) -> Iterator[Option]:
    side, sided = _side(pain, system, lineage)
    for projection in lineage.projections.values():
        for placing, at in _parts(pain, by[0], projection):
            placed = zone(channels()[by[0]], at.part, at.share, lineage.beyond_cun)
            made_by = (*rows, *sided, projection, placing)
            yield Option(
                pain=pain,
                system=system,
                by=by,
                side=side,
                projection=projection,
                zone=placed,
                rows=made_by,
                zone_rows=(placing, lineage.search),
            )


def _side(pain: Pain, system: System, lineage: Lineage) -> tuple[str, tuple[Row, ...]]:
    if not pain.side.has_opposite:
        return Side.BOTH.value, (lineage.both_sides,)
    match system.side:
        case SideRule.OPPOSITE:
            return pain.side.opposite.value, ()
        case SideRule.EITHER:
            return "either", ()
    return Side.BOTH.value, ()


def _parts(pain: Pain, by: str, projection: Projection) -> Iterator[tuple[Placing, At]]:
    """The rows of a projection that lead from this pain to this channel."""
    limb = channels()[by].limb
    place = part_of(pain.level)
    if not _leads(pain, limb, projection.between):
        return
    names = [pain.level] if place is None else [place[1].value]
    if pain.level == "hip":  # the end of a limb and of the trunk: placed as the buttock is
        names = ["buttock"] if projection.between is Between.TRUNK else names
    for name in names:
        placing = projection.placings.get(name)
        if placing is not None:
            yield from ((placing, at) for at in placing.at)


def _leads(pain: Pain, limb: Limb, between: Between) -> bool:
    place = part_of(pain.level)
    if limb is Limb.MIDLINE:
        return between is Between.MIDLINE and pain.level in TRUNK
    match between:
        case Between.TRUNK:
            return place is None or pain.level == "hip"
        case Between.OTHER_LIMB:
            # The buttock is where the leg joins the trunk.
            here = Limb.LEG if pain.level == "buttock" else (place[0] if place else None)
            return here is not None and limb is not here
        case Between.SAME_LIMB:
            return place is not None and limb is place[0]
    return False
