"""What is different between two screenings of one person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .given import Answer, Answers
from .question import Questions


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """A question answered otherwise than last time; None is no answer."""

    question: str
    before: Answer | None
    now: Answer | None


def changed_answers(now: Answers, before: Answers, asked: Questions) -> Iterator[ChangedAnswer]:
    """Every difference, in the order in which questions are asked; those gone since, at the end."""
    ordered = [*asked.all, *sorted({*now, *before} - set(asked.all))]
    for question in ordered:
        if now.get(question) != before.get(question):
            yield ChangedAnswer(question, before.get(question), now.get(question))
