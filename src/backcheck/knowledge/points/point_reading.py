"""Reading the points of a file, one entry a point."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from backcheck.knowledge.reading import Reader, Table

from .place import Place
from .place_reading import read_place
from .point import CHANNELS, NO_CHANNEL, InPregnancy, Joint, Over, Point, PointList
from .segments import Segments
from .stations import Stations

CODE = re.compile(r"([A-Z]{2})\d{1,2}")
MIDLINE = ("GV", "CV")
_TEXTS = ("other_names", "other_codes", "classes", "near", "notes", "used_for")
_KEYS = (
    "channel",
    "pinyin",
    "tone_marks",
    "characters",
    "region",
    "place",
    "also",
    "related",
    "joint",
    "reckoned_cun",
    "over",
    "pregnancy",
    "needled",
    *_TEXTS,
)
Word = TypeVar("Word", bound=StrEnum)


def read_points(
    reader: Reader, kind: PointList, segments: Segments, before: Mapping[str, Point]
) -> Mapping[str, Point]:
    """Every point of a file, with its stations.

    Args:
        before: points of other files that a place of this one may be counted from.
    """
    entries = reader.table("points")
    found = {key: _point(reader, key, entry, kind, segments) for key, entry in entries.items()}
    reckoned = {
        key: reader.numbers(entry, "reckoned_cun", f"points.{key}")
        for key, entry in entries.items()
        if "reckoned_cun" in entry
    }
    stations = Stations(segments, {**before, **found}, reckoned)
    return {
        key: dataclasses.replace(point, stations=stations.of(point)) for key, point in found.items()
    }


def _point(reader: Reader, code: str, entry: Table, kind: PointList, segments: Segments) -> Point:
    place = f"points.{code}"
    reader.known_keys(entry, place, _KEYS)
    lists = {key: reader.texts(entry, key, place) if key in entry else () for key in _TEXTS}
    channel = _channel(reader, code, entry, kind)
    where = _on_midline(read_place(reader, entry, place), channel)
    return Point(
        code=code,
        channel=channel,
        list=kind,
        pinyin=reader.text(entry, "pinyin", place),
        tone_marks=_optional(reader, entry, "tone_marks", place),
        characters=_optional(reader, entry, "characters", place),
        region=_optional(reader, entry, "region", place),
        place=where,
        also=read_place(reader, entry, place, "also"),
        related=_related(reader, entry, place),
        joint=_joint(reader, entry, where, segments),
        stations=(),
        pregnancy=_one_of(reader, InPregnancy, entry, "pregnancy", place),
        over=reader.words(Over, entry, "over", place),
        needled=reader.truth(entry, "needled", place) if "needled" in entry else True,
        provenance=reader.provenance(entry, place),
        **lists,
    )


def _related(reader: Reader, entry: Table, place: str) -> Mapping[str, str]:
    given = entry.get("related", {})
    if not isinstance(given, dict):
        reader.fault(place, "related must be a table of codes")
        return {}
    return {how: reader.text(given, how, f"{place}.related") for how in given}


def _optional(reader: Reader, entry: Table, key: str, place: str) -> str:
    return reader.text(entry, key, place) if key in entry else ""


def _one_of(reader: Reader, kind: type[Word], entry: Table, key: str, place: str) -> Word | None:
    if key not in entry:
        return None
    return kind(reader.choice(entry, key, place, [each.value for each in kind]))


def _channel(reader: Reader, code: str, entry: Table, kind: PointList) -> str:
    """That of its code; a point of another list says it, or lies on none."""
    if kind is PointList.WHO:
        coded = CODE.fullmatch(code)
        if coded is None or coded[1] not in CHANNELS:
            reader.fault(f"points.{code}", "a point is called by its channel and a number")
            return NO_CHANNEL
        return coded[1]
    if "channel" not in entry:
        return NO_CHANNEL
    return reader.choice(entry, "channel", f"points.{code}", CHANNELS)


def _on_midline(where: Place | None, channel: str) -> Place | None:
    if where is None or channel not in MIDLINE:
        return where
    return dataclasses.replace(where, from_midline_cun=0.0)


def _joint(reader: Reader, entry: Table, where: Place | None, segments: Segments) -> Joint | None:
    """As the entry says, or that of the landmark it lies at."""
    said = _one_of(reader, Joint, entry, "joint", "points")
    if said is not None or where is None or where.way is not None or len(where.at) != 1:
        return said
    return segments.joint_of.get(where.at[0])
