"""The other signs beside the primary one: what each says, what all say together, which do not go
along. The verdict stays that of the primary sign: never the best of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from backcheck.knowledge.several import several as believed
from backcheck.knowledge.signs import Sign
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.combine import Estimate, Part, Together, combine
from backcheck.stats.correlation import Believed, Series, correlation
from backcheck.stats.functional import Quantity

from .answers import Answers, Change, Effect, Interval, change_and_effect, interval, rounded
from .diary import Diary, other_rated_signs, through
from .posterior import effect_prior
from .rules import too_few_days


class Role(StrEnum):
    """Whether the course is judged by the sign."""

    PRIMARY = "primary"
    SUPPORTING = "supporting"


class Direction(StrEnum):
    """Which way a sign's usual level went, as far as the ratings can tell."""

    BETTER = "better"
    PROBABLY_BETTER = "probably_better"
    UNCLEAR = "unclear"
    WORSE = "worse"


class Discordance(StrEnum):
    """How a sign does not go along with the primary one, or with the others."""

    WORSE = "worse"  # got worse while the primary got better
    BETTER = "better"  # got better while the primary got worse
    BELOW = "below"  # its effect lies below that of the others
    ABOVE = "above"
    UNCHANGED = "unchanged"  # did not get better while the primary did
    AHEAD = "ahead"  # got better while the primary did not


@dataclass(frozen=True, slots=True)
class SignAnswer:
    """What one sign says by itself, of its own ratings."""

    sign: Sign
    role: Role
    ratings: int
    change: Change
    effect: Effect
    discordance: Discordance | None

    @property
    def direction(self) -> Direction:
        """Which way it went."""
        return direction_of(self.change)


@dataclass(frozen=True, slots=True)
class Combined:
    """The effect that all signs have in common, points. ``correlation`` is that of their errors."""

    effect: Interval
    p_helping: float  # P(E >= 1) of the effect in common
    correlation: float
    signs: int


@dataclass(frozen=True, slots=True)
class Several:
    """The primary sign first, then the others that could be judged; empty where there is none."""

    signs: tuple[SignAnswer, ...]
    combined: Combined | None

    @property
    def discordant(self) -> tuple[SignAnswer, ...]:
        """Those that do not go along."""
        return tuple(each for each in self.signs if each.discordance is not None)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sign's diary with its answers."""

    diary: Diary
    change: Change
    effect: Effect


def several_signs(diary: Diary, found: Answers) -> Several:
    """What the other signs say.

    Args:
        diary: seen through the primary sign.
        found: the answers on the primary sign.
    """
    primary = _judged(diary, found.change, found.effect)
    others = [] if primary is None else _others(diary)
    if primary is None or not others:
        return Several((), None)
    every = [primary, *others]
    together = None if too_few_days(diary) else _together(every)
    apart = (None,) * len(every) if together is None else together.apart
    return Several(
        signs=tuple(_answer(each, primary, gap) for each, gap in zip(every, apart, strict=True)),
        combined=None if together is None else _combined(together),
    )


def _others(diary: Diary) -> list[_Judged]:
    """The other signs that were rated on enough days."""
    need = believed().enough
    seen = [through(diary, sign) for sign in other_rated_signs(diary)]
    judged = [
        _judged(each, *change_and_effect(each))
        for each in seen
        if each.days_rated_before() >= need.days_before
        and each.days_rated_after() >= need.days_after
    ]
    return [each for each in judged if each is not None]


def _judged(diary: Diary, change: Change | None, effect: Effect | None) -> _Judged | None:
    if change is None or effect is None:
        return None
    return _Judged(diary, change, effect)


def _together(every: Sequence[_Judged]) -> Together:
    """All signs together, the prior counted once.  eq. 24-26"""
    held = believed()
    errors = held.errors
    start = every[0].diary.readings[0].at_days
    return combine(
        fitted=[Estimate(each.effect.points.mean, each.effect.sd) for each in every],
        prior=effect_prior(every[0].diary),
        correlations=correlation(
            [_series(each.diary, start) for each in every],
            Believed(
                errors.usual_correlation,
                errors.weight_weeks,
                errors.least_correlation,
                errors.most_correlation,
            ),
        ),
        own_fractions=[Part(part.fraction, part.weight_fraction) for part in held.own],
    )


def _series(diary: Diary, start_days: float) -> Series:
    """The ratings as harm; weeks count from the primary sign's first rating."""
    return Series(
        np.array([reading.at_days - start_days for reading in diary.readings]),
        np.array([reading.harm for reading in diary.readings]),
    )


def _combined(together: Together) -> Combined:
    return Combined(
        effect=interval(together.effect),
        p_helping=rounded(together.effect.at_least(thresholds().helping.points)),
        correlation=rounded(together.correlation),
        signs=len(together.apart),
    )


def _answer(each: _Judged, primary: _Judged, apart: Quantity | None) -> SignAnswer:
    is_primary = each is primary
    return SignAnswer(
        sign=each.diary.sign,
        role=Role.PRIMARY if is_primary else Role.SUPPORTING,
        ratings=len(each.diary.readings),
        change=each.change,
        effect=each.effect,
        discordance=None if is_primary else _discordance(each, primary, apart),
    )


def direction_of(change: Change) -> Direction:
    """Which way a sign went, by the thresholds of the verdict."""
    better, worse = thresholds().better, thresholds().worse
    if change.p_worse >= worse.sure_prob:
        return Direction.WORSE
    if change.p_one_point < better.points_prob:
        return Direction.UNCLEAR
    sure = change.p_real >= better.fraction_prob
    return Direction.BETTER if sure else Direction.PROBABLY_BETTER


def _discordance(each: _Judged, primary: _Judged, apart: Quantity | None) -> Discordance | None:
    """The first that holds: opposite ways, effects apart, one better and the other not.  eq. 27"""
    rule = believed().discord
    went, led = direction_of(each.change), direction_of(primary.change)
    if went is Direction.WORSE and _is_better(led):
        return Discordance.WORSE
    if led is Direction.WORSE and _is_better(went):
        return Discordance.BETTER
    if apart is not None and 1.0 - apart.at_least(-rule.points) >= rule.prob:
        return Discordance.BELOW
    if apart is not None and apart.at_least(rule.points) >= rule.prob:
        return Discordance.ABOVE
    if _is_better(led) and _stayed(each):
        return Discordance.UNCHANGED
    if _is_better(went) and _stayed(primary):
        return Discordance.AHEAD
    return None


def _is_better(went: Direction) -> bool:
    return went in (Direction.BETTER, Direction.PROBABLY_BETTER)


def _stayed(each: _Judged) -> bool:
    """Surely not a point better, though there was room for it."""
    rule, change = believed().discord, each.change
    room = each.diary.sign.harm(change.start) >= rule.room_points
    return room and change.p_one_point < rule.unchanged_below_prob
