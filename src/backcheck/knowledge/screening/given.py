"""What a screening is given: answers, and what is known of the person beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Answer: TypeAlias = "str | float"
Answers: TypeAlias = Mapping[str, Answer]
_DAYS_OF_A_YEAR = 365.25


class Sex(StrEnum):
    """As far as a rule asks."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Context:
    """The person. ``None`` is not known; what that counts as, each condition has to say.

    ``previous`` holds the answers of the screening before this one.
    """

    age: float | None = None
    sex: Sex | None = None
    pregnant: bool | None = None
    days_since_onset: float | None = None
    previous: Answers = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What of the person isn't known."""
        told = ("age", "sex", "pregnant", "days_since_onset")
        return tuple(name for name in told if getattr(self, name) is None)


def quantity(name: str, answers: Answers, context: Context) -> float | None:
    """A number that rules compare: the person's, one reckoned from it, or an answer."""
    match name:
        case "age":
            return context.age
        case "days_since_onset":
            return context.days_since_onset
        case "age_at_onset":
            return _age_at_onset(context)
        case "weight_loss_percent":
            return _weight_loss_percent(answers)
    found = answers.get(name)
    return None if isinstance(found, str) else found


QUANTITIES = ("age", "days_since_onset", "age_at_onset", "weight_loss_percent")


def _age_at_onset(context: Context) -> float | None:
    if context.age is None or context.days_since_onset is None:
        return None
    return context.age - context.days_since_onset / _DAYS_OF_A_YEAR


def _weight_loss_percent(answers: Answers) -> float | None:
    """Of the weight before: what was lost, over what is left and what was lost."""
    lost, now = answers.get("weight_loss_kg"), answers.get("weight_kg")
    if lost is None or now is None or isinstance(lost, str) or isinstance(now, str):
        return None
    return 100.0 * lost / (now + lost)
