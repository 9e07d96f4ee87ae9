"""Reading a place from an entry of a file of points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.knowledge.reading import Reader

from .place import Part, Place, Way

_FARTHEST_CUN = 30.0
_WAYS = {f"{way.value}_cun": way for way in Way}
_KEYS = {"at", "between", "part", "line", "from_line_cun", "from_midline_cun", *_WAYS}


def read_place(
    reader: Reader, entry: Mapping[str, Any], place: str, key: str = "place"
) -> Place | None:
    """``key`` of an entry; absent is None: then the list doesn't say where it is."""
    given = entry.get(key)
    if given is None:
        return None
    if not isinstance(given, dict) or ("at" in given) == ("between" in given):
        reader.fault(place, f"{key} must be a table with either at or between")
        return None
    for unknown in sorted(set(given) - _KEYS):
        reader.fault(place, f"unknown key {unknown!r} in {key}")
    ways = [key for key in given if key in _WAYS]
    if len(ways) > 1 or (ways and "between" in given):
        reader.fault(place, f"{' and '.join(ways)} can't both be true of one place")
    between = "between" in given
    part = reader.choice(given, "part", place, [e.value for e in Part]) if between else None
    return Place(
        at=_ends(reader, given, place) if between else (reader.text(given, "at", place),),
        part=None if part is None else Part(part),
        way=_WAYS[ways[0]] if ways else None,
        cun=_cun(reader, given, ways[0], place) if ways else None,
        from_midline_cun=_cun(reader, given, "from_midline_cun", place),
        line=reader.text(given, "line", place) if "line" in given else None,
        from_line_cun=_cun(reader, given, "from_line_cun", place),
    )


def _ends(reader: Reader, given: Mapping[str, Any], place: str) -> tuple[str, ...]:
    ends = reader.texts(given, "between", place, at_least=2)
    if len(ends) != 2:
        reader.fault(place, "between must name two landmarks")
    return ends


def _cun(reader: Reader, given: Mapping[str, Any], key: str, place: str) -> float | None:
    if key not in given:
        return None
    return reader.number(given, key, place, 0.0, _FARTHEST_CUN)
