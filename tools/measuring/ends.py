"""Courses judged at their end: what was said, and whether the intervals held the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backcheck.cli.many_courses import Part
from backcheck.stats.normal import Array
from backcheck.verdict.answers import Interval
from backcheck.verdict.diary import diary_of
from backcheck.verdict.operating import Outcome, one_of, outcome
from backcheck.verdict.usual_rules import visit_days, weeks

from .spread import scenario_of

_WEEK_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class End:
    """One course; the falls are what the usual rules go by, points, None where unknown."""

    outcome: Outcome
    visit_fall: float | None
    week_fall: float | None

    @property
    def p_helping(self) -> float:
        """P(E >= 1) under the neutral prior; 0 when it could not be computed."""
        effect = self.outcome.answers.effect
        return 0.0 if effect is None else effect.p_helping["neutral"]


def ends_of(part: Part) -> list[End]:
    """The courses of a part."""
    scenario = scenario_of(part)
    return [_end(part, scenario, number) for number in range(part.first, part.last)]


def _end(part: Part, scenario: Any, number: int) -> End:
    simulated = one_of(scenario, part.seed, number)
    diary = diary_of(simulated.course)
    falls = (
        None if pair is None else pair[0] - pair[1]
        for pair in (visit_days(diary), weeks(diary, _WEEK_DAYS))
    )
    return End(outcome(simulated), *falls)


def covered(ends: Sequence[End]) -> dict[str, int]:
    """Of how many courses the 90 % interval of the effect, and of the change, holds the truth."""
    effect = change = 0
    for end in ends:
        said = end.outcome.answers
        if said.effect is not None and _holds(said.effect.points, end.outcome.effect_points):
            effect += 1
        if said.change is not None and _holds(said.change.points, end.outcome.change_points):
            change += 1
    return {"effect": effect, "change": change}


def _holds(interval: Interval, truth: float) -> bool:
    return interval.low <= truth <= interval.high


def scores_of(ends: Sequence[End]) -> dict[str, Array]:
    """What "helping" could be said by, one number a course: ours, and the usual rules'."""

    def fall(value: float | None) -> float:
        return -np.inf if value is None else value

    return {
        "model": np.array([end.p_helping for end in ends]),
        "visit_fall": np.array([fall(end.visit_fall) for end in ends]),
        "week_fall": np.array([fall(end.week_fall) for end in ends]),
    }
