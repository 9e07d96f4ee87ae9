"""Does the picture show the answer? The gap at its right edge against the effect of the answer."""

from __future__ import annotations

import sys

import numpy as np

from backcheck.stats.run import Reading
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Course, Event, PainSince, Rating, Stratum, Visit
from backcheck.verdict.picture import Picture, picture
from backcheck.verdict.posterior import SCALE_HIGH, SCALE_LOW

from .courses import drawn
from .table import table

COURSES = 200
_WEEK_DAYS, _POINTS = 7.0, 400
_JUST_AFTER_DAYS = 2e-4  # a visit a week before the edge belongs to that week


def random_course(seed: int) -> Course:
    """Course number ``seed`` as a file would hold it, with strata and floors in turn
    (``courses.drawn``); in every fourth there is a fortnight that nobody rated."""
    person = drawn(seed)
    rng = np.random.default_rng([7, seed])
    hole = float(rng.uniform(5.0, 40.0)) if seed % 4 == 1 else np.inf
    events: list[Event] = []
    for happening in person.happenings:
        if not isinstance(happening, Reading):
            events.append(Visit(happening.at_days))
        elif not hole <= happening.at_days < hole + 14.0:
            events.append(Rating(happening.at_days, "pain", happening.value))
    if person.stratum is not Stratum.MIXED:
        events.insert(0, PainSince(0.0, stratum=person.stratum))
    return Course(f"course {seed}", False, tuple(events))


def asked(seed: int) -> Assessment:
    """The answer: on the last day, in the middle of the course, or weeks later."""
    course = random_course(seed)
    last = max(event.at_days for event in course.events if isinstance(event, Rating))
    on_days = {2: 0.6 * last, 3: last + 20.0}.get(seed % 4)
    return assess(course, on_days)


def gap_of_last_week(found: Picture) -> float:
    """The mean gap of the two lines over the last week that is drawn, better is positive."""
    gap = np.array(found.anyway.mean) - np.array(found.usual.mean)
    if found.sign.higher_is_better:
        gap = -gap
    begin = found.end_days - _WEEK_DAYS + _JUST_AFTER_DAYS
    return float(np.mean(np.interp(np.linspace(begin, found.end_days, _POINTS), found.marks, gap)))


def difference(assessment: Assessment) -> float:
    """Picture minus answer, points."""
    found = picture(assessment)
    effect = assessment.answers.effect
    assert found is not None and effect is not None
    return gap_of_last_week(found) - effect.points.mean


def at_an_end(assessment: Assessment) -> bool:
    """Whether a fifth or more of the ratings lie at an end of the scale."""
    ends = [reading.harm in (SCALE_LOW, SCALE_HIGH) for reading in assessment.diary.readings]
    return sum(ends) >= 0.2 * len(ends)


def render() -> str:
    """Differences by kind of course."""
    answers = [asked(seed) for seed in range(COURSES)]
    found = np.abs([difference(answer) for answer in answers])
    ends = np.array([at_an_end(answer) for answer in answers])
    turn = np.arange(COURSES) % 4
    groups = [
        ("all", np.full(COURSES, True)),
        ("a fifth or more of the ratings at an end", ends),
        ("a fortnight without a rating", turn == 1),
        ("asked in the middle of the course", turn == 2),
        ("asked three weeks after the last rating", turn == 3),
    ]
    rows = [
        (name, int(held.sum()), f"{found[held].mean():.4f}", f"{found[held].max():.4f}")
        for name, held in groups
    ]
    return table(("courses", "how many", "mean difference, points", "largest"), rows)


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
