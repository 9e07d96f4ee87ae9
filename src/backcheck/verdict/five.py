"""The five sentences a patient needs: what changed, what would have happened anyway, what can't be
known, how often we are wrong, what happens next."""

from __future__ import annotations

from backcheck.knowledge.how_often_wrong import how_often_wrong
from backcheck.knowledge.natural_course import ToldCourse, natural_course
from backcheck.knowledge.response import response
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.thresholds import thresholds

from .answers import Answers
from .because import points
from .course import Stratum
from .diary import Diary, closed_at, open_flag, pain_lasted_days
from .rules import NextStep, Verdict, at_the_limit, too_few_days

_SIGN_OF_THE_COHORTS = "pain"


def five_sentences(
    diary: Diary, found: Answers, stratum: Stratum, verdict: Verdict, step: NextStep
) -> tuple[Sentence, ...]:
    """In the order in which they are read."""
    return (
        _changed(diary, found, verdict),
        _anyway(diary, stratum),
        Sentence("five.cannot_know"),
        _wrong(verdict),
        _next(diary, found, step),
    )


def _changed(diary: Diary, found: Answers, verdict: Verdict) -> Sentence:
    change = found.change
    if change is not None and verdict is Verdict.WORSE:
        return Sentence("five.changed.worse", points(change.points))
    if change is None or not diary.visits or too_few_days(diary):
        return Sentence("five.changed.unknown")
    better = change.p_one_point >= thresholds().better.points_prob
    return Sentence(f"five.changed.{'better' if better else 'unclear'}", points(change.points))


def _anyway(diary: Diary, stratum: Stratum) -> Sentence:
    if diary.sign.id != _SIGN_OF_THE_COHORTS:
        return Sentence("five.anyway.other_sign", {"sign": diary.sign.id})
    told = told_courses(pain_lasted_days(diary), stratum)
    if not told:
        return Sentence("five.anyway.unknown")
    falls, weeks = sorted(course.fall_points for course in told), int(told[0].weeks)
    if len(told) > 1:
        return Sentence("five.anyway.between", {"low": falls[0], "high": falls[-1], "count": weeks})
    return Sentence(f"five.anyway.{told[0].id}", {"fall": falls[0], "count": weeks})


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


def _wrong(verdict: Verdict) -> Sentence:
    """How often this verdict is wrong; for the undecided ones, how often "helping" would be."""
    name, rates = verdict.value.lower(), how_often_wrong().error_rates
    if name not in rates:
        usual, ours = rates["two_points_or_30_percent"], rates["probably_helping"]
        return Sentence(
            "five.wrong.otherwise", {"low": usual.least, "high": usual.worst, "ours": ours.worst}
        )
    parameters = {"low": rates[name].least, "high": rates[name].worst}
    if verdict is Verdict.WORSE:
        parameters["found"] = how_often_wrong().found_rates[name].found_fraction
    return Sentence(f"five.wrong.{name}", parameters)


def _next(diary: Diary, found: Answers, step: NextStep) -> Sentence:
    flag = open_flag(diary)
    if step is NextStep.REFER and flag is not None:
        return Sentence(f"five.next.refer.{flag.level.value}")
    if closed_at(diary) is not None:
        return Sentence("five.next.closed")
    if step is NextStep.ADJUST and found.effect is None:
        return Sentence("five.next.start_rating")
    if step is NextStep.CONTINUE and _agreement_is_used_up(diary, found):
        return Sentence("five.next.new_agreement")
    return Sentence(f"five.next.{step.value.lower()}")


def _agreement_is_used_up(diary: Diary, found: Answers) -> bool:
    done = found.effect is not None and found.effect.forecast.visits_left == 0
    return done or at_the_limit(diary)
