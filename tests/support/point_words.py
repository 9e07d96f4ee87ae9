"""The sentences of the points whose id ends in the name of something."""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.knowledge.points.flags import PointFlag
from backcheck.knowledge.points.location import location
from backcheck.knowledge.points.opened import opened
from backcheck.knowledge.points.place import Part
from backcheck.knowledge.points.tung import all_points
from backcheck.knowledge.sentence import Sentence


def said_of_points() -> set[str]:
    """All of them, for the points of this release."""
    return {
        *(key for point in all_points().values() for key in _ids(location(point))),
        *(key for point in all_points().values() for said in _opened(point.code) for key in said),
        *(f"point.part.{part}" for part in Part),
        *(f"point.flag.{flag}" for flag in PointFlag),
        *(f"point.{key}" for key in ("ambiguous", "unknown", "unknown_nearest")),
        "point.unknown_number",
    }


def _opened(code: str) -> Iterator[Iterator[str]]:
    known = opened(all_points()[code])
    for said in (*known.along, *known.notes, *known.classes, *known.flags, *known.used_for):
        yield _ids(said)


def _ids(said: Sentence) -> Iterator[str]:
    """Its id and those of the sentences it holds."""
    yield said.id
    for held in said.parameters.values():
        if isinstance(held, Sentence):
            yield from _ids(held)
