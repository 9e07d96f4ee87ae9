"""Where a point lies, as a sentence built from its record: our own words, in every language.

Locations are labels (``wording.label``): the same for every reader. Names of landmarks stand once
in the catalogue; what the record doesn't hold isn't said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, reduce

from backcheck.knowledge.sentence import Parameter, Sentence

from .place import Place
from .point import Point, PointList
from .segments import ON_LIMBS, segments
from .tung import all_points

# Where the face of its limb tells points of one level apart.
LIMB_REGIONS = ("upper_arm", "elbow", "forearm", "wrist", "thigh", "knee", "lower_leg")
_LEVELS = {"vertebra": re.compile(r"[CTLS]\d{1,2}")}
_LEVELS |= {"foramen": re.compile(r"(S\d)_foramen"), "rib_space": re.compile(r"ICS(\d)")}


def location(point: Point) -> Sentence:
    """Where a point lies, for a label: region, place, and on which face of the limb."""
    if not point.region:
        return Sentence("point.nowhere")
    region = Sentence(f"point.region.{point.region}")
    said = [*_said_of(point)]
    if said:
        where = reduce(_and, said)
        return Sentence("point.location", {"region": region, "where": where})
    if point.place is None:
        return Sentence("point.location_unknown", {"region": region})
    return Sentence("point.location_only", {"region": region})


def _and(first: Sentence, then: Sentence) -> Sentence:
    return Sentence("point.and", {"first": first, "then": then})


def _said_of(point: Point) -> Iterator[Sentence]:
    if point.place is not None:
        yield from _said_of_place(point.place, point.region)
    if point.also is not None:
        yield from _said_of_place(point.also, point.region)
    for how, code in point.related.items():
        yield Sentence(f"point.related.{how}", {"code": code})
    if point.list is PointList.WHO and point.channel in ON_LIMBS and point.region in LIMB_REGIONS:
        yield Sentence(f"point.face.{segments().faces[point.channel].id}")


def _said_of_place(place: Place, region: str) -> Iterator[Sentence]:
    if place.part is not None:
        one, other = (landmark(each) for each in place.at)
        part = Sentence(f"point.part.{place.part}")
        yield Sentence("point.between", {"one": one, "other": other, "part": part})
    elif place.way is not None and place.cun is not None:
        counted: dict[str, Parameter] = {"cun": place.cun, "landmark": landmark(place.at[0])}
        yield Sentence(f"point.at.{place.way}", counted)
    elif place.at[0] != region:  # "Wrist: the wrist" says nothing more
        yield _named(place.at[0])
    yield from _said_of_side(place)


def _said_of_side(place: Place) -> Iterator[Sentence]:
    if place.line is not None:
        line = Sentence(f"point.line.{place.line}")
        if place.from_line_cun is None:
            yield Sentence("point.on_line", {"line": line})
        else:
            yield Sentence("point.from_line", {"cun": place.from_line_cun, "line": line})
    if place.from_midline_cun == 0.0:
        yield Sentence("point.on_midline")
    elif place.from_midline_cun is not None:
        yield Sentence("point.from_midline", {"cun": place.from_midline_cun})


def landmark(name: str) -> Parameter:
    """A landmark's name as a parameter: another point by its code, all others by a sentence."""
    return name if name in all_points() else _named(name)


def _named(name: str) -> Sentence:
    for kind, pattern in _LEVELS.items():
        found = pattern.fullmatch(name)
        if found is not None:
            return Sentence(f"point.landmark.{kind}", {"level": found[found.lastindex or 0]})
    return Sentence(f"point.landmark.{name}")


@cache
def _by_location() -> dict[str, tuple[str, ...]]:
    """Codes of points whose location is said with the same words, by what identifies them."""
    found: dict[str, list[str]] = {}
    for point in all_points().values():
        found.setdefault(repr(location(point)), []).append(point.code)
    return {said: tuple(codes) for said, codes in found.items()}


def said_alike(point: Point) -> tuple[str, ...]:
    """Codes of the other points that our words can't tell from this one."""
    alike = _by_location()[repr(location(point))] if point.region else ()
    return tuple(code for code in alike if code != point.code)
