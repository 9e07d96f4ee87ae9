"""Why this verdict and this next step: the sentences, language apart."""

from __future__ import annotations

from backcheck.knowledge.sentence import Parameter, Sentence
from backcheck.knowledge.thresholds import thresholds

from .answers import Answers, Interval
from .diary import Diary, agreement, also_started, closed_at, open_flag
from .rules import NextStep, Verdict, at_the_limit, too_few_days


def because(diary: Diary, found: Answers, verdict: Verdict, step: NextStep) -> list[Sentence]:
    """The reasons for the verdict, then the reason for the next step."""
    reasons = [*_of_verdict(diary, found, verdict), *_points_of(diary)]
    return [*reasons, *_of_step(diary, found, verdict, step)]


def _points_of(diary: Diary) -> list[Sentence]:
    """What a point is where the sign is measured in a unit of its own."""
    measure = diary.sign.transform
    if measure is None or not diary.readings:
        return []
    ends = {"best": measure.best, "worst": measure.worst}
    return [Sentence("because.measured", {"sign": diary.sign.id, **ends})]


def _of_verdict(diary: Diary, found: Answers, verdict: Verdict) -> list[Sentence]:
    missing = _what_is_missing(diary)
    if missing is not None:
        return [missing]
    reasons = []
    if verdict is Verdict.WORSE:
        reasons.append(_worse(found))
    elif too_few_days(diary):
        return _too_few(diary)
    reasons += [_change(found), _effect(found)]
    if verdict is Verdict.VERY_LIKELY_HELPING:
        reasons.append(_sceptic(found, "because.sceptic_agrees"))
    if verdict is Verdict.PROBABLY_HELPING and _is_high(found):
        reasons.append(_sceptic(found, "because.sceptic_doubts"))
    other = also_started(diary)
    if other is not None and _would_be_helping(found):
        reasons.append(Sentence("because.also_started", {"what": other.what}))
    elif verdict is Verdict.BETTER_CAUSE_UNCLEAR:
        reasons.append(Sentence("because.could_be_anyway"))
    elif verdict is Verdict.CANNOT_TELL_YET:
        reasons.append(Sentence("because.undecided"))
    return reasons


def _what_is_missing(diary: Diary) -> Sentence | None:
    if not diary.visits:
        return Sentence("because.no_visit")
    if not diary.readings:
        return Sentence("because.no_rating", {"sign": diary.sign.id})
    return None


def _too_few(diary: Diary) -> list[Sentence]:
    need, reasons = thresholds().enough, []
    before, after = diary.days_rated_before(), diary.days_rated_after()
    if before < need.days_before:
        reasons.append(
            Sentence("because.few_days_before", {"count": before, "needed": int(need.days_before)})
        )
    if after < need.days_after:
        reasons.append(
            Sentence("because.few_days_after", {"count": after, "needed": int(need.days_after)})
        )
    return reasons


def coverage() -> float:
    """How sure an interval is, as a fraction."""
    return thresholds().interval.coverage


def _points(interval: Interval) -> dict[str, Parameter]:
    """An interval as a sentence's parameters."""
    between = (interval.low, interval.high)
    return {"mean": interval.mean, "between": between, "coverage": coverage()}


def _worse(found: Answers) -> Sentence:
    assert found.change is not None
    return Sentence("because.worse", {"prob": found.change.p_worse})


def _change(found: Answers) -> Sentence:
    assert found.change is not None
    change = found.change
    return Sentence("because.change", {**_points(change.points), "prob": change.p_real})


def _effect(found: Answers) -> Sentence:
    assert found.effect is not None
    effect = found.effect
    return Sentence(
        "because.effect", {**_points(effect.points), "prob": effect.p_helping["neutral"]}
    )


def _sceptic(found: Answers, sentence: str) -> Sentence:
    assert found.effect is not None
    return Sentence(sentence, {"prob": found.effect.p_helping["sceptical"]})


def _is_high(found: Answers) -> bool:
    assert found.effect is not None
    return found.effect.p_helping["neutral"] >= thresholds().helping.very_likely_prob


def _would_be_helping(found: Answers) -> bool:
    assert found.effect is not None
    return found.effect.p_helping["neutral"] >= thresholds().helping.probably_prob


def _of_step(diary: Diary, found: Answers, verdict: Verdict, step: NextStep) -> list[Sentence]:
    flag = open_flag(diary)
    if step is NextStep.REFER and flag is not None:
        return [Sentence(f"step.open_flag.{flag.level.value}", {"about": flag.about})]
    ended = [] if closed_at(diary) is None else [Sentence("step.closed")]
    return [*ended, *_reason(diary, found, verdict, step)]


def _reason(diary: Diary, found: Answers, verdict: Verdict, step: NextStep) -> list[Sentence]:
    if verdict is Verdict.WORSE:
        return [Sentence("step.worse")]
    missing = int(agreement().first_look_visits) - len(diary.visits)
    if missing > 0:
        return [Sentence("step.before_first_look", {"count": missing})]
    if step is NextStep.FINISH:
        return [_finish(diary, found)]
    thin = too_few_days(diary) and step is NextStep.STOP_AND_REASSESS
    reason = _at_limit(diary, step) if at_the_limit(diary) else _by_success(diary, found, step)
    return [reason, *([Sentence("step.thin")] if thin else [])]


def _finish(diary: Diary, found: Answers) -> Sentence:
    assert found.change is not None
    levels = thresholds().levels
    key = "step.aim_reached" if diary.sign.transform is None else "step.aim_reached_measured"
    return Sentence(
        key,
        {
            "sign": diary.sign.id,
            "level": found.change.level,
            "points": levels.finished_points,
            "weeks": int(levels.follow_up_weeks),
        },
    )


def _at_limit(diary: Diary, step: NextStep) -> Sentence:
    outcome = "better" if step is NextStep.CONTINUE else "not_better"
    if len(diary.visits) >= agreement().last_visits:
        return Sentence(f"step.limit_visits_{outcome}", {"count": len(diary.visits)})
    return Sentence(f"step.limit_days_{outcome}", {"days": int(agreement().last_days)})


def _by_success(diary: Diary, found: Answers, step: NextStep) -> Sentence:
    if found.effect is None:
        return Sentence("step.nothing_to_judge")
    forecast = found.effect.forecast
    parameters: dict[str, str | int | float] = {"prob": forecast.p_success_if_continued}
    if forecast.visits_left == 0:
        return Sentence("step.plan_done", parameters | {"count": len(diary.visits)})
    if step is NextStep.KEEP_MEASURING:
        visit = int(agreement().decide_visits)
        return Sentence("step.keep_measuring", parameters | {"visit": visit})
    if step is NextStep.ADJUST:
        visits = int(thresholds().levels.look_again_visits)
        return Sentence("step.adjust", parameters | {"count": visits})
    key = "step.futile" if step is NextStep.STOP_AND_REASSESS else "step.go_on"
    return Sentence(key, parameters)
