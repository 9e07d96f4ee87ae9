"""The five sentences a patient needs: what changed, what would have happened anyway, what can't be
known, how often we are wrong, what happens next."""

from __future__ import annotations

from backcheck.knowledge.how_often_wrong import how_often_wrong
from backcheck.knowledge.scenarios import scenarios
from backcheck.knowledge.sentence import Parameter, Sentence
from backcheck.knowledge.thresholds import thresholds

from .answers import Answers, Change
from .anyway import anyway
from .because import coverage
from .course import Stratum
from .diary import Diary, closed_at, open_flag
from .rules import NextStep, Verdict, at_the_limit, too_few_days


def five_sentences(
    diary: Diary, found: Answers, stratum: Stratum, verdict: Verdict, step: NextStep
) -> tuple[Sentence, ...]:
    """In the order in which they are read."""
    told = not too_few_days(diary) or verdict is Verdict.WORSE  # only that is said on so few
    return (
        _changed(diary, found if told else None, verdict),
        anyway(diary, found if told else None, stratum),
        Sentence("five.cannot_know"),
        _wrong(verdict),
        _next(diary, found, step),
    )


def _changed(diary: Diary, found: Answers | None, verdict: Verdict) -> Sentence:
    if not diary.visits:
        need = int(thresholds().enough.days_before)
        rated = diary.days_rated_before()
        return Sentence("five.changed.not_begun", {"count": rated, "needed": need})
    if found is None or found.change is None or found.effect is None:
        return Sentence("five.changed.unknown")
    change, effect = found.change, found.effect
    return Sentence(
        f"five.changed.{_direction(change, verdict)}",
        {
            "sign": diary.sign.id,
            "scale": _scale(diary, change),
            "change": change.points.mean,
            "between": (change.points.low, change.points.high),
            "beyond": effect.points.mean,
            "beyond_between": (effect.points.low, effect.points.high),
            "coverage": coverage(),
            "fraction": thresholds().better.fraction,
        },
    )


def _scale(diary: Diary, change: Change) -> Sentence:
    """What the points are of; a measured sign is told from where to where in its own unit."""
    if diary.sign.transform is None:
        return Sentence("five.scale.rated")
    return Sentence("five.scale.measured", {"start": change.start, "level": change.level})


def _direction(change: Change, verdict: Verdict) -> str:
    """Better by a point may be sure where better by the agreed fraction is not."""
    if verdict is Verdict.WORSE:
        return "worse"
    rule = thresholds().better
    if change.p_one_point < rule.points_prob:
        return "unclear"
    return "better" if change.p_real >= rule.fraction_prob else "probably_better"


def _wrong(verdict: Verdict) -> Sentence:
    """How often this verdict is wrong, of courses that were judged once, after all their visits."""
    measured, name = how_often_wrong(), verdict.value.lower()
    parameters: dict[str, Parameter] = {"visits": int(scenarios().design.planned_visits)}
    if verdict is Verdict.BETTER_CAUSE_UNCLEAR:
        said = measured.said_rates[name]
        parameters |= {
            "low_nothing": said.least_of_nothing,
            "high_nothing": said.most_of_nothing,
            "low_helped": said.least_of_helped,
            "high_helped": said.most_of_helped,
        }
        return Sentence("five.wrong.better_cause_unclear", parameters)
    rate = measured.error_rates[name]
    parameters |= {"low": rate.least, "high": rate.worst}
    if verdict is Verdict.WORSE:
        parameters["found"] = measured.found_rates[name].found_fraction
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
    if step is NextStep.ADJUST and _agreement_is_used_up(diary, found):
        return Sentence("five.next.adjust_new_agreement")
    return Sentence(f"five.next.{step.value.lower()}")


def _agreement_is_used_up(diary: Diary, found: Answers) -> bool:
    done = found.effect is not None and found.effect.forecast.visits_left == 0
    return done or at_the_limit(diary)
