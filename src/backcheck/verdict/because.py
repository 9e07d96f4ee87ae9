"""Why this verdict and this next step: the sentences, language apart."""

from __future__ import annotations

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.thresholds import thresholds

from .answers import Answers, Interval
from .diary import Diary, agreement, also_started, open_flag
from .rules import NextStep, Verdict, at_the_limit, too_few_days


def because(diary: Diary, found: Answers, verdict: Verdict, step: NextStep) -> list[Sentence]:
    """The reasons for the verdict, then the reason for the next step."""
    return [*_of_verdict(diary, found, verdict), *_of_step(diary, found, step)]


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
    if not diary.sign.judged:
        return Sentence("because.sign_not_judged", {"sign": diary.sign.id})
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


def points(interval: Interval) -> dict[str, float]:
    """An interval as a sentence's parameters."""
    return {"mean": interval.mean, "low": interval.low, "high": interval.high}


def _worse(found: Answers) -> Sentence:
    assert found.change is not None
    return Sentence("because.worse", {"prob": found.change.p_worse})


def _change(found: Answers) -> Sentence:
    assert found.change is not None
    change = found.change
    return Sentence("because.change", {**points(change.points), "prob": change.p_real})


def _effect(found: Answers) -> Sentence:
    assert found.effect is not None
    effect = found.effect
    return Sentence(
        "because.effect", {**points(effect.points), "prob": effect.p_helping["neutral"]}
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


def _of_step(diary: Diary, found: Answers, step: NextStep) -> list[Sentence]:
    visits, when = len(diary.visits), agreement()
    match step:
        case NextStep.REFER:
            flag = open_flag(diary)
            assert flag is not None
            return [Sentence(f"step.open_flag.{flag.level.value}", {"about": flag.about})]
        case NextStep.KEEP_MEASURING if visits < when.first_look_visits:
            left = int(when.first_look_visits) - visits
            return [Sentence("step.before_first_look", {"count": left})]
        case NextStep.FINISH:
            return [
                Sentence("step.aim_reached", {"weeks": int(thresholds().levels.follow_up_weeks)})
            ]
        case NextStep.STOP_AND_REASSESS if found.change and _worse_holds(found):
            return [Sentence("step.worse")]
    if at_the_limit(diary):
        better = "better" if step is NextStep.CONTINUE else "not_better"
        return [Sentence(f"step.limit_{better}", {"count": visits})]
    return [_by_success(diary, found, step)]


def _worse_holds(found: Answers) -> bool:
    return found.change is not None and found.change.p_worse >= thresholds().worse.prob


def _by_success(diary: Diary, found: Answers, step: NextStep) -> Sentence:
    if found.effect is None:
        return Sentence("step.nothing_to_judge")
    success = found.effect.forecast.p_success_if_continued
    parameters: dict[str, str | int | float] = {"prob": success}
    if step is NextStep.KEEP_MEASURING:
        return Sentence(
            "step.keep_measuring", parameters | {"visit": int(agreement().decide_visits)}
        )
    if step is NextStep.ADJUST:
        return Sentence(
            "step.adjust", parameters | {"count": int(thresholds().levels.look_again_visits)}
        )
    return Sentence(
        "step.futile" if step is NextStep.STOP_AND_REASSESS else "step.go_on", parameters
    )
