"""What would change the answer: never a verdict without the way out of it."""

from __future__ import annotations

from backcheck.knowledge.response import response
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.thresholds import thresholds

from .answers import Answers
from .course import Stratum
from .diary import Diary, agreement, also_started, closed_at, open_flag
from .rules import NEEDS_A_DOCTOR, Verdict


def would_change(
    diary: Diary, found: Answers, verdict: Verdict, stratum: Stratum
) -> list[Sentence]:
    """Diary days, visits, the next threshold, the unknown duration, the open flag."""
    said = _more_days(diary)
    switched_off = also_started(diary) is not None
    if verdict is Verdict.WORSE:
        rule = thresholds().worse
        said.append(
            Sentence("change.worse", {"prob": rule.sure_prob if said else rule.probably_prob})
        )
    elif found.effect is not None and not said:
        said += _threshold(found, verdict, switched_off)
    if switched_off:
        said.append(Sentence("change.second_start"))
    if stratum is Stratum.MIXED and diary.readings:
        said.append(Sentence("change.duration"))
    flag = open_flag(diary)
    if flag is not None and flag.level in NEEDS_A_DOCTOR:
        said.append(Sentence("change.flag"))
    left = int(agreement().first_look_visits) - len(diary.visits)
    if left > 0 and closed_at(diary) is None:
        said.append(Sentence("change.visits", {"count": left}))
    if not found.relief.enough and diary.visits:
        more = _reports_missing(found)
        said.append(Sentence("change.relief_reports", {"count": more}))
    return said


def _more_days(diary: Diary) -> list[Sentence]:
    """The days still missing. Those before the first visit can't be made up for afterwards."""
    need, said = thresholds().enough, []
    before = int(need.days_before) - diary.days_rated_before()
    after = int(need.days_after) - diary.days_rated_after()
    if before > 0:
        late = "change.days_before_missed" if diary.visits else "change.days_before"
        said.append(Sentence(late, {"count": before}))
    if after > 0 and diary.visits:
        said.append(Sentence("change.days_after", {"count": after}))
    return said


def _threshold(found: Answers, verdict: Verdict, switched_off: bool) -> list[Sentence]:
    """The nearest threshold; none where something else that began has switched helping off."""
    assert found.effect is not None
    rules = thresholds()
    if verdict is Verdict.LITTLE_SIGN_OF_HELP:
        return [Sentence("change.little", {"prob": rules.little.helping_below_prob})]
    if switched_off:
        return []
    low, high = rules.helping.probably_prob, rules.helping.very_likely_prob
    if verdict is Verdict.VERY_LIKELY_HELPING:
        return [Sentence("change.below", {"prob": high})]
    if verdict is Verdict.PROBABLY_HELPING:
        return [Sentence("change.between", {"low": low, "high": high})]
    now = found.effect.p_helping["neutral"]
    little = rules.little.helping_below_prob
    return [Sentence("change.above", {"now": now, "high": low, "low": little})]


def _reports_missing(found: Answers) -> int:
    """How many reports are still needed, and of relief that has ended."""
    need = response().relief
    all_missing = need.enough_reports - found.relief.reports
    return int(max(all_missing, need.enough_ended_reports - found.relief.ended))
