"""Which numbers a clinic may set. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

NUMBER_LETTERS = 30
_NUMBER = re.compile(r"[+*]?\d(?:[ -]?\d){2,14}", re.ASCII)  # as it is typed and read


class LineKind(StrEnum):
    """What a number is for."""

    EMERGENCY = "emergency"
    OUT_OF_HOURS = "out_of_hours"


@dataclass(frozen=True, slots=True)
class Line:
    """A number as the clinic wrote it; ``dial`` is what a telephone takes."""

    kind: LineKind
    number: str

    @property
    def dial(self) -> str:
        """The number without blanks and hyphens."""
        return self.number.replace(" ", "").replace("-", "")


def can_be_dialled(number: str) -> bool:
    """Whether a telephone can dial it: 3 to 15 digits, apart by single blanks or hyphens."""
    return _NUMBER.fullmatch(number) is not None
