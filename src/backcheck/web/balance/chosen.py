"""A painful place by plain choices, as the address carries it: side:level:line:onward."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.knowledge.balance.body import LOW_BACK
from backcheck.knowledge.balance.lineage import Line
from backcheck.knowledge.balance.pain import Side
from backcheck.knowledge.balance.place import Place
from backcheck.knowledge.balance.saying import level_said, line_said
from backcheck.knowledge.sentence import Sentence
from backcheck.web.kit.words import words

from .said import said

LEVELS = (*LOW_BACK, "buttock", "hip", "thigh", "knee", "lower_leg", "ankle", "foot")
LINES = (
    Line.SPINE,
    Line.INNER,
    Line.OUTER,
    Line.SIDE,
    Line.DEEP,
    Line.FRONT,
    Line.BACK,
    Line.INSIDE_FRONT,
    Line.INSIDE_MIDDLE,
    Line.INSIDE_BACK,
)
SIDES = (Side.RIGHT, Side.LEFT, Side.BOTH)
FRONT = "front"
# How far it runs on: each goes over all that lies above it.
_DOWN = ("buttock", "thigh", "lower_leg", "foot")
ONWARD = (*_DOWN, FRONT)


class NoSuchPlace(ValueError):
    """What stands in an address is no place."""


@dataclass(frozen=True, slots=True)
class ChosenPlace:
    """One place as it was chosen; ``line`` and ``onward`` may be None. Of the spine the side is
    the middle, whatever was chosen."""

    side: Side
    level: str
    line: Line | None
    onward: str | None

    @property
    def code(self) -> str:
        """As the address carries it."""
        line = "" if self.line is None else self.line.value
        return f"{self.side.value}:{self.level}:{line}:{self.onward or ''}"

    def said(self) -> str:
        """In words."""
        parts = [said(Sentence(f"balance.where.{self.side.value}")), said(level_said(self.level))]
        if self.line is not None:
            parts.append(said(line_said(self.line)))
        if self.onward is not None:
            parts.append(words(f"page.points.onward_{self.onward}"))
        return ", ".join(parts)

    def places(self) -> Iterator[Place]:
        """The place itself, then those that it runs on to."""
        lines = () if self.line is None else (self.line,)
        yield Place(self.side, self.level, lines, words=self.said())
        if self.onward == FRONT:
            yield Place(self.side, self.level, (Line.FRONT,), words=self.said(), runs_on=True)
        elif self.onward is not None:
            for level in _DOWN[: _DOWN.index(self.onward) + 1]:
                if level != self.level:
                    yield Place(self.side, level, words=self.said(), runs_on=True)


def chosen(code: str) -> ChosenPlace:
    """The place of an address.

    Raises:
        NoSuchPlace: it is none.
    """
    parts = code.split(":")
    try:
        side, level, line, onward = parts
        found = ChosenPlace(Side(side), level, Line(line) if line else None, onward or None)
    except ValueError as error:
        raise NoSuchPlace(code) from error
    if level not in LEVELS or (found.onward is not None and found.onward not in ONWARD):
        raise NoSuchPlace(code)
    return found


def choice_of(side: str, level: str, line: str, onward: str) -> ChosenPlace:
    """The place of a form whose fields were each found valid."""
    is_midline = line == Line.SPINE.value
    told = Side.MIDDLE if is_midline else Side(side)
    return ChosenPlace(told, level, Line(line) if line else None, onward or None)
