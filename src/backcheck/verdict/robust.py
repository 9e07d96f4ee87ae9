"""Does the answer hold? Whether another duration, another belief beforehand, one rating less or a
week less would have made another verdict.                       docs/model.md, "Does it hold?"
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from .alternatives import (
    NEUTRAL,
    Alternative,
    other_priors,
    without_last_week,
    without_one_rating,
)
from .assessment import Assessment
from .rules import Verdict, too_few_days


class DependsOn(StrEnum):
    """What a verdict may depend on."""

    DURATION = "duration"  # how long the pain is said to have lasted
    BELIEF = "belief"  # what one believes of the treatment beforehand
    LAST_WEEK = "last_week"
    ONE_RATING = "one_rating"


@dataclass(frozen=True, slots=True)
class Robustness:
    """A verdict and what would have been said otherwise.

    ``priors`` are all strata with all stances, the answer's own first; ``last_week`` is None where
    no rating would be left; ``ratings`` are those single ratings without which the verdict would
    be another, in the order of time, of the ``ratings_tried`` that were left out in turn.
    """

    verdict: Verdict
    priors: tuple[Alternative, ...]
    last_week: Alternative | None
    ratings: tuple[Alternative, ...]
    ratings_tried: int

    @property
    def depends_on(self) -> tuple[DependsOn, ...]:
        """What it depends on; nothing when it holds."""
        return tuple(reason for reason, others in self._by_reason() if others)

    @property
    def holds(self) -> bool:
        """Whether every alternative gives the same verdict."""
        return not self.depends_on

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Everything that was tried, but for the ratings without which nothing changes."""
        return (*self.priors[1:], *_there(self.last_week), *self.ratings)

    def others(self, reason: DependsOn) -> tuple[Alternative, ...]:
        """The alternatives of a reason that give another verdict."""
        return dict(self._by_reason())[reason]

    def _by_reason(self) -> list[tuple[DependsOn, tuple[Alternative, ...]]]:
        """What both together change, and neither alone, depends on both."""
        own = self.priors[0].stratum
        flips = [each for each in self.priors[1:] if each.verdict is not self.verdict]
        duration = [each for each in flips if each.stance == NEUTRAL]
        belief = [each for each in flips if each.stratum is own]
        both = flips if not duration and not belief else []
        week = [each for each in _there(self.last_week) if each.verdict is not self.verdict]
        return [
            (DependsOn.DURATION, tuple(duration or both)),
            (DependsOn.BELIEF, tuple(belief or both)),
            (DependsOn.LAST_WEEK, tuple(week)),
            (DependsOn.ONE_RATING, self.ratings),
        ]


def robustness(assessment: Assessment) -> Robustness | None:
    """What the verdict depends on; None where there is too little to judge anything by.

    Some forty runs where the answer needs one: asked for, never by the way.
    """
    diary, verdict = assessment.diary, assessment.verdict
    if assessment.answers.effect is None:
        return None
    if too_few_days(diary) and verdict is not Verdict.WORSE:
        return None
    return Robustness(
        verdict=verdict,
        priors=tuple(other_priors(diary)),
        last_week=without_last_week(diary),
        ratings=tuple(without_one_rating(diary, verdict)),
        ratings_tried=len(diary.readings),
    )


def _there(found: Alternative | None) -> Iterable[Alternative]:
    return () if found is None else (found,)
