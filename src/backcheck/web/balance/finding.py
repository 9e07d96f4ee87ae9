"""A point by what somebody types: found, or its choices, or what comes nearest."""

from __future__ import annotations

from dataclasses import dataclass

from backcheck.knowledge.points.location import location
from backcheck.knowledge.points.named import AmbiguousPoint, UnknownPoint, named
from backcheck.knowledge.points.point import Point
from backcheck.knowledge.sentence import Sentence

from .every_point import PointShown
from .links import Pairs, address
from .opened_page import in_label

MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class NotFound:
    """What to say instead of one point. ``status`` is that of the answer."""

    typed: str
    said: str
    choices: tuple[PointShown, ...]
    status: int


def find(typed: str, pairs: Pairs = ()) -> Point | NotFound:
    """The point that is called so, or what to write instead."""
    short = typed.strip()[:MOST_LETTERS]
    try:
        return named(short)
    except AmbiguousPoint as error:
        return _not_found(short, error.said, error.choices, pairs, 200)
    except UnknownPoint as error:
        return _not_found(short, error.said, error.nearest, pairs, 404)


def _not_found(
    typed: str, said: Sentence, found: tuple[Point, ...], pairs: Pairs, status: int
) -> NotFound:
    kept = list(pairs)
    choices = tuple(
        PointShown(
            each.code,
            each.tone_marks or each.pinyin,
            each.characters,
            in_label(location(each)),
            address("point", kept, each.code),
        )
        for each in found
    )
    return NotFound(typed, in_label(said), choices, status)
