"""What to heed at a point with a person: the rules of caution, asked for one point."""

from __future__ import annotations

from backcheck.knowledge.cautions import Cautions, cautions
from backcheck.knowledge.planned import Background, PlannedTreatment, Region, Technique

from .point import Point

_REGIONS = {
    "head": "head_neck",
    "face": "head_neck",
    "neck": "head_neck",
    "chest": "chest",
    "lateral_chest": "chest",
    "axilla": "chest arm",
    "shoulder": "shoulder",
    "scapular": "shoulder upper_back",
    "upper_back": "upper_back",
    "back": "upper_back thoracolumbar lumbosacral",
    "lumbar": "lumbosacral",
    "sacrum": "lumbosacral",
    "buttock": "buttock",
    "upper_abdomen": "upper_abdomen",
    "lower_abdomen": "lower_abdomen",
    "lateral_abdomen": "upper_abdomen lower_abdomen",
    "groin": "lower_abdomen leg",
    "perineum": "lower_abdomen lumbosacral",
} | dict.fromkeys(("upper_arm", "elbow", "forearm", "wrist", "hand", "finger"), "arm")
_REGIONS |= dict.fromkeys(("thigh", "knee", "lower_leg", "ankle", "foot", "toe", "toes"), "leg")
_REGIONS |= {"fingers": "arm", "hip": "buttock leg", "chin": "head_neck"}
_WHERE_RIBS_END = {"T10", "T11", "T12", "L1"}  # as the caution lung_low_back draws it


def regions_of(point: Point) -> frozenset[Region]:
    """The parts of the body, as coarse as the cautions need them, in which a point lies.

    Empty when nobody says where it lies: then it may be anywhere.
    """
    found = {Region(each) for each in _REGIONS.get(point.region, "").split()}
    if point.place is not None and _WHERE_RIBS_END & {*point.place.at}:
        found.add(Region.THORACOLUMBAR)
    return frozenset(found)


def regions_at(part: str) -> frozenset[Region]:
    """The same of a part of a limb, or of the chin, at which no point is named."""
    return frozenset(Region(each) for each in _REGIONS[part].split())


def planned_at(point: Point, *techniques: Technique) -> PlannedTreatment:
    """A plan of this point alone, by needle unless told otherwise."""
    return PlannedTreatment(
        frozenset(techniques or (Technique.ACUPUNCTURE,)),
        frozenset({point.code}),
        regions_of(point),
    )


def point_cautions(point: Point, background: Background, *techniques: Technique) -> Cautions:
    """What to heed at a point with this person; pure.

    Args:
        background: what is known of the person; nothing known raises what holds of everybody.
        techniques: what is done there; needles unless told otherwise.
    """
    return cautions(background, planned_at(point, *techniques))
