"""What the usual rules of thumb would have said: shown beside our answer, never part of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from backcheck.knowledge.thresholds import USUAL_RULES, UsualRule, thresholds

from .diary import Diary, Reading, other_rated_signs, through

Pair = tuple[float, float]


def usual_rules(diary: Diary) -> Mapping[str, bool | None]:
    """Each rule's "helped"; None where it can't be computed from this diary."""
    rules = thresholds().usual_rules
    if diary.sign.transform is not None:  # the rules count points of a 0-10 rating
        return dict.fromkeys(rules)
    visit, week, both = (rules[name] for name in USUAL_RULES)
    return {
        visit.id: _said(visit, visit_days(diary), any),
        week.id: _said(week, weeks(diary, week.window_days), any),
        both.id: _two_signs(both, diary),
    }


def visit_days(diary: Diary) -> Pair | None:
    """Mean rating on the first visit's day against the last visit's (or the last rated day before).

    None before the second visit or without ratings.
    """
    if len(diary.visits) < 2:
        return None
    first, last = (
        _mean_on_or_before(diary, visit) for visit in (diary.visits[0], diary.visits[-1])
    )
    return None if first is None or last is None else (first, last)


def _mean_on_or_before(diary: Diary, visit_days: float) -> float | None:
    days = [math.floor(reading.at_days) for reading in diary.readings]
    rated = [day for day in days if day <= math.floor(visit_days)]
    if not rated:
        return None
    return _mean([r for r, day in zip(diary.readings, days, strict=True) if day == max(rated)])


def weeks(diary: Diary, window_days: float) -> Pair | None:
    """Mean of the last days before the first visit against the last days of all, after it."""
    first = diary.first_visit
    before = [r for r in diary.readings if first - window_days <= r.at_days <= first]
    after = [r for r in diary.readings if r.at_days > max(first, diary.on_days - window_days)]
    if not before or not after:
        return None
    return _mean(before), _mean(after)


def _two_signs(rule: UsualRule, diary: Diary) -> bool | None:
    """Both thresholds on the primary sign and on a second one; weeks against weeks."""
    primary = _said(rule, weeks(diary, rule.window_days), all)
    if primary is not True:
        return primary
    others = [
        _said(rule, weeks(through(diary, sign), rule.window_days), all)
        for sign in other_rated_signs(diary)
        if sign.transform is None
    ]
    known = [said for said in others if said is not None]
    return any(known) if known else None


def _said(
    rule: UsualRule, pair: Pair | None, combine: Callable[[Iterable[object]], bool]
) -> bool | None:
    """Whether a fall reaches ``any`` or ``all`` of so many points and such a share."""
    if pair is None:
        return None
    before, after = pair
    fall = before - after
    by_share = before > 0.0 and fall >= rule.fraction * before - 1e-9
    return combine((fall >= rule.points - 1e-9, by_share))


def _mean(readings: list[Reading]) -> float:
    return sum(reading.harm for reading in readings) / len(readings)
