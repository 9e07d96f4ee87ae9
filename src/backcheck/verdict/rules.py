"""The verdict and the next step: two lists of rules, the first that holds.  design: the answer."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from backcheck.knowledge.thresholds import thresholds

from .answers import Answers
from .course import FlagLevel
from .diary import Diary, agreement, also_started, closed_at, open_flag


class Verdict(StrEnum):
    """Does the treatment help this person?"""

    CANNOT_TELL_YET = "CANNOT_TELL_YET"
    WORSE = "WORSE"
    VERY_LIKELY_HELPING = "VERY_LIKELY_HELPING"
    PROBABLY_HELPING = "PROBABLY_HELPING"
    BETTER_CAUSE_UNCLEAR = "BETTER_CAUSE_UNCLEAR"
    LITTLE_SIGN_OF_HELP = "LITTLE_SIGN_OF_HELP"

    @property
    def is_helping(self) -> bool:
        """Whether it says that the treatment helps."""
        return self in (Verdict.VERY_LIKELY_HELPING, Verdict.PROBABLY_HELPING)


class NextStep(StrEnum):
    """What the agreement says is to be done now."""

    REFER = "REFER"
    STOP_AND_REASSESS = "STOP_AND_REASSESS"
    KEEP_MEASURING = "KEEP_MEASURING"
    FINISH = "FINISH"
    CONTINUE = "CONTINUE"
    ADJUST = "ADJUST"


NEEDS_A_DOCTOR = (FlagLevel.EMERGENCY, FlagLevel.SAME_DAY, FlagLevel.DOCTOR_FIRST)


class Chances(NamedTuple):
    """The probabilities that the rules of the verdict look at."""

    helping: float  # P(E >= 1) under the stance that is held
    sceptical: float  # P(E >= 1) under the sceptical one
    real: float  # P(D >= 30 % of b0)
    one_point: float  # P(D >= 1)
    worse: float  # P(D <= -1)


class Cuts(NamedTuple):
    """What P(E >= 1) is held against. A cut belongs to its prior."""

    very_likely: float
    probably: float
    little: float


def neutral_cuts() -> Cuts:
    """Those of the verdict."""
    rules = thresholds()
    return Cuts(
        rules.helping.very_likely_prob,
        rules.helping.probably_prob,
        rules.little.helping_below_prob,
    )


def verdict_of(diary: Diary, found: Answers) -> Verdict:
    """Rules 0 to 8, the first that holds."""
    change, effect = found.change, found.effect
    if change is None or effect is None:
        return Verdict.CANNOT_TELL_YET
    chances = Chances(
        helping=effect.p_helping["neutral"],
        sceptical=effect.p_helping["sceptical"],
        real=change.p_real,
        one_point=change.p_one_point,
        worse=change.p_worse,
    )
    return verdict_by(diary, chances, neutral_cuts())


def verdict_by(diary: Diary, chances: Chances, cuts: Cuts) -> Verdict:
    """Rules 1 to 8 on these probabilities, once there are ratings and a visit."""
    rules = thresholds()
    if _is_surely_worse(diary, chances.worse):
        return Verdict.WORSE
    if too_few_days(diary):
        return Verdict.CANNOT_TELL_YET
    if chances.worse >= rules.worse.probably_prob:
        return Verdict.WORSE
    if also_started(diary) is None and chances.helping >= cuts.probably:
        sure = chances.helping >= cuts.very_likely
        sceptic = chances.sceptical >= rules.helping.very_likely_sceptical_prob
        return Verdict.VERY_LIKELY_HELPING if sure and sceptic else Verdict.PROBABLY_HELPING
    better = chances.real >= rules.better.fraction_prob
    if better and chances.one_point >= rules.better.points_prob:
        return Verdict.BETTER_CAUSE_UNCLEAR
    if chances.helping < cuts.little and chances.real < rules.little.better_below_prob:
        return Verdict.LITTLE_SIGN_OF_HELP
    return Verdict.CANNOT_TELL_YET


def _is_surely_worse(diary: Diary, worse_prob: float) -> bool:
    """Rule 1: worse with high probability, on ratings from both sides of the first visit."""
    rule = thresholds().worse
    return (
        worse_prob >= rule.sure_prob
        and diary.days_rated_before() >= rule.days_before
        and diary.days_rated_after() >= rule.days_after
    )


def too_few_days(diary: Diary) -> bool:
    """Rule 2: too few rated days before or after the first visit."""
    need = thresholds().enough
    return (
        diary.days_rated_before() < need.days_before or diary.days_rated_after() < need.days_after
    )


def next_step_of(diary: Diary, found: Answers, verdict: Verdict) -> NextStep:
    """Rules 1 to 7, the first that holds. What can't be computed counts as not shown."""
    flag = open_flag(diary)
    if flag is not None and flag.level in NEEDS_A_DOCTOR:
        return NextStep.REFER
    if verdict is Verdict.WORSE:
        return NextStep.STOP_AND_REASSESS
    when, levels = agreement(), thresholds().levels
    if len(diary.visits) < when.first_look_visits:
        return NextStep.KEEP_MEASURING
    if found.change is not None and found.change.level_harm <= levels.finished_points:
        return NextStep.FINISH
    if at_the_limit(diary):
        sure = thresholds().better.fraction_prob
        better = found.change is not None and found.change.p_real >= sure
        return NextStep.CONTINUE if better else NextStep.STOP_AND_REASSESS
    return _by_success(diary, found, verdict)


def _by_success(diary: Diary, found: Answers, verdict: Verdict) -> NextStep:
    """Rules 6 and 7: the chance of success if continued."""
    when, levels = agreement(), thresholds().levels
    success = None if found.effect is None else found.effect.forecast.p_success_if_continued
    if success is not None and success < levels.stop_below_prob:
        return NextStep.STOP_AND_REASSESS
    if len(diary.visits) < when.decide_visits:
        return NextStep.KEEP_MEASURING
    if verdict.is_helping or (success is not None and success >= levels.continue_from_prob):
        return NextStep.CONTINUE
    return NextStep.ADJUST


def at_the_limit(diary: Diary) -> bool:
    """Whether the last visit or the last day of the agreement has come."""
    return len(diary.visits) >= agreement().last_visits or past_last_day(diary)


def past_last_day(diary: Diary) -> bool:
    """Whether the last day of the agreement came while the treatment went on."""
    ended = closed_at(diary)
    until = diary.on_days if ended is None else min(diary.on_days, ended)
    return until - diary.first_visit >= agreement().last_days
