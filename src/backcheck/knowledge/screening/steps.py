"""The questions of a form: in groups of one topic, and in steps of a few groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from .given import Answers
from .question import Question
from .rule import Rules


@dataclass(frozen=True, slots=True)
class Group:
    """Questions of one topic, in the order in which they are asked."""

    topic: str
    questions: tuple[Question, ...]


def groups(asked: Collection[str], rules: Rules) -> tuple[Group, ...]:
    """The questions that are asked, topic by topic."""
    kept = [each for key, each in rules.questions.all.items() if key in asked]
    return tuple(
        Group(topic, tuple(each)) for topic, each in groupby(kept, key=lambda each: each.topic)
    )


def steps(rules: Rules, most: int) -> tuple[tuple[str, ...], ...]:
    """Topics in steps, in their order; a step has at most so many questions, or one topic."""
    found: list[tuple[str, ...]] = []
    held = most
    for group in groups(rules.questions.all, rules):
        if held + len(group.questions) > most:
            found.append(())
            held = 0
        found[-1] = (*found[-1], group.topic)
        held += len(group.questions)
    return tuple(found)


def as_last_time(
    topic: str, answers: Answers, previous: Answers, rules: Rules
) -> Iterator[tuple[str, str | float]]:
    """The answers of last time for what a topic has left open, when somebody says so.

    Never for a question that an emergency looks at: that is answered every time, one by one.
    """
    for key, question in rules.questions.all.items():
        told = previous.get(key)
        is_one_by_one = key in rules.emergency_questions
        if question.topic != topic or is_one_by_one or key in answers or told is None:
            continue
        if told in question.values or not question.values:
            yield key, told
