"""A painful place, from words or from a painted body: side, level, line, distance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from .body import LOW_BACK
from .lineage import Line
from .pain import Side
from .phrases import Told, told
from .vocabulary import LEG_AS_A_WHOLE, Kind, Unit, Vocabulary, vocabulary

_LEG_DOWN = ("thigh", "knee", "lower_leg", "ankle", "foot", "toes")
_LEG_WHOLE = ("thigh", "lower_leg")


@dataclass(frozen=True, slots=True)
class Place:
    """One painful place.

    Attributes:
        side: None where nobody said it.
        level: one of ``body.LEVELS``.
        lines: round the trunk or the limb, as far as they were said.
        lateral_cun: from the middle of the spine; ``unit`` is what it was measured in, if in
            another.
        words: by which it was said; empty for a painted body.
        runs_on: whether it goes on from the place before it.
    """

    side: Side | None
    level: str
    lines: tuple[Line, ...] = ()
    lateral_cun: float | None = None
    unit: Unit | None = None
    words: str = ""
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """What a text tells: places, what it denies, and the words nobody understood."""

    places: tuple[Place, ...]
    denied: tuple[str, ...]
    not_understood: tuple[str, ...]


@dataclass(slots=True)
class _Growing:
    """A place while its words are read."""

    side: Side | None = None
    levels: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    lateral_cun: float | None = None
    unit: Unit | None = None
    words: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.words

    @property
    def is_only_a_side(self) -> bool:
        return not self.levels and not self.lines and self.lateral_cun is None


def heard(text: str, known: Vocabulary | None = None) -> Heard:
    """Read where it hurts. What isn't understood is given back, never guessed.

    Args:
        text: plain words, English or Hebrew, or both.
        known: the vocabulary; this release's unless given.
    """
    phrases = list(told(text, known or vocabulary()))
    growing = [_Growing()]
    for clause in _clauses(phrases):
        if Kind.ONWARD in clause[0].meaning or _begins_elsewhere(clause, growing[-1]):
            _begin(growing)
        for each in clause:
            _hear(each, growing)
    return Heard(
        places=_places([each for each in growing if not each.is_empty]),
        denied=tuple(e.words for e in phrases if e.denied and e.is_understood and not e.is_stop),
        not_understood=tuple(each.words for each in phrases if not each.is_understood),
    )


def _clauses(phrases: list[Told]) -> Iterator[list[Told]]:
    """What stands between stops, or begins with a word such as "into"; without what is denied."""
    clause: list[Told] = []
    for each in phrases:
        if (each.is_stop or Kind.ONWARD in each.meaning) and clause:
            yield clause
            clause = []
        if each.is_understood and not each.is_stop and not each.denied:
            clause.append(each)
    if clause:
        yield clause


def _begins_elsewhere(clause: list[Told], now: _Growing) -> bool:
    """Whether the first level of a clause is another place, so that all of it is about that one."""
    levels = [each.meaning[Kind.LEVEL] for each in clause if Kind.LEVEL in each.meaning]
    return bool(levels) and _is_elsewhere(levels[0], now)


def _begin(growing: list[_Growing]) -> None:
    if not growing[-1].is_only_a_side:
        growing.append(_Growing())


def _hear(each: Told, growing: list[_Growing]) -> None:
    meaning = each.meaning
    if Kind.ONWARD in meaning:
        return
    if Kind.LEVEL in meaning and _is_elsewhere(meaning[Kind.LEVEL], growing[-1]):
        _begin(growing)
    if Kind.SIDE in meaning and growing[-1].side not in (None, meaning[Kind.SIDE]):
        _begin(growing)
    now = growing[-1]
    now.words.append(each.words)
    if each.lateral_cun is not None:
        now.lateral_cun, now.unit = each.lateral_cun, each.unit
    elif Kind.LEVEL in meaning:
        now.levels.append(meaning[Kind.LEVEL])
    elif Kind.LINE in meaning:
        now.lines.append(Line(meaning[Kind.LINE]))
    elif Kind.SIDE in meaning:
        now.side = Side(meaning[Kind.SIDE])
    elif Kind.FROM_SPINE in meaning:
        now.lines.append(Line.SPINE)


def _is_elsewhere(level: str, now: _Growing) -> bool:
    """Another place than the one being told: a level of the low back only says it nearer."""
    if not now.levels:
        return False
    return not (level in LOW_BACK and all(each in LOW_BACK for each in now.levels))


def _places(growing: list[_Growing]) -> tuple[Place, ...]:
    """The places that were told; one without a side has that of the place before it, and what
    comes before any side has the first that is said."""
    side = next((each.side for each in growing if each.side is not None), None)
    places: list[Place] = []
    for at, each in enumerate(growing):
        side = each.side or side
        later = [level for after in growing[at + 1 :] for level in after.levels]
        before = [places[-1].level] if places else ["low_back"]
        for level in _levels(each.levels, later) if each.levels else before:
            places.append(_place(each, level, side, runs_on=bool(places)))
    return tuple(dict.fromkeys(places))


def _place(each: _Growing, level: str, side: Side | None, runs_on: bool) -> Place:
    found = Place(
        side=each.side or side,
        level=level,
        lines=tuple(dict.fromkeys(each.lines)),
        lateral_cun=each.lateral_cun,
        unit=each.unit,
        words=" ".join(each.words),
        runs_on=runs_on,
    )
    in_the_middle = Line.SPINE in found.lines and each.side is None
    return replace(found, side=Side.MIDDLE) if in_the_middle else found


def _levels(named: list[str], later: Iterable[str]) -> list[str]:
    """The levels meant: the nearest named of the low back, and of a whole leg the part reached."""
    nearer = [level for level in named if level != "low_back"]
    if "low_back" in named and any(level in LOW_BACK for level in nearer):
        named = nearer
    if LEG_AS_A_WHOLE not in named:
        return named
    reached = [level for level in later if level in _LEG_DOWN]
    whole = _LEG_DOWN[: _LEG_DOWN.index(reached[0])] if reached else _LEG_WHOLE
    return [*(level for level in named if level != LEG_AS_A_WHOLE), *whole]
