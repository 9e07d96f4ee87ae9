"""Who stops giving readings, and when: people leave once they are better, or worse."""

from __future__ import annotations

from dataclasses import dataclass

from .normal import Array

_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Leaving:
    """Points by which a week's mean lies below or above that of the first week when the person
    leaves; 0 is never."""

    better_points: float
    worse_points: float


def days_stayed(leaving: Leaving, felt: Array, earliest: int) -> int:
    """For how many days somebody stays.

    Args:
        leaving: what makes them leave.
        felt: the pain of each day, one a day, points.
        earliest: the first day that can be the last, its index.
    """
    first = felt[:_WEEK_DAYS].mean()
    for day in range(max(earliest, _WEEK_DAYS), len(felt)):
        better = first - felt[day + 1 - _WEEK_DAYS : day + 1].mean()
        if 0.0 < leaving.better_points <= better or 0.0 < leaving.worse_points <= -better:
            return day + 1
    return len(felt)
