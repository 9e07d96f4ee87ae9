"""Courses judged while they go on: after every visit from the third, the day before the next one.

A course is ended by the first look that says so. Four ways of looking: as it was agreed
(``verdict/looks.py``), after every visit from the third by the same rule, after visit four alone by
the same rule, and the clinician's: at visit four, the visit rule.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backcheck.cli.many_courses import Part
from backcheck.knowledge.thresholds import thresholds
from backcheck.verdict.answers import answers
from backcheck.verdict.course import Course
from backcheck.verdict.diary import agreement, diary_of
from backcheck.verdict.looks import is_look
from backcheck.verdict.operating import one_of
from backcheck.verdict.rules import NextStep, Verdict, next_step_of, verdict_of
from backcheck.verdict.usual_rules import usual_rules

from .spread import scenario_of

FIRST = 3
CLINICIAN_VISITS, CLINICIAN_RULE = 4, "two_points_or_30_percent"
WAYS = ("agreed", "every_visit", "visit_four", "visit_rule")
_ONCE = WAYS[2:]


@dataclass(frozen=True, slots=True)
class Look:
    """What was said after so many visits."""

    visits: int
    verdict: Verdict
    step: NextStep
    p_success: float | None
    visit_rule: bool | None

    @property
    def stops(self) -> bool:
        """Before the first look agreed on, the next step never stops: the same rule is used."""
        if self.visits >= agreement().first_look_visits:
            return self.step is NextStep.STOP_AND_REASSESS
        hopeless = self.p_success is not None and (
            self.p_success < thresholds().levels.stop_below_prob
        )
        return self.verdict is Verdict.WORSE or hopeless


@dataclass(frozen=True, slots=True)
class Looked:
    """All looks at one course; the last is at its end."""

    looks: tuple[Look, ...]
    effect_points: float

    def early(self, way: str) -> list[Look]:
        """The looks before the end."""
        before = self.looks[:-1]
        if way in _ONCE:
            return [look for look in before if look.visits == CLINICIAN_VISITS]
        return [look for look in before if way == "every_visit" or is_look(look.visits)]

    def seen(self, way: str) -> list[Look]:
        """The same and the end."""
        return [*self.early(way), self.looks[-1]]


def looked_at(part: Part) -> list[Looked]:
    """The courses of a part."""
    scenario, found = scenario_of(part), []
    for number in range(part.first, part.last):
        simulated = one_of(scenario, part.seed, number)
        found.append(Looked(tuple(_looks(simulated.course)), simulated.effect_points))
    return found


def _looks(course: Course) -> list[Look]:
    visits = diary_of(course).visits
    return [
        _look(course, number, math.floor(visits[number]) if number < len(visits) else None)
        for number in range(min(FIRST, len(visits)), len(visits) + 1)
    ]


def _look(course: Course, visits: int, on_days: float | None) -> Look:
    diary = diary_of(course, on_days)
    found = answers(diary)
    verdict = verdict_of(diary, found)
    return Look(
        visits=visits,
        verdict=verdict,
        step=next_step_of(diary, found, verdict),
        p_success=None if found.effect is None else found.effect.forecast.p_success_if_continued,
        visit_rule=usual_rules(diary)[CLINICIAN_RULE],
    )


def look_counts(courses: Sequence[Looked]) -> dict[str, Any]:
    """What became of the courses of a scenario, counted for each way of looking."""
    return {"n": len(courses), **{way: _way(way, courses) for way in WAYS}}


def _way(way: str, courses: Sequence[Looked]) -> dict[str, Any]:
    count: Counter[str] = Counter()
    for course in courses:
        ended = _ended(way, course)
        count["visits"] += course.looks[-1].visits if ended is None else ended.visits
        if ended is not None:
            count["stopped" if _stops(way, ended) else "finished"] += 1
        if way not in _ONCE:
            count.update(_ever(course.seen(way)))
    keys = ("visits", "stopped", "finished")
    ever = () if way in _ONCE else ("helping", "worse", "little", "told_to_stop")
    return {key: count[key] for key in (*keys, *ever)}


def _ended(way: str, course: Looked) -> Look | None:
    """The look that ends the course early; None when it goes on to its end."""
    ends = (look for look in course.early(way) if _stops(way, look) or _finishes(way, look))
    return next(ends, None)


def _stops(way: str, look: Look) -> bool:
    return look.visit_rule is False if way == "visit_rule" else look.stops


def _finishes(way: str, look: Look) -> bool:
    return way != "visit_rule" and look.step is NextStep.FINISH


def _ever(looks: Sequence[Look]) -> list[str]:
    """What is said at any of the looks, if nobody acts on it."""
    said = {
        "helping": any(look.verdict.is_helping for look in looks),
        "worse": any(look.verdict is Verdict.WORSE for look in looks),
        "little": any(look.verdict is Verdict.LITTLE_SIGN_OF_HELP for look in looks),
        "told_to_stop": any(look.stops for look in looks),
    }
    return [key for key, is_said in said.items() if is_said]


def success_said(courses: Sequence[Looked], visits: int) -> list[tuple[float, float]]:
    """The chance of success after so many visits, and the true effect at the end; of the courses
    that went on to the end agreed."""
    planned = agreement().planned_visits
    return [
        (look.p_success, course.effect_points)
        for course in courses
        for look in course.looks
        if look.visits == visits
        and look.p_success is not None
        and course.looks[-1].visits >= planned
    ]
