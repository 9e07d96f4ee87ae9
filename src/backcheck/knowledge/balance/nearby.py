"""The points inside a zone: those of the standard, and those of Tung's or Tan's that are used."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.points.point import Joint, Point, Segment
from backcheck.knowledge.points.points import along, in_region, points

from .body import Stretch, belongs_to
from .lineage import Lineage, Use

_REGIONS = {"fingers": ("finger",), "toes": ("toe",), "chin": ("face",)}
_CHIN = ("CV24",)  # of the points of the face, the one on it


def points_of(by: tuple[str, ...], stretches: Iterable[Stretch]) -> tuple[Point, ...]:
    """Points of a channel on some stretches, each once; in the gap between two there are none."""
    if len(by) > 1:
        return ()
    found = {point.code: point for each in stretches for point in _on(by[0], each)}
    return tuple(point for point in found.values() if point.needled)


def _on(channel: str, stretch: Stretch) -> tuple[Point, ...]:
    if stretch.segment in list(Segment) and stretch.from_cun is not None:
        assert stretch.to_cun is not None
        return along(channel, Segment(stretch.segment), stretch.from_cun, stretch.to_cun)
    if stretch.segment in list(Joint):
        return _at_joint(channel, Joint(stretch.segment))
    if stretch.segment == "chin":
        return tuple(points()[code] for code in _CHIN)
    regions = _REGIONS.get(stretch.segment, (stretch.segment,))
    return tuple(point for region in regions for point in in_region(channel, region))


def _at_joint(channel: str, joint: Joint) -> tuple[Point, ...]:
    return tuple(
        point
        for point in points().values()
        if point.channel == channel and (point.joint is joint or point.region == joint.value)
    )


def uses_of(
    by: tuple[str, ...], level: str, stretches: Iterable[Stretch], lineage: Lineage
) -> tuple[Use, ...]:
    """Points of Tung's or Tan's on a channel, within stretches, that are used for such pain."""
    if len(by) > 1:
        return ()
    within = tuple(stretches)
    return tuple(
        use
        for use in lineage.uses
        if use.channel == by[0]
        and belongs_to(level) in use.for_parts
        and any(_is_on(use, each) for each in within)
    )


def uses_beside(level: str, lineage: Lineage) -> tuple[Use, ...]:
    """Those used for such pain by a school, whatever the tables say: no row stands behind them."""
    return tuple(use for use in lineage.uses if belongs_to(level) in use.for_parts)


def _is_on(use: Use, stretch: Stretch) -> bool:
    if use.part != stretch.segment:
        return False
    if use.at_cun is None or stretch.from_cun is None or stretch.to_cun is None:
        return True
    return stretch.from_cun <= use.at_cun <= stretch.to_cun
