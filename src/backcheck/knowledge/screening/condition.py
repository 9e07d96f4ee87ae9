"""When a rule holds. Nothing here says "not": one more flag can never undo another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .given import Answers, Context, quantity

Because: TypeAlias = frozenset[str]  # the questions whose answers made it hold
_NOBODY: Because = frozenset()


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is one of ``values``; with ``before``, the answer last time one of those."""

    question: str
    values: frozenset[str]
    before: frozenset[str] = frozenset()

    def holds(self, answers: Answers, context: Context) -> Because | None:
        """The question, or None."""
        last_time = context.previous.get(self.question)
        changed = not self.before or last_time in self.before
        return (
            frozenset({self.question})
            if answers.get(self.question) in self.values and changed
            else None
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """``low`` <= a quantity < ``high``; ``if_unknown`` is what holds where it isn't known."""

    name: str
    low: float
    high: float
    if_unknown: bool

    def holds(self, answers: Answers, context: Context) -> Because | None:
        """The answer compared (none for what is known of the person), or None."""
        found = quantity(self.name, answers, context)
        it_holds = self.if_unknown if found is None else self.low <= found < self.high
        return frozenset({self.name} & set(answers)) if it_holds else None


@dataclass(frozen=True, slots=True)
class Person:
    """Sex or pregnancy is one of ``values`` (pregnancy: "yes" or "no")."""

    name: str
    values: frozenset[str]
    if_unknown: bool

    def holds(self, answers: Answers, context: Context) -> Because | None:
        """Nothing that was asked, or None."""
        known = context.sex if self.name == "sex" else context.pregnant
        if known is None:
            return _NOBODY if self.if_unknown else None
        word = ("no", "yes")[known] if isinstance(known, bool) else known.value
        it_holds = word in self.values
        return _NOBODY if it_holds else None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """There is no answer. For what an open question itself leads to, and nothing else."""

    question: str

    def holds(self, answers: Answers, context: Context) -> Because | None:
        """The question, or None."""
        return None if self.question in answers else frozenset({self.question})


@dataclass(frozen=True, slots=True)
class Several:
    """At least ``least`` of ``parts`` hold: 1 is any, all of them is all."""

    least: int
    parts: tuple[Condition, ...]

    def holds(self, answers: Answers, context: Context) -> Because | None:
        """The questions of all parts that hold, or None."""
        found = [each for part in self.parts if (each := part.holds(answers, context)) is not None]
        return _NOBODY.union(*found) if len(found) >= self.least else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A condition with a name, which several rules share."""

    name: str
    when: Condition

    def holds(self, answers: Answers, context: Context) -> Because | None:
        """What makes its condition hold, or None."""
        return self.when.holds(answers, context)


Condition = Answered | Compared | Person | Unanswered | Several | Finding


def questions_of(condition: Condition) -> Iterator[str]:
    """Every question a condition looks at."""
    match condition:
        case Answered(question=question) | Unanswered(question=question):
            yield question
        case Compared(name=name):
            yield name
        case Finding(when=when):
            yield from questions_of(when)
        case Several(parts=parts):
            for part in parts:
                yield from questions_of(part)
