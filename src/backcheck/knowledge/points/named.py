"""Finding a point by what somebody types: a code, pinyin with or without tones, characters."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from backcheck.knowledge.sentence import Sentence

from .point import Point
from .points import COUNTS
from .spelling import as_code, bare, toned
from .tung import all_points

_HOW_MANY = 4
_HOW_NEAR = 0.6
_CHARACTERS_NEAR = 0.5  # one character of two


class UnknownPoint(LookupError):
    """Nothing is called so; ``nearest`` are the points whose names come closest."""

    def __init__(self, typed: str, nearest: tuple[Point, ...], said: Sentence):
        self.typed, self.nearest, self.said = typed, nearest, said
        like = f"; did you mean {_choices(nearest)}?" if nearest else ""
        super().__init__(f"no point is called {typed!r}{like}")


class AmbiguousPoint(LookupError):
    """Several points are called so; ``choices`` are all of them."""

    def __init__(self, typed: str, choices: tuple[Point, ...]):
        self.typed, self.choices = typed, choices
        self.said = Sentence("point.ambiguous", {"typed": typed, "choices": _choices(choices)})
        super().__init__(f"{typed!r} is the name of {_choices(choices)}: write the code")


@dataclass(frozen=True, slots=True)
class _Names:
    toned: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]


def named(text: str) -> Point:
    """The point that is called so, in any list.

    Args:
        text: a code ("ST36", "st 36", "Du4", "22.05"), pinyin ("zusanli", "Zú Sān Lǐ") or
            characters ("足三里"). Tones, when typed, choose among names that sound alike.

    Raises:
        AmbiguousPoint: several points are called so.
        UnknownPoint: none is; with the nearest.
    """
    coded = as_code(text)
    if coded is not None:
        return _numbered(text, *coded)
    names = _names()
    found = names.toned.get(toned(text)) or names.bare.get(bare(text))
    if not found:
        nearest = _nearest(bare(text))
        raise UnknownPoint(text, nearest, _said_unknown(text, nearest))
    if len(found) > 1:
        raise AmbiguousPoint(text, _in_order(found))
    return all_points()[min(found)]


def _numbered(text: str, channel: str, number: int) -> Point:
    """The point of a channel, or how many the channel has.

    A national list's own number (GV29) stands among the other codes.
    """
    found = all_points().get(f"{channel}{number}")
    other = _names().bare.get(bare(f"{channel}{number}"))
    if found is None and other:
        return all_points()[min(other)]
    if found is None:
        count = COUNTS[channel]
        last = all_points()[f"{channel}{count}"]
        said = Sentence("point.unknown_number", {"typed": text, "last": last.code})
        raise UnknownPoint(text, (last,), said)
    return found


def shared_names() -> Mapping[str, tuple[Point, ...]]:
    """Names without tones that several points have, with those points."""
    return {
        name: _in_order(codes) for name, codes in sorted(_names().bare.items()) if len(codes) > 1
    }


@cache
def _names() -> _Names:
    with_tones: defaultdict[str, set[str]] = defaultdict(set)
    without: defaultdict[str, set[str]] = defaultdict(set)
    for point in all_points().values():
        for name in names_of(point):
            without[bare(name)].add(point.code)
            if toned(name) != bare(name):
                with_tones[toned(name)].add(point.code)
    return _Names(
        {name: frozenset(codes) for name, codes in with_tones.items()},
        {name: frozenset(codes) for name, codes in without.items()},
    )


def names_of(point: Point) -> tuple[str, ...]:
    """Everything a point is called, codes first."""
    own = (point.code, *point.other_codes, point.pinyin, point.tone_marks, point.characters)
    return tuple(name for name in (*own, *point.other_names) if name)


def _nearest(key: str) -> tuple[Point, ...]:
    names = _names().bare
    begin = sorted(name for name in names if key and name.startswith(key))
    how_near = _HOW_NEAR if key.isascii() else _CHARACTERS_NEAR
    like = difflib.get_close_matches(key, names, _HOW_MANY, how_near)
    codes = [code for name in (*begin, *like) for code in sorted(names[name])]
    return tuple(all_points()[code] for code in dict.fromkeys(codes))[:_HOW_MANY]


def _said_unknown(text: str, nearest: tuple[Point, ...]) -> Sentence:
    if not nearest:
        return Sentence("point.unknown", {"typed": text})
    return Sentence("point.unknown_nearest", {"typed": text, "choices": _choices(nearest)})


def _in_order(codes: frozenset[str]) -> tuple[Point, ...]:
    return tuple(point for code, point in all_points().items() if code in codes)


def _choices(found: tuple[Point, ...]) -> str:
    return ", ".join(f"{point.code} ({point.characters or point.pinyin})" for point in found)
