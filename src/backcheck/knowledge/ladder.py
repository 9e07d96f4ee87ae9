"""A ladder of feared movements: what was predicted, what happened, and which step comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .home import LadderRule, home
from .sentence import Sentence
from .telling import Statement


@dataclass(frozen=True, slots=True)
class Rung:
    """A movement in the person's own words, and how much it is feared, 0 to 10."""

    movement: str
    feared_points: float

    def __post_init__(self) -> None:
        if not self.movement.strip():
            raise ValueError("a movement needs words")
        _of_ten("feared_points", self.feared_points)


@dataclass(frozen=True, slots=True)
class Try:
    """One try of a movement.

    Attributes:
        movement: that of a rung.
        predicted: what the person expected, in their words; ``happened`` what came.
        predicted_points: the pain that was expected, 0 to 10; ``happened_points`` what came.
        fear_points: how much it is feared after the try, 0 to 10.
        flare_days: how many days pain stayed higher afterwards.
    """

    movement: str
    predicted: str
    predicted_points: float
    happened: str
    happened_points: float
    fear_points: float
    flare_days: float = 0.0

    def __post_init__(self) -> None:
        for name in ("predicted_points", "happened_points", "fear_points"):
            _of_ten(name, getattr(self, name))
        if self.flare_days < 0.0:
            raise ValueError("flare_days can't lie below 0")

    @property
    def surprise_points(self) -> float:
        """How much less it hurt than expected; below 0, how much more."""
        return self.predicted_points - self.happened_points


class Step(StrEnum):
    """Where to go on the ladder."""

    START = "start"
    UP = "up"
    STAY = "stay"
    DOWN = "down"
    SMALLER = "smaller"  # the lowest rung was too much: make a smaller movement of it
    TOP = "top"
    DOCTOR = "doctor"  # a warning sign is open: no step at all


@dataclass(frozen=True, slots=True)
class NextRung:
    """The step, the movement to try (none while a doctor is asked), and why."""

    step: Step
    rung: Rung | None
    why: Statement


def next_rung(rungs: Sequence[Rung], tries: Sequence[Try], warning_sign_open: bool) -> NextRung:
    """Which movement to try next. Pure; the rungs are taken from the least feared up.

    Args:
        rungs: each movement once, in any order.
        tries: every try so far, the oldest first.
        warning_sign_open: a sign that belongs to a doctor is open; then there is no next step.

    Raises:
        ValueError: no rungs, a movement twice, or a try of a movement that isn't on the ladder.
    """
    ladder = sorted(rungs, key=lambda rung: rung.feared_points)
    names = [rung.movement for rung in ladder]
    _check(names, tries)
    if warning_sign_open:
        return _said(Step.DOCTOR, None)
    if not tries:
        return _said(Step.START, ladder[0])
    last, at = tries[-1], names.index(tries[-1].movement)
    rule = home().ladder
    if _is_too_much(last, rule):
        return _said(Step.DOWN if at else Step.SMALLER, ladder[max(at - 1, 0)], last)
    if not _is_easy(tries, rule):
        return _said(Step.STAY, ladder[at], last)
    if at + 1 == len(ladder):
        return _said(Step.TOP, ladder[at], last)
    return _said(Step.UP, ladder[at + 1], last)


def steps_said() -> tuple[Statement, ...]:
    """When a step goes up and when down, for who has the ladder on paper."""
    rule = home().ladder
    up = {"fear": rule.easy_fear_points, "tries": rule.easy_tries}
    down = {"points": rule.too_much_points, "days": rule.flare_days}
    return (
        Statement(Sentence("ladder.when_up", up), rule.provenance),
        Statement(Sentence("ladder.when_down", down), rule.provenance),
    )


def _check(names: Sequence[str], tries: Sequence[Try]) -> None:
    if not names or len(set(names)) < len(names):
        raise ValueError("a ladder needs at least one movement, and none twice")
    unknown = sorted({each.movement for each in tries} - set(names))
    if unknown:
        raise ValueError(f"not on the ladder: {', '.join(unknown)}")


def _is_too_much(last: Try, rule: LadderRule) -> bool:
    return -last.surprise_points >= rule.too_much_points or last.flare_days > rule.flare_days


def _is_easy(tries: Sequence[Try], rule: LadderRule) -> bool:
    """Whether the last movement was easy as often in a row as the rule asks."""
    recent = tries[-int(rule.easy_tries) :]
    return len(recent) == int(rule.easy_tries) and all(
        each.movement == tries[-1].movement
        and each.fear_points <= rule.easy_fear_points
        and each.surprise_points >= 0.0
        and each.flare_days <= rule.flare_days
        for each in recent
    )


def _said(step: Step, rung: Rung | None, last: Try | None = None) -> NextRung:
    told = {} if rung is None else {"movement": rung.movement}
    pain = (
        {}
        if last is None
        else {"predicted": last.predicted_points, "happened": last.happened_points}
    )
    said = Sentence(f"ladder.{step}", {**told, **pain})
    return NextRung(step, rung, Statement(said, home().ladder.provenance))


def _of_ten(name: str, points: float) -> None:
    if not 0.0 <= points <= 10.0:
        raise ValueError(f"{name} must lie between 0 and 10, not {points:g}")
