"""A plan of diary and visits, as somebody asks about it before any data."""

from __future__ import annotations

from dataclasses import dataclass

from .course import Stratum

MOST_BASELINE_DAYS, MOST_VISITS, MOST_EVERY_DAYS, MOST_PAUSE_WEEKS = 90, 20, 14, 8
_WEEK_DAYS = 7


@dataclass(frozen=True, slots=True)
class Pause:
    """Weeks without a visit, after so many visits."""

    weeks: int
    after_visits: int


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """Weekly visits (but for a pause) after days of diary; a rating every so many days.

    ``gap_days`` replaces the week: the gaps between visits, over and over.
    """

    visits: int
    baseline_days: int
    every_days: int
    stratum: Stratum
    pause: Pause | None = None
    gap_days: tuple[int, ...] = (_WEEK_DAYS,)

    def __post_init__(self) -> None:
        if not 1 <= self.visits <= MOST_VISITS:
            raise ValueError(f"between 1 and {MOST_VISITS} visits")
        if not 0 <= self.baseline_days <= MOST_BASELINE_DAYS:
            raise ValueError(f"between 0 and {MOST_BASELINE_DAYS} days before the first visit")
        if not 1 <= self.every_days <= MOST_EVERY_DAYS:
            raise ValueError(f"a rating at least every {MOST_EVERY_DAYS} days")
        if self.pause is not None and not 0 < self.pause.after_visits < self.visits:
            raise ValueError("a pause lies between two visits")
        if self.pause is not None and not 1 <= self.pause.weeks <= MOST_PAUSE_WEEKS:
            raise ValueError(f"a pause of 1 to {MOST_PAUSE_WEEKS} weeks")

    def visit_days(self) -> list[int]:
        """The days of the visits, counted from the first day of the diary."""
        days = [self.baseline_days]
        for number in range(1, self.visits):
            gap = self.gap_days[(number - 1) % len(self.gap_days)]
            paused = self.pause is not None and number == self.pause.after_visits
            weeks = self.pause.weeks if paused and self.pause is not None else 0
            days.append(days[-1] + gap + weeks * _WEEK_DAYS)
        return days

    def rating_days(self) -> list[int]:
        """The days on which a rating is due, to the end of the week after the last visit."""
        return list(range(0, self.visit_days()[-1] + _WEEK_DAYS, self.every_days))

    def ratings_before(self) -> int:
        """How many of them lie before the first visit."""
        return len(range(0, self.baseline_days, self.every_days))
