"""The points: the 361 of the WHO standard and some outside the channels, by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from backcheck.knowledge.reading import Reader

from .point import Point, PointList, Segment
from .point_reading import read_points
from .segments import segments

WHO, EXTRA = "points/who.toml", "points/extra.toml"
COUNTS = {"LU": 11, "LI": 20, "ST": 45, "SP": 21, "HT": 9, "SI": 19, "BL": 67, "KI": 27}
COUNTS |= {"PC": 9, "TE": 23, "GB": 44, "LR": 14, "GV": 28, "CV": 24}


def read_who(text: str | None = None) -> Mapping[str, Point]:
    """Read who.toml (or ``text``): every point of every channel, in order.

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(WHO, text)
    found = read_points(reader, PointList.WHO, segments(), {})
    reader.exactly(
        "points", [f"{ch}{number + 1}" for ch, count in COUNTS.items() for number in range(count)]
    )
    reader.done()
    return found


def read_extra(text: str | None = None) -> Mapping[str, Point]:
    """Read extra.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(EXTRA, text)
    found = read_points(reader, PointList.EXTRA, segments(), who_points())
    reader.done()
    return found


@cache
def who_points() -> Mapping[str, Point]:
    """The 361, by code."""
    return read_who()


@cache
def points() -> Mapping[str, Point]:
    """The 361 and the extra points, by code."""
    return {**who_points(), **read_extra()}


def along(channel: str, segment: Segment, from_cun: float, to_cun: float) -> tuple[Point, ...]:
    """Points of a channel on a stretch of a segment, joints at its ends included.

    Args:
        channel: "LU" to "CV".
        segment: a part of a limb.
        from_cun, to_cun: the stretch, counted from the distal joint; either may be the larger.

    Returns:
        From distal to proximal. A point whose distance isn't known is not among them: see
        ``unplaced``.
    """
    low, high = sorted((from_cun, to_cun))
    found = [
        (station.cun, point)
        for point in points().values()
        if point.channel == channel
        and (station := point.on(segment)) is not None
        and low <= station.cun <= high
    ]
    return tuple(point for _, point in sorted(found, key=lambda each: each[0]))


def unplaced(channel: str, segment: Segment) -> tuple[Point, ...]:
    """Points of a channel on a segment of which nobody says how far along it they lie."""
    return tuple(
        point
        for point in points().values()
        if point.channel == channel and point.region == segment and not point.stations
    )


def in_region(channel: str, region: str) -> tuple[Point, ...]:
    """Points of a channel in a region ("hand", "foot", "wrist" ...), as its numbers run."""
    return tuple(
        point for point in points().values() if point.channel == channel and point.region == region
    )
