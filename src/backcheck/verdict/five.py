"""The five sentences a patient needs: what changed, what would have happened anyway, what can't be
known, how often we are wrong, what happens next."""

from __future__ import annotations

from backcheck.knowledge.natural_course import ToldCourse, natural_course
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.thresholds import thresholds

from .answers import Answers
from .because import points
from .course import Stratum
from .diary import Diary, open_flag, pain_lasted_days
from .rules import NextStep, Verdict, too_few_days

_TOLD_WITHOUT_A_DAY = {
    Stratum.ACUTE: "acute",
    Stratum.PERSISTENT: "persistent",
    Stratum.OVER_A_YEAR: "over_a_year",
}


def five_sentences(
    diary: Diary, found: Answers, stratum: Stratum, verdict: Verdict, step: NextStep
) -> tuple[Sentence, ...]:
    """In the order in which they are read."""
    return (
        _changed(diary, found),
        _anyway(diary, stratum),
        Sentence("five.cannot_know"),
        _wrong(verdict),
        _next(diary, step),
    )


def _changed(diary: Diary, found: Answers) -> Sentence:
    sure = thresholds().worse.prob
    if found.change is None or not diary.visits or too_few_days(diary):
        return Sentence("five.changed.unknown")
    change = found.change
    if change.p_worse >= sure:
        return Sentence("five.changed.worse", points(change.points))
    if change.p_one_point >= thresholds().better.points_prob:
        return Sentence("five.changed.better", points(change.points))
    return Sentence("five.changed.unclear", points(change.points))


def _anyway(diary: Diary, stratum: Stratum) -> Sentence:
    told = told_course(pain_lasted_days(diary), stratum)
    if told is None:
        return Sentence("five.anyway.unknown")
    return Sentence(f"five.anyway.{told.id}", {"fall": told.fall_points, "count": int(told.weeks)})


def told_course(lasted_days: float | None, stratum: Stratum) -> ToldCourse | None:
    """The published course that fits how long the pain has lasted; None when nobody knows.

    Where only the stratum is known, the longest-lasting of its published groups is told.
    """
    if lasted_days is None:
        key = _TOLD_WITHOUT_A_DAY.get(stratum)
        return None if key is None else natural_course()[key]
    fitting = [t for t in natural_course().values() if t.from_days <= lasted_days < t.to_days]
    return fitting[0] if fitting else None


def _wrong(verdict: Verdict) -> Sentence:
    """How often this verdict is wrong; for the undecided ones, how often "helping" would be."""
    name, rates = verdict.value.lower(), thresholds().error_rates
    if name not in rates:
        usual, ours = rates["two_points_or_30_percent"], rates["probably_helping"]
        return Sentence(
            "five.wrong.otherwise", {"low": usual.least, "high": usual.worst, "ours": ours.worst}
        )
    parameters = {"low": rates[name].least, "high": rates[name].worst}
    if verdict is Verdict.WORSE:
        parameters["found"] = thresholds().found_rates[name].found_fraction
    return Sentence(f"five.wrong.{name}", parameters)


def _next(diary: Diary, step: NextStep) -> Sentence:
    flag = open_flag(diary)
    if step is NextStep.REFER and flag is not None:
        return Sentence(f"five.next.refer.{flag.level.value}")
    return Sentence(f"five.next.{step.value.lower()}")
