"""The screening itself: answers in, what they lead to out. Pure, and explained rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.knowledge.sentence import Parameter, Sentence

from .condition import Because
from .given import Answers, Context, quantity
from .level import Level, TimeFrame
from .rule import Rule, Rules
from .rules import HOW_MANY


@dataclass(frozen=True, slots=True)
class Raised:
    """A rule that holds, why in words, by when, and the questions whose answers made it hold."""

    rule: Rule
    reason: Sentence
    questions: tuple[str, ...]

    @property
    def level(self) -> Level:
        """How urgent."""
        return self.rule.level

    @property
    def time_frame(self) -> TimeFrame:
        """By when."""
        return self.rule.time_frame


@dataclass(frozen=True, slots=True)
class Screening:
    """What the answers lead to, the most urgent first.

    ``unanswered``: questions that were to be asked and have no answer, which is never a no.
    ``unknown``: what of the person isn't known.
    """

    level: Level
    raised: tuple[Raised, ...]
    unanswered: tuple[str, ...]
    unknown: tuple[str, ...]
    rules: Rules

    @property
    def treatment_waits(self) -> bool:
        """Whether a doctor comes before treatment; not so for a referral beside gentle care."""
        return any(e.level >= Level.DOCTOR_FIRST and not e.rule.gentle_care for e in self.raised)

    @property
    def _goes_on(self) -> bool:
        return self.level is Level.DOCTOR_FIRST and not self.treatment_waits

    @property
    def headline(self) -> Sentence:
        """The level in a sentence."""
        if self._goes_on:
            return Sentence("screen.level.gentle_care")
        return Sentence(f"screen.level.{self.level.name}")

    @property
    def to_do(self) -> tuple[Sentence, ...]:
        """What to do now, and, where somebody goes home, what if something changes."""
        now = Sentence(f"screen.do.{self.level.name}")
        if self._goes_on:
            now = Sentence("screen.do.gentle_care")
        if self.level is Level.EMERGENCY:
            return (now,)
        return now, Sentence("screen.changes")

    @property
    def left_open(self) -> Sentence | None:
        """How many questions have no answer."""
        if not self.unanswered:
            return None
        return Sentence("screen.unanswered", {"count": len(self.unanswered)})

    @property
    def limits(self) -> Sentence:
        """What these questions can't do."""
        if self.level >= Level.SAME_DAY:  # nothing that could be taken for a reason to wait
            return Sentence("screen.limits_urgent")
        poor = self.rules.how_poor
        known: dict[str, Parameter] = {
            "flagged": poor.flagged_fraction,
            "serious_percent": 100.0 * poor.serious_fraction,
        }
        return Sentence("screen.limits", known)


def screen(answers: Answers, context: Context, rules: Rules) -> Screening:
    """Judge the answers of one screening.

    Args:
        answers: a value or a number for each question that was answered.
        context: the person, and the answers of last time.
        rules: the rule set; its version is kept with the screening.

    Returns:
        The greatest level of all rules that hold, and those rules. An emergency question is heeded
        whatever else was answered. Nothing in it says that somebody has no illness.
    """
    held = [
        (rule, because)
        for rule in rules.all.values()
        if (because := rule.when.holds(answers, context)) is not None
    ]
    level = max((rule.level for rule, _ in held), default=Level.NONE)
    told = sorted(_told(held, level), key=lambda pair: -pair[0].level)  # stable: then as written
    return Screening(
        level=level,
        raised=tuple(_raised(rule, because, answers, context, rules) for rule, because in told),
        unanswered=tuple(key for key in asked(answers, context, rules) if key not in answers),
        unknown=context.unknown,
        rules=rules,
    )


def asked(answers: Answers, context: Context, rules: Rules) -> Iterator[str]:
    """The questions to ask, given what is answered so far; what an emergency looks at, always."""
    for key, question in rules.questions.all.items():
        if question.asked_if is None or question.asked_if.holds(answers, context) is not None:
            yield key


def _told(held: list[tuple[Rule, Because]], level: Level) -> Iterator[tuple[Rule, Because]]:
    """Of a group only the most urgent; what yields only where no doctor is needed anyway."""
    for rule, because in held:
        of_group = max(other.level for other, _ in held if other.group == rule.group)
        gives_way = rule.yields and level >= Level.DOCTOR_FIRST
        if rule.level == of_group and not gives_way:
            yield rule, because


def _raised(
    rule: Rule, because: Because, answers: Answers, context: Context, rules: Rules
) -> Raised:
    parameters: dict[str, Parameter] = dict(rule.figures)
    for name in rule.tells:
        found = len(because) if name == HOW_MANY else quantity(name, answers, context)
        assert found is not None, f"{rule.id} tells {name}, which its condition must need"
        parameters[name] = found
    places = [key for key in rules.questions.all if key in because]
    return Raised(rule, Sentence(f"screen.reason.{rule.id}", parameters), tuple(places))
