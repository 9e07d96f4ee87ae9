"""A point opened: everything known of it, for a page, with what to heed for one person.

All sentences but those of the cautions are labels: the same for every reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.knowledge.cautions import Cautions
from backcheck.knowledge.planned import Background, Technique
from backcheck.knowledge.sentence import Sentence

from .flags import PointFlag, flags_of
from .location import location, said_alike
from .named import shared_names
from .point import Point, Station
from .point_cautions import point_cautions
from .pregnancy import PregnancyList, lists_naming


@dataclass(frozen=True, slots=True)
class OpenedPoint:
    """What a page tells of a point; how sure it is stands in ``point.provenance``.

    Attributes:
        location: where it lies; ``along``: how far along its limb.
        notes: what else is to be known, with which points our words can't tell it from.
        classes: what the tradition calls it (well point, source point ...).
        flags: what it is flagged for, with the vessels and nerves by name.
        left_out_by: the lists that leave it out in pregnancy.
        used_for: what its school uses it for; no claim of ours.
        cautions: what to heed at it with this person.
    """

    point: Point
    location: Sentence
    along: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    classes: tuple[Sentence, ...]
    flags: tuple[Sentence, ...]
    left_out_by: tuple[PregnancyList, ...]
    used_for: tuple[Sentence, ...]
    cautions: Cautions


def opened(
    point: Point, background: Background | None = None, *techniques: Technique
) -> OpenedPoint:
    """Everything known of a point; pure.

    Args:
        background: what is known of the person; without it, what holds of everybody.
        techniques: what is done there; needles unless told otherwise.
    """
    return OpenedPoint(
        point=point,
        location=location(point),
        along=tuple(_along(each) for each in point.stations),
        notes=tuple(_notes(point)),
        classes=tuple(Sentence(f"point.class.{each}") for each in point.classes),
        flags=tuple(_flags(point)),
        left_out_by=lists_naming(point.code),
        used_for=tuple(
            Sentence("point.used", {"what": Sentence(f"point.used_for.{each}")})
            for each in point.used_for
        ),
        cautions=point_cautions(point, background or Background(), *techniques),
    )


def _along(station: Station) -> Sentence:
    return Sentence(
        "point.station" if station.exact else "point.station_about",
        {
            "segment": Sentence(f"point.region.{station.segment}"),
            "cun": station.cun,
            "of": station.length_cun,
        },
    )


def _notes(point: Point) -> Iterator[Sentence]:
    yield from (Sentence(f"point.note.{each}") for each in point.notes)
    alike = said_alike(point)
    if alike:
        yield Sentence("point.same_place", {"others": ", ".join(alike)})
    others = dict.fromkeys(
        other.code
        for having in shared_names().values()
        if point in having
        for other in having
        if other != point
    )
    if others:
        yield Sentence("point.shared_name", {"others": ", ".join(others)})


def _flags(point: Point) -> Iterator[Sentence]:
    """What is told by name is not told again by its kind."""
    for flag in sorted(flags_of(point) - {PointFlag.BESIDE, PointFlag.VESSEL}):
        yield Sentence(f"point.flag.{flag}")
    for structure in point.near:
        yield Sentence("point.beside", {"what": Sentence(f"point.near.{structure}")})
