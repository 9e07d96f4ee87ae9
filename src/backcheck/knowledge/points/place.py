"""Where a point lies, as a record: a landmark, so many cun from it, and how far to the side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """Which way the cun are counted from a landmark."""

    ABOVE = "above"
    BELOW = "below"
    BEHIND = "behind"
    ASIDE = "aside"  # to the side of it, away from the midline
    AROUND = "around"
    INSIDE_HAIR = "inside_hair"  # from a hairline into the hair
    PROXIMAL_OF_KNUCKLES = "proximal_of_knuckles"
    TOWARDS_WRIST = "towards_wrist"


class Part(StrEnum):
    """Where on the way between two landmarks."""

    MIDDLE = "middle"
    UPPER_THIRD = "upper_third"
    LOWER_THIRD = "lower_third"
    LATERAL_THIRD = "lateral_third"
    UPPER_QUARTER = "upper_quarter"
    LOWER_QUARTER = "lower_quarter"


@dataclass(frozen=True, slots=True)
class Place:
    """At a landmark, or ``part`` of the way between two.

    Attributes:
        at: the landmark, or the code of another point; both ends when there are two.
        way, cun: which way and how far from it; None is there itself.
        from_midline_cun: distance to the side; 0 is the midline, None is not known.
        line: an upright line of the body the point lies on, or ``from_line_cun`` beside.
    """

    at: tuple[str, ...]
    part: Part | None = None
    way: Way | None = None
    cun: float | None = None
    from_midline_cun: float | None = None
    line: str | None = None
    from_line_cun: float | None = None
