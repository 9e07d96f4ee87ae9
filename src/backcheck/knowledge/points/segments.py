"""The limbs in cun: how long each segment is on a channel, and where its joints are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.reading import Reader, Table

from .point import CHANNELS, Joint, Segment, Station

FILE = "points/segments.toml"
ON_LIMBS = CHANNELS[:12]  # all but the two of the midline
ENDING_AT = {Joint.ELBOW: Segment.FOREARM, Joint.SHOULDER: Segment.UPPER_ARM}
ENDING_AT |= {Joint.KNEE: Segment.LOWER_LEG, Joint.HIP: Segment.THIGH}
BEGINNING_AT = {Joint.WRIST: Segment.FOREARM, Joint.ELBOW: Segment.UPPER_ARM}
BEGINNING_AT |= {Joint.ANKLE: Segment.LOWER_LEG, Joint.KNEE: Segment.THIGH}


@dataclass(frozen=True, slots=True)
class Length:
    """How many cun a segment has; ``channels`` is empty where it holds for all others."""

    id: str
    segment: Segment
    channels: tuple[str, ...]
    length_cun: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Face:
    """On which face of its limb a channel runs, and ``towards`` which of its borders."""

    face: str
    towards: str | None
    provenance: Provenance

    @property
    def id(self) -> str:
        """As the catalogue calls it: "yang_front", or "yin"."""
        return self.face if self.towards is None else f"{self.face}_{self.towards}"


@dataclass(frozen=True, slots=True)
class Segments:
    """Lengths of segments, the joint of each landmark that lies at one, faces by channel."""

    lengths: tuple[Length, ...]
    joint_of: Mapping[str, Joint]
    faces: Mapping[str, Face]

    def length_cun(self, channel: str, segment: Segment) -> float:
        """How many cun a segment has on a channel."""
        of = [each for each in self.lengths if each.segment is segment]
        own = [each for each in of if channel in each.channels]
        return (own or [each for each in of if not each.channels])[0].length_cun

    def at_joint(self, channel: str, joint: Joint, exact: bool = True) -> tuple[Station, ...]:
        """The end of the segment below a joint, and the beginning of the one above it."""
        found = []
        if joint in ENDING_AT:
            length = self.length_cun(channel, ENDING_AT[joint])
            found.append(Station(ENDING_AT[joint], length, length, exact))
        if joint in BEGINNING_AT:
            length = self.length_cun(channel, BEGINNING_AT[joint])
            found.append(Station(BEGINNING_AT[joint], 0.0, length, exact))
        return tuple(found)


def read_segments(text: str | None = None) -> Segments:
    """Read segments.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(FILE, text)
    lengths = [_length(reader, key, entry) for key, entry in reader.table("lengths").items()]
    for segment in Segment:
        if sum(each.segment is segment and not each.channels for each in lengths) != 1:
            reader.fault("lengths", f"{segment} needs one length that holds for all others")
    reader.exactly("joints", [joint.value for joint in Joint])
    joint_of = {
        landmark: joint
        for joint in Joint
        for landmark in _landmarks(reader, joint, reader.table("joints").get(joint, {}))
    }
    reader.exactly("faces", ON_LIMBS)
    faces = {key: _face(reader, key, entry) for key, entry in reader.table("faces").items()}
    reader.done()
    return Segments(tuple(lengths), joint_of, faces)


def _length(reader: Reader, key: str, entry: Table) -> Length:
    place = f"lengths.{key}"
    reader.known_keys(entry, place, ["segment", "channels", "length_cun"])
    channels = reader.texts(entry, "channels", place) if "channels" in entry else ()
    for unknown in sorted(set(channels) - set(CHANNELS)):
        reader.fault(place, f"{unknown!r} is no channel")
    segment = Segment(reader.choice(entry, "segment", place, [each.value for each in Segment]))
    length = reader.number(entry, "length_cun", place, 1.0, 30.0)
    return Length(key, segment, channels, length, reader.provenance(entry, place))


def _face(reader: Reader, channel: str, entry: Table) -> Face:
    place = f"faces.{channel}"
    reader.known_keys(entry, place, ["face", "towards"])
    towards = None
    if "towards" in entry:
        towards = reader.choice(entry, "towards", place, ("front", "side", "back"))
    face = reader.choice(entry, "face", place, ("yin", "yang"))
    return Face(face, towards, reader.provenance(entry, place))


def _landmarks(reader: Reader, joint: Joint, entry: Table) -> tuple[str, ...]:
    place = f"joints.{joint}"
    reader.known_keys(entry, place, ["landmarks"])
    reader.provenance(entry, place)
    return reader.texts(entry, "landmarks", place)


@cache
def segments() -> Segments:
    """The limbs of this release."""
    return read_segments()
