"""What would have happened anyway: what is published of others, and our own estimate."""

from __future__ import annotations

import math

from backcheck.knowledge.natural_course import ToldCourse, natural_course
from backcheck.knowledge.response import StratumPrior, response
from backcheck.knowledge.sentence import Sentence

from .answers import Answers
from .course import Stratum
from .diary import Diary, pain_lasted_days

_SIGN_OF_THE_COHORTS = "pain"
_DAYS_A_WEEK = 7.0


def anyway(diary: Diary, found: Answers | None, stratum: Stratum) -> Sentence:
    """What is published of others, and what our own estimate expected of this course.

    Args:
        diary: the course.
        found: the answers; None where no number is told yet.
        stratum: how long the pain had lasted.
    """
    ours = _expected(found, None)
    if diary.sign.id != _SIGN_OF_THE_COHORTS:
        return Sentence("five.anyway.other_sign", {"sign": diary.sign.id, "ours": ours})
    told = told_courses(pain_lasted_days(diary), stratum)
    if not told:
        return Sentence("five.anyway.unknown", {"ours": ours})
    falls, weeks = sorted(course.fall_points for course in told), int(told[0].weeks)
    if len(told) > 1:
        between = {"low": falls[0], "high": falls[-1], "count": weeks}
        return Sentence("five.anyway.between", {**between, "ours": ours})
    ours = _expected(found, told[0])
    return Sentence(f"five.anyway.{told[0].id}", {"fall": falls[0], "count": weeks, "ours": ours})


def _expected(found: Answers | None, told: ToldCourse | None) -> Sentence:
    """Change minus effect as both are shown, so that the three add up on the page."""
    if found is None or found.change is None or found.effect is None:
        return Sentence("five.expected.not_yet")
    change, effect = found.change.points.mean, found.effect.points.mean
    expected = round(round(change, 1) - round(effect, 1), 1)
    if expected == 0.0:
        return Sentence("five.expected.none")
    if expected < 0.0:
        return Sentence("five.expected.worse", {"expected": -expected})
    more = told is not None and _leans_to_more(told) and expected > told.fall_points
    return Sentence(f"five.expected.{'more' if more else 'better'}", {"expected": expected})


def _leans_to_more(told: ToldCourse) -> bool:
    """Whether the natural course that the model starts from falls further than the published one,
    which is on purpose: it errs against a false "helping"."""
    within, days = _stratum_of(told), told.weeks * _DAYS_A_WEEK
    falls = within.fast_mean_points * (1.0 - math.exp(-days / within.fast_days))
    falls += within.slow_mean_points * (1.0 - math.exp(-days / within.slow_days))
    return falls > told.fall_points


def _stratum_of(told: ToldCourse) -> StratumPrior:
    strata = response().strata.values()
    return next(each for each in strata if each.from_days <= told.from_days < each.to_days)


def told_courses(lasted_days: float | None, stratum: Stratum) -> list[ToldCourse]:
    """The published courses that fit how long the pain has lasted, none when nobody knows.

    Where only the stratum is known these are all that lie within it.
    """
    known = list(natural_course().values())
    if lasted_days is not None:
        return [course for course in known if course.from_days <= lasted_days < course.to_days]
    if stratum is Stratum.MIXED:
        return []
    bounds = response().strata[stratum.value]
    return [c for c in known if bounds.from_days <= c.from_days < bounds.to_days]
