"""What is wrong with a course file: every fault with its line, its column and what to write."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

COLUMNS = ("course", "at", "event", "name", "value")
LINE, ROW = "line", "row"  # what a fault counts: the lines of a text, the rows of a table
_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``column`` is a column of the file, or ``header`` or ``file`` for all of it.

    ``counted``: what ``line`` counts, the lines of a text or the rows of a table; 0 is no one line.
    """

    line: int
    column: str
    message: str
    remedy: str
    counted: str = LINE

    @property
    def line_text(self) -> str:
        """The fault on one line, as a command prints it."""
        place = f"{self.counted} {self.line}, " if self.line else ""
        return f"{place}column {self.column}: {self.message}; {self.remedy}"


class CourseFileFaults(ValueError):
    """A course file that can't be used; ``faults`` holds all of it, in the order of lines."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(faults, key=_place))
        super().__init__("\n".join(fault.line_text for fault in self.faults))

    def __reduce__(self) -> tuple[type[CourseFileFaults], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # a worker process may hand it over


class Unreadable(ValueError):
    """One cell that can't be read: what is wrong with it, and what to write instead."""

    def __init__(self, message: str, remedy: str):
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message}; {remedy}")

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str]]:
        return type(self), (self.message, self.remedy)


def shown(text: str) -> str:
    """A cell as it may be echoed: quoted, cut short, nothing invisible left in it."""
    cut = text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 3] + "..."
    return '"' + "".join(map(_shown_character, cut)) + '"'


def breaks_lines(character: str) -> bool:
    """Whether a character controls the line or the screen rather than being written on it."""
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _shown_character(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def _place(fault: Fault) -> tuple[int, int]:
    known = fault.column in COLUMNS
    return fault.line, COLUMNS.index(fault.column) + 1 if known else 0
