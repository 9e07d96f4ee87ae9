"""The verdict derived again: told another duration, believing otherwise beforehand, without one
rating, without the last week.                                   docs/model.md, "Does it hold?"

Nothing here has rules of its own: each alternative is what the product would say of another diary
or under another prior, and a prior is met with the cuts that belong to it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from backcheck.knowledge.response import STANCES
from backcheck.knowledge.stance_cuts import stance_cuts
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.answer import answered, heaviest
from backcheck.stats.left_out import each_left_out
from backcheck.stats.quantities import WEEK_DAYS, effect_now, now
from backcheck.stats.run import Posterior, run_placed, until

from .answers import better_prob, helping_prob, real_prob, worse_prob
from .course import Stratum
from .diary import Diary
from .posterior import happenings, posterior_as, prior, stratum, under_stance
from .rules import Chances, Cuts, Verdict, neutral_cuts, verdict_by

NEUTRAL, SCEPTICAL = STANCES[0], STANCES[2]
NAMED = 3  # as many ratings are named one by one; more are counted
_LEFT_OUT_SHARE = 0.99  # of the weight: the cells in which ratings are left out in turn


@dataclass(frozen=True, slots=True)
class Alternative:
    """What would be said had one thing been different. ``without_days`` are the instants of the
    ratings that are left out, in the course's own days."""

    stratum: Stratum
    stance: str
    without_days: tuple[float, ...]
    verdict: Verdict
    helping_prob: float  # P(E >= 1) under ``stance``


def cuts_of(stance: str) -> Cuts:
    """The cuts that belong to a stance. The sceptic's surest one stands with the verdict's own."""
    if stance == NEUTRAL:
        return neutral_cuts()
    measured = stance_cuts()[stance]
    sceptical = thresholds().helping.very_likely_sceptical_prob
    very = sceptical if stance == SCEPTICAL else measured.very_likely_prob
    return Cuts(very, measured.probably_prob, measured.little_prob)


def chances(believed: Posterior, stance: str = NEUTRAL) -> Chances:
    """What the rules look at, from the neutral posterior, under a stance."""
    held = believed if stance == NEUTRAL else under_stance(believed, stance)
    sceptic = held if stance == SCEPTICAL else under_stance(believed, SCEPTICAL)
    today = now(held, thresholds().better.fraction)
    return Chances(
        helping=helping_prob(today.effect),
        sceptical=helping_prob(effect_now(sceptic)),
        real=real_prob(today),
        one_point=better_prob(thresholds().better.points, today),
        worse=worse_prob(today),
    )


def other_priors(diary: Diary) -> Iterator[Alternative]:
    """Every stratum with every stance, the answer's own first."""
    own = stratum(diary)
    for told in sorted(Stratum, key=lambda each: each is not own):
        believed = posterior_as(diary, told)
        for stance in STANCES:
            found = chances(believed, stance)
            verdict = verdict_by(diary, found, cuts_of(stance))
            yield Alternative(told, stance, (), verdict, found.helping)


def without_last_week(diary: Diary) -> Alternative | None:
    """Without the ratings of the last seven days of the diary; visits and today stay."""
    last = math.floor(diary.readings[-1].at_days)
    dropped = [r for r in diary.readings if math.floor(r.at_days) > last - WEEK_DAYS]
    return without(diary, tuple(reading.at_days for reading in dropped))


def without(diary: Diary, days: tuple[float, ...]) -> Alternative | None:
    """What would be said without these ratings; None where none would be left."""
    thinned = _less(diary, days)
    if not thinned.readings:
        return None
    told = stratum(thinned)
    found = chances(posterior_as(thinned, told))
    verdict = verdict_by(thinned, found, neutral_cuts())
    return Alternative(told, NEUTRAL, days, verdict, found.helping)


def without_one_rating(diary: Diary, base: Verdict) -> tuple[Alternative, ...]:
    """Each rating left out in turn: the alternatives whose verdict is not ``base``.

    They are left out in the cells that carry nearly all of the answer, and the difference this
    makes is added to the answer. Few enough to be named one by one are run again whole, and those
    that don't stand it are dropped.
    """
    found = tuple(each for each in _left_out(diary) if each.verdict is not base)
    if len(found) > NAMED:
        return found
    again = (without(diary, each.without_days) for each in found)
    return tuple(each for each in again if each is not None and each.verdict is not base)


def _left_out(diary: Diary) -> Iterator[Alternative]:
    """All ratings but the first left out in turn; the first, with which time begins, run whole."""
    first, own = diary.readings[0].at_days, stratum(diary)
    whole = without(diary, (first,))
    if whole is not None:
        yield whole
    told, events = prior(own, diary.sign.id), happenings(diary)
    answer, end = answered(told, events), diary.on_days - first
    placed = heaviest(answer, _LEFT_OUT_SHARE)
    base = chances(until(answer.posterior, end))
    same = chances(until(run_placed(told, events, placed), end))
    for place, posterior in each_left_out(told, events, placed):
        less = chances(until(posterior, end))
        moved = Chances(*(b + x - s for b, x, s in zip(base, less, same, strict=True)))
        at_days = _instant(diary, events[place].at_days + first)
        verdict = verdict_by(_less(diary, (at_days,)), moved, neutral_cuts())
        yield Alternative(own, NEUTRAL, (at_days,), verdict, round(moved.helping, 3))


def _less(diary: Diary, days: tuple[float, ...]) -> Diary:
    left = tuple(reading for reading in diary.readings if reading.at_days not in days)
    return replace(diary, readings=left)


def _instant(diary: Diary, about_days: float) -> float:
    """The rating's own instant, free of what taking the first one away and adding it rounds."""
    return min((r.at_days for r in diary.readings), key=lambda at: abs(at - about_days))
