"""Parts of the body as the method sees them: limbs from their far end, levels of the trunk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backcheck.knowledge.points.point import Segment
from backcheck.knowledge.points.segments import segments

from .channel import Channel, Limb


class Part(StrEnum):
    """The parts of a limb, of either, from its far end to its near one; and the chin."""

    DIGITS = "digits"
    END = "end"
    DISTAL_JOINT = "distal_joint"
    DISTAL_SEGMENT = "distal_segment"
    MIDDLE_JOINT = "middle_joint"
    PROXIMAL_SEGMENT = "proximal_segment"
    PROXIMAL_JOINT = "proximal_joint"
    CHIN = "chin"


ARM = dict(
    zip(
        Part,
        ("fingers", "hand", "wrist", "forearm", "elbow", "upper_arm", "shoulder"),
        strict=False,
    )
)
LEG = dict(zip(Part, ("toes", "foot", "ankle", "lower_leg", "knee", "thigh", "hip"), strict=False))
NAMES = {Limb.ARM: ARM, Limb.LEG: LEG, Limb.MIDLINE: {Part.CHIN: "chin"}}

BACK = (
    "neck",
    "upper_back",
    "T12",
    "L1",
    "L2",
    "L3",
    "L4",
    "L5",
    "low_back",
    "lumbosacral",
    "si_joint",
    "sacrum",
    "coccyx",
)
BUTTOCK = ("buttock",)
BELLY = ("upper_abdomen", "umbilicus", "lower_abdomen")
FRONT = ("head", "chest", *BELLY)
TRUNK = (*BACK, *BUTTOCK, *FRONT)
LEVELS = (*TRUNK, *ARM.values(), *LEG.values())
VERTEBRAE = ("T12", "L1", "L2", "L3", "L4", "L5")
LOW_BACK = (*VERTEBRAE, "low_back", "lumbosacral", "si_joint", "sacrum", "coccyx")


def part_of(level: str) -> tuple[Limb, Part] | None:
    """The limb and part that a level is; None for a level of the trunk."""
    for limb in (Limb.ARM, Limb.LEG):
        for part, name in NAMES[limb].items():
            if name == level:
                return limb, part
    return None


def belongs_to(level: str) -> str:
    """What kind of place a level is, as a lineage's regions and uses of points name it."""
    place = part_of(level)
    if place is not None:
        return place[0].value
    if level in BUTTOCK:
        return "buttock"
    if level in LOW_BACK:
        return "low_back"
    return "belly" if level in BELLY else "elsewhere"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a channel: a segment, and from where to where in cun from its distal joint.

    Without numbers it is the whole part, which has no measure in cun (a hand, a shoulder).
    """

    segment: str
    from_cun: float | None = None
    to_cun: float | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """Where to press: a stretch of a channel, and the stretches round it to search.

    At an elbow or a knee, cun are counted from its crease, below it less than 0.
    """

    where: Stretch
    search: tuple[Stretch, ...]

    @property
    def inside(self) -> tuple[Stretch, ...]:
        """The zone itself, by segments."""
        is_round_a_joint = self.where.from_cun is not None and self.where.from_cun < 0.0
        return self.search if is_round_a_joint else (self.where,)


def zone(
    channel: Channel, part: Part, share: tuple[float, float] | None, beyond_cun: float
) -> Zone:
    """The zone on a channel for a part of its limb.

    Args:
        channel: the one to be needled.
        part: of its limb.
        share: of a segment, from its distal joint (0) to its proximal one (1).
        beyond_cun: how far to search to both sides.
    """
    name = NAMES[channel.limb][part]
    if part is Part.MIDDLE_JOINT:
        below, above = _lengths_cun(channel)
        return Zone(
            Stretch(name, -beyond_cun, beyond_cun),
            _stretches(channel, below - beyond_cun, below + beyond_cun, below, above),
        )
    if share is None:
        return Zone(Stretch(name), _beside(channel, part, beyond_cun))
    below, above = _lengths_cun(channel)
    start, length = (0.0, below) if part is Part.DISTAL_SEGMENT else (below, above)
    low, high = share[0] * length, share[1] * length
    return Zone(
        Stretch(name, round(low, 1), round(high, 1)),
        _stretches(channel, start + low - beyond_cun, start + high + beyond_cun, below, above),
    )


def _lengths_cun(channel: Channel) -> tuple[float, float]:
    """How long the lower and the upper segment of its limb are along a channel."""
    names, limbs = NAMES[channel.limb], segments()
    below, above = (names[part] for part in (Part.DISTAL_SEGMENT, Part.PROXIMAL_SEGMENT))
    return (
        limbs.length_cun(channel.code, Segment(below)),
        limbs.length_cun(channel.code, Segment(above)),
    )


def _stretches(
    channel: Channel, low: float, high: float, below: float, above: float
) -> tuple[Stretch, ...]:
    """A stretch of the whole limb, in cun from its distal joint, as stretches of its segments."""
    names = NAMES[channel.limb]
    found = [Stretch(names[Part.DISTAL_JOINT])] if low <= 0.0 else []
    if low < below:
        shown = round(max(low, 0.0), 1), round(min(high, below), 1)
        found.append(Stretch(names[Part.DISTAL_SEGMENT], *shown))
    if low <= below <= high:
        found.append(Stretch(names[Part.MIDDLE_JOINT]))
    if high > below:
        shown = round(max(low - below, 0.0), 1), round(min(high - below, above), 1)
        found.append(Stretch(names[Part.PROXIMAL_SEGMENT], *shown))
    if high >= below + above:
        found.append(Stretch(names[Part.PROXIMAL_JOINT]))
    return tuple(found)


def _beside(channel: Channel, part: Part, beyond_cun: float) -> tuple[Stretch, ...]:
    """A part without a measure: itself, and what lies beside it on a measured segment."""
    name = NAMES[channel.limb][part]
    if part is Part.DISTAL_JOINT:
        below, above = _lengths_cun(channel)
        end = Stretch(NAMES[channel.limb][Part.END])
        return (end, *_stretches(channel, 0.0, beyond_cun, below, above))
    if part is Part.PROXIMAL_JOINT:
        below, above = _lengths_cun(channel)
        return _stretches(channel, below + above - beyond_cun, below + above, below, above)
    return (Stretch(name),)
