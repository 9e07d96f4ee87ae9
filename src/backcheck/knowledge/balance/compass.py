"""The session's compass: what was tried today, what changed, what to try next. Nothing beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backcheck.knowledge.sentence import Parameter, Sentence
from backcheck.knowledge.telling import Statement

from .lineage import Lineage
from .option import Option
from .pain import Side

WORST = 10.0  # of a movement's score; 0 is nothing


@dataclass(frozen=True, slots=True)
class Tried:
    """A group of needles: by which option, on which side, and the movement before and after.

    Attributes:
        points: codes of what was needled; empty for tender spots alone.
        before, after: the provoking movement, 0 to 10, higher worse.
    """

    option: Option
    side: Side
    points: tuple[str, ...]
    before: float
    after: float

    def __post_init__(self) -> None:
        if not (0.0 <= self.before <= WORST and 0.0 <= self.after <= WORST):
            raise ValueError("a movement is scored from 0 to 10")

    @property
    def better_points(self) -> float:
        """How much better the movement was after it; below 0 is worse."""
        return self.before - self.after


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to do now in this session.

    Attributes:
        today: how the movement went, from the first score to the last.
        changed: what the last group did to it.
        next: what to try, on ``next_side``; None where nothing is suggested.
        why: the rule that says so.
        limits: that today's change tells nothing of the course.
    """

    today: Sentence | None
    changed: Sentence | None
    next: Option | None
    next_side: str | None
    why: Statement
    limits: Sentence


def guide(tried: Sequence[Tried], offered: Sequence[Option], lineage: Lineage) -> Guidance:
    """What to try next, given all that was tried in this session.

    Args:
        tried: in the order of time; with none the first that is offered is named, as no order is
            known.
        offered: the options for this patient's pains.
        lineage: whose rules.
    """
    if not tried:
        return _first(offered, lineage)
    last = tried[-1]
    rule, option, side = _next(tried, offered, lineage)
    if option is not None and side is None:
        side = option.side
    scores: dict[str, Parameter] = {"before": tried[0].before, "after": last.after}
    return Guidance(
        today=Sentence("balance.compass.today", scores),
        changed=_changed(last, lineage),
        next=option,
        next_side=side,
        why=Statement(Sentence(f"balance.next.{rule}"), lineage.compass[rule].provenance),
        limits=Sentence("balance.compass.limits"),
    )


def _first(offered: Sequence[Option], lineage: Lineage) -> Guidance:
    first = offered[0] if offered else None
    why = Statement(Sentence("balance.order"), lineage.order.provenance)
    limits = Sentence("balance.compass.limits")
    return Guidance(None, None, first, first.side if first else None, why, limits)


def _changed(last: Tried, lineage: Lineage) -> Sentence:
    points = last.better_points
    if abs(points) < lineage.scores.smallest_change_points:
        return Sentence("balance.compass.same")
    way = "better" if points > 0.0 else "worse"
    return Sentence(f"balance.compass.{way}", {"points": abs(points)})


_Next = tuple[str, Option | None, str | None]


def _next(tried: Sequence[Tried], offered: Sequence[Option], lineage: Lineage) -> _Next:
    """The rule that holds, the option it leads to and the side to needle."""
    last, scores = tried[-1], lineage.scores
    if last.after <= scores.gone_points:
        return "gone", None, None
    if last.better_points <= -scores.smallest_change_points:
        return "worse", None, None
    if last.better_points >= scores.smallest_change_points:
        return "better", last.option, last.side.value
    other = _other_side(tried)
    if other is not None:
        return "other_side", last.option, other.value
    for rule, is_one in (("other_projection", _same_channel), ("next_system", _same_pain)):
        for option in offered:
            if is_one(option, last.option) and not _was_tried(option, tried):
                return rule, option, None
    for option in offered:
        if not _was_tried(option, tried):
            return "next_system", option, None
    ever = any(each.better_points >= scores.smallest_change_points for each in tried)
    return ("nothing_left" if ever else "nothing_changed"), None, None


def _other_side(tried: Sequence[Tried]) -> Side | None:
    """The side not yet needled, where the system lets either be."""
    last = tried[-1]
    if last.option.side != "either" or not last.side.has_opposite:
        return None
    sides = {each.side for each in tried if _same_spot(each.option, last.option)}
    return last.side.opposite if last.side.opposite not in sides else None


def _same_channel(one: Option, other: Option) -> bool:
    same_pain = one.pain == other.pain
    return same_pain and one.by == other.by and one.system.id == other.system.id


def _same_pain(one: Option, other: Option) -> bool:
    return one.pain == other.pain


def _same_spot(one: Option, other: Option) -> bool:
    return one.pain == other.pain and one.by == other.by and one.zone.where == other.zone.where


def _was_tried(option: Option, tried: Sequence[Tried]) -> bool:
    """The same place on the same channel, whichever system or projection led there."""
    return any(_same_spot(option, each.option) for each in tried)
