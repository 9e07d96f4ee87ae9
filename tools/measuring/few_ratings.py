"""Diaries with very few ratings, of people who don't get worse: how often are they called worse?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from backcheck.cli.many_courses import Part
from backcheck.verdict.answers import answers
from backcheck.verdict.course import Course, Rating, time_of
from backcheck.verdict.diary import diary_of
from backcheck.verdict.operating import one_of
from backcheck.verdict.rules import Verdict, verdict_of

from .spread import scenario_of

BEFORE, AFTER, SPAN = (1, 2, 3), (3, 5, 7), ("at_once", "spread")
CASES = tuple(product(SPAN, BEFORE, AFTER))


def case_name(span: str, before: int, after: int) -> str:
    """The key of a case."""
    return f"{span} {before} {after}"


def called_worse(part: Part) -> list[list[str]]:
    """For each course of a part the cases in which it is called worse."""
    scenario = scenario_of(part)
    courses = (one_of(scenario, part.seed, n).course for n in range(part.first, part.last))
    return [[case_name(*case) for case in CASES if _is_worse(course, *case)] for course in courses]


def _is_worse(course: Course, span: str, before: int, after: int) -> bool:
    diary = diary_of(thinned(course, span, before, after))
    return verdict_of(diary, answers(diary)) is Verdict.WORSE


def thinned(course: Course, span: str, before: int, after: int) -> Course:
    """The course with the last so many rated days before the first visit, and so many after it: the
    first ones, on the last of which it is judged, or as many spread evenly to the end."""
    first = diary_of(course).first_visit
    days = sorted({math.floor(e.at_days) for e in course.events if isinstance(e, Rating)})
    earlier = [day for day in days if day < math.floor(first)][-before:]
    later = [day for day in days if day >= math.floor(first)]
    if span == "spread" and len(later) > after:
        step = (len(later) - 1) / (after - 1)
        later = [later[round(step * number)] for number in range(after)]
    kept = {*earlier, *later[:after]}
    until = max(kept) + 1
    events = tuple(
        event
        for event in course.events
        if time_of(event) < until
        and not (isinstance(event, Rating) and math.floor(event.at_days) not in kept)
    )
    return replace(course, events=events)


def worse_counts(courses: Sequence[Sequence[str]]) -> dict[str, int]:
    """How many courses of a scenario are called worse in each case."""
    count = Counter(case for course in courses for case in course)
    return {case_name(*case): count[case_name(*case)] for case in CASES}
