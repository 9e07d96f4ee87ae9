"""The points of Tung's tradition, and Tan's own, that the balance method uses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from backcheck.knowledge.reading import Reader

from .point import Point, PointList
from .point_reading import read_points
from .points import points
from .segments import segments

FILE = "points/tung.toml"


def read_tung(text: str | None = None) -> Mapping[str, Point]:
    """Read tung.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(FILE, text)
    found = read_points(reader, PointList.TUNG, segments(), points())
    reader.done()
    return found


@cache
def tung_points() -> Mapping[str, Point]:
    """By code ("22.05"); Tan's own are called TAN-JD and TAN-LIV."""
    return read_tung()


@cache
def all_points() -> Mapping[str, Point]:
    """Every point of every list, by code."""
    return {**points(), **tung_points()}
