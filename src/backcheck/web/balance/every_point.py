"""All points: the channels, and the points of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.knowledge.points.location import location
from backcheck.knowledge.points.point import CHANNELS, NO_CHANNEL, Point, PointList
from backcheck.knowledge.points.tung import all_points
from backcheck.web.kit.words import words

from .links import address
from .opened_page import channel_named, channel_or_school, in_label

TUNG = PointList.TUNG.value
LISTS = (*CHANNELS, NO_CHANNEL, TUNG)


@dataclass(frozen=True, slots=True)
class ListShown:
    """A channel, or the points outside the channels, with how many points there are."""

    code: str
    name: str
    count: int
    address: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class PointShown:
    """A point in a list."""

    code: str
    name: str
    characters: str
    location: str
    address: str


def lists(channel: str) -> Iterator[ListShown]:
    """Every list; ``channel`` is open."""
    for code in LISTS:
        name = words("page.points.channel_tung") if code == TUNG else channel_named(code)
        here = address("all", [("channel", code)])
        yield ListShown(code, name, len(_of(code)), here, code == channel)


def points_of(channel: str) -> tuple[PointShown, ...]:
    """The points of one list; none of a list that isn't there."""
    return tuple(
        PointShown(
            each.code,
            each.tone_marks or each.pinyin,
            each.characters,
            in_label(location(each)),
            address("point", code=each.code),
        )
        for each in _of(channel)
    )


def _of(code: str) -> tuple[Point, ...]:
    return tuple(each for each in all_points().values() if channel_or_school(each) == code)
