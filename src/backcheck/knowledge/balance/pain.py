"""A pain as the method takes it: a channel (or the gap between two), a side and a level."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .body import BACK, LEVELS, TRUNK, part_of
from .channel import Limb, are_neighbours, channels

_ALSO = {
    "s1": "lumbosacral",
    "l5/s1": "lumbosacral",
    "si": "si_joint",
    "tailbone": "coccyx",
    "lowback": "low_back",
    "calf": "lower_leg",
}
_BY_LOWER = {level.lower(): level for level in LEVELS} | _ALSO
EXAMPLE = "BL:right:L4"


class Side(StrEnum):
    """Of the body; ``MIDDLE`` is the midline, which has no side."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDDLE = "middle"

    @property
    def has_opposite(self) -> bool:
        """Whether there is an other side."""
        return self in (Side.LEFT, Side.RIGHT)

    @property
    def opposite(self) -> Side:
        """The other side; both sides, and the middle, are treated on both."""
        return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(self, Side.BOTH)


@dataclass(frozen=True, slots=True)
class Pain:
    """Where it hurts. Two channels are the gap between them."""

    channels: tuple[str, ...]
    side: Side
    level: str

    @property
    def sick(self) -> str:
        """The channel or channels, as they are written."""
        return "+".join(self.channels)

    @property
    def code(self) -> str:
        """As the command line takes it."""
        return f"{self.sick}:{self.side.value}:{self.level}"


class PainFaults(ValueError):
    """What is written for a pain can't be read; ``faults`` lists all of it, with the remedy."""

    def __init__(self, faults: Iterable[str]):
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def read_pains(codes: Iterable[str]) -> tuple[Pain, ...]:
    """Pains such as ``BL:right:L4`` or ``LI+TE:left:wrist``; capitals don't matter.

    Raises:
        PainFaults: every fault of every code.
    """
    pains, faults = [], []
    for code in codes:
        try:
            pains.append(_read(code))
        except PainFaults as error:
            faults += [f"{code!r}: {fault}" for fault in error.faults]
    if faults:
        raise PainFaults(faults)
    return tuple(dict.fromkeys(pains))


def _read(code: str) -> Pain:
    parts = [part.strip() for part in code.split(":")]
    if len(parts) != 3:
        raise PainFaults([f"write channel, side and level with colons between, as {EXAMPLE}"])
    named = tuple(part.strip().upper() for part in parts[0].split("+"))
    side, level = parts[1].lower(), _BY_LOWER.get(parts[2].lower())
    faults = list(_faults_of_channels(named))
    if side not in list(Side):
        faults.append(f"{parts[1]!r} is no side; write one of {', '.join(Side)}")
    if level is None:
        faults.append(f"{parts[2]!r} is no level; write one of {', '.join(LEVELS)}")
    if not faults and level is not None:
        faults += _faults_together(named, Side(side), level)
    if faults or level is None:
        raise PainFaults(faults)
    return Pain(named, Side(side), level)


def _faults_of_channels(named: tuple[str, ...]) -> Iterable[str]:
    unknown = [each for each in named if each not in channels()]
    for each in unknown:
        yield f"{each!r} is no channel; write one of {' '.join(channels())}"
    if unknown:
        return
    if len(named) > 2 or (len(named) == 2 and not are_neighbours(*named)):
        yield "a gap lies between two channels side by side on one limb, as LI+TE"


def _faults_together(named: tuple[str, ...], side: Side, level: str) -> list[str]:
    faults = []
    limbs = {channels()[each].limb for each in named}
    if Limb.MIDLINE in limbs and side is not Side.MIDDLE:
        faults.append(f"{named[0]} runs in the middle; write middle for its side")
    if Limb.MIDLINE in limbs and level not in TRUNK:
        faults.append(f"{named[0]} runs on the trunk; write a level such as {', '.join(BACK[3:8])}")
    if side is Side.MIDDLE and Limb.MIDLINE not in limbs:
        faults.append("only GV and CV run in the middle; write left, right or both")
    place = part_of(level)
    if place is not None and Limb.MIDLINE not in limbs and place[0] not in limbs:
        faults.append(f"{'+'.join(named)} does not run over the {level.replace('_', ' ')}")
    return faults
