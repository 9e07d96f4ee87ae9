"""An acupuncture point, with what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from backcheck.knowledge.provenance import Provenance

from .place import Place

CHANNELS = ("LU", "LI", "ST", "SP", "HT", "SI", "BL", "KI", "PC", "TE", "GB", "LR", "GV", "CV")
NO_CHANNEL = "EX"  # the channel of a point that lies on none of the fourteen


class PointList(StrEnum):
    """Which list a point comes from."""

    WHO = "who"
    EXTRA = "extra"
    TUNG = "tung"


class Segment(StrEnum):
    """A part of a limb along which cun are counted, from its distal joint."""

    FOREARM = "forearm"
    UPPER_ARM = "upper_arm"
    LOWER_LEG = "lower_leg"
    THIGH = "thigh"


class Joint(StrEnum):
    """Where two segments meet, or where one begins or ends."""

    WRIST = "wrist"
    ELBOW = "elbow"
    SHOULDER = "shoulder"
    ANKLE = "ankle"
    KNEE = "knee"
    HIP = "hip"


class Over(StrEnum):
    """What a needle that goes too deep could reach."""

    LUNG = "lung"
    KIDNEY = "kidney"
    CORD = "cord"


class InPregnancy(StrEnum):
    """How lists name a point that tradition leaves out in pregnancy."""

    CORE = "core"
    ABDOMEN = "abdomen"
    LUMBOSACRAL = "lumbosacral"
    SOME_LISTS = "some_lists"
    SCHOOL = "school"  # a teacher of the school the point belongs to


@dataclass(frozen=True, slots=True)
class Station:
    """A place along a limb: ``cun`` of ``length_cun``, counted from the distal joint.

    ``exact`` is False where the point is only known to be at the joint, or was reckoned.
    """

    segment: Segment
    cun: float
    length_cun: float
    exact: bool = True

    @property
    def fraction(self) -> float:
        """0 at the distal joint, 1 at the proximal one."""
        return self.cun / self.length_cun


@dataclass(frozen=True, slots=True)
class Point:
    """One point. ``channel`` is one of ``CHANNELS`` or ``NO_CHANNEL``.

    Attributes:
        region: a part of the body, as ``point.region.*`` names it; empty where nobody says.
        place, also: where it lies, and the same said another way; None where nobody says.
        related: other points by how it lies to them ("near": "LI3").
        stations: where it lies along its limb; two at a joint between segments, the distal
            segment first; none on the trunk, the head, a hand or a foot.
        joint: the joint it lies at, if any.
        tone_marks: pinyin with its tones; empty where the list has none.
        other_names: in pinyin or characters; ``other_codes``: what other lists call it.
        over, near: what lies under it, and the vessels and nerves beside it.
        needled: False for a point that is a landmark only.
        used_for: what its school uses it for, by id; never a claim of ours.
    """

    code: str
    channel: str
    list: PointList
    pinyin: str
    tone_marks: str
    characters: str
    other_names: tuple[str, ...]
    other_codes: tuple[str, ...]
    region: str
    place: Place | None
    also: Place | None
    related: Mapping[str, str]
    joint: Joint | None
    stations: tuple[Station, ...]
    classes: tuple[str, ...]
    pregnancy: InPregnancy | None
    over: frozenset[Over]
    near: tuple[str, ...]
    needled: bool
    notes: tuple[str, ...]
    used_for: tuple[str, ...]
    provenance: Provenance

    @property
    def segment(self) -> Segment | None:
        """The segment it lies on; at a joint between two, the distal one."""
        return self.stations[0].segment if self.stations else None

    def on(self, segment: Segment) -> Station | None:
        """Where it lies along a segment, None if it doesn't."""
        return next((each for each in self.stations if each.segment is segment), None)
