"""The form of questions as a page shows it, in the reader's language and for who is asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backcheck.knowledge.screening.given import Answer, Answers, Sex
from backcheck.knowledge.screening.question import Question
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.steps import Group, groups
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render
from backcheck.web.kit.words import spoken, words

from .sent import PREGNANT, UNITS_DAYS, Before, Sent, last_of, name_of


@dataclass(frozen=True, slots=True)
class Option:
    """One way of answering."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A question as it is asked. ``options`` is empty for a number."""

    name: str
    ask: str
    options: tuple[Option, ...]
    unit: str = ""
    typed: str = ""
    last_time: str = ""
    fault: str = ""
    is_answered: bool = False
    is_new: bool = False
    is_open: bool = False

    @property
    def is_short(self) -> bool:
        """Whether its answers fit on a line."""
        return all(len(each.words) <= 12 for each in self.options)


@dataclass(frozen=True, slots=True)
class Section:
    """A topic: why it is asked, its questions, and whether its rest may be as last time."""

    topic: str
    title: str
    why: str
    rows: tuple[Row, ...]
    last: str = ""
    is_as_last: bool = False
    has_urgent: bool = False


def sections(
    shown: Collection[str], sent: Sent, previous: Answers, reader: Audience
) -> list[Section]:
    """The questions that are shown, topic by topic.

    Args:
        shown: their ids.
        sent: what was answered so far; of it nothing is lost.
        previous: the answers last time, told beside each question and never chosen.
        reader: whose words are used.
    """

    def row(question: Question) -> Row:
        typed = sent.typed.get(name_of(question.id), "")
        return Row(
            name=name_of(question.id),
            ask=_words(f"screen.ask.{question.id}", reader),
            options=tuple(
                Option(value, answer_words(question, value), typed == value)
                for value in question.values
            ),
            unit=words(f"page.screening.unit_{question.unit}") if question.unit else "",
            typed=typed,
            last_time=told_answer(question.id, previous.get(question.id)),
            fault=sent.faults.get(name_of(question.id), ""),
            is_answered=question.id in sent.answers,
        )

    def section(group: Group) -> Section:
        one_by_one = rules().emergency_questions
        rest = [e for e in group.questions if e.id in previous and e.id not in one_by_one]
        return Section(
            topic=group.topic,
            title=words(f"page.screening.topic_{group.topic}"),
            why=_words(f"screen.why.{group.topic}", reader),
            rows=tuple(row(each) for each in group.questions),
            last=last_of(group.topic) if rest else "",
            is_as_last=group.topic in sent.as_last_time,
            has_urgent=any(each.id in one_by_one for each in group.questions),
        )

    return [section(group) for group in groups(shown, rules())]


def marked(
    shown: Sequence[Section], new: Collection[str], marks_open: bool = True
) -> list[Section]:
    """The same, shown again: what the answers have opened is marked, and what has no answer."""
    names = {name_of(key) for key in new}

    def row(each: Row) -> Row:
        is_new = each.name in names
        is_open = marks_open and not (is_new or each.is_answered)
        return replace(each, is_new=is_new, is_open=is_open)

    return [replace(each, rows=tuple(map(row, each.rows))) for each in shown]


def about(sent: Sent, before: Before) -> Mapping[str, Any]:
    """The part that asks about the person; what the record knows is told and not asked."""
    person, typed = before.person, sent.typed
    return {
        "age_known": None if person.age is None else int(person.age),
        "age": typed.get("age", ""),
        "age_fault": sent.faults.get("age", ""),
        "sex_known": words(f"page.screening.sex_{person.sex}") if person.sex else "",
        "sexes": [_option("sex", f"page.screening.sex_{each}", each.value, sent) for each in Sex],
        "asks_pregnant": person.sex is not Sex.MALE,
        "pregnant": [
            _option("pregnant", f"screen.answer.plain.{each}", each, sent) for each in PREGNANT
        ],
        "onset_count": typed.get("onset_count", ""),
        "onset_fault": sent.faults.get("onset_count", ""),
        "units": [
            _option("onset_unit", f"page.screening.onset_{each}", each, sent) for each in UNITS_DAYS
        ],
        "pain_lasted": lasted(before.pain_days),
        "is_same_pain": "onset_same" in typed,
    }


def lasted(days: float | None) -> str:
    """How long, in words: whole days, weeks, months or years, the greatest that fits twice."""
    if days is None:
        return ""
    unit = next((u for u, of in reversed(UNITS_DAYS.items()) if days >= 2 * of), "days")
    return words(f"page.screening.lasted_{unit}", count=int(days / UNITS_DAYS[unit]))


def answer_words(question: Question, value: str) -> str:
    """An answer as it is offered."""
    return words(f"screen.answer.{question.scale}.{value}")


def told_answer(question: str, answer: Answer | None) -> str:
    """An answer as it is told; nothing where there is none, its word where it is gone since."""
    known = rules().questions.all.get(question)
    if answer is None:
        return ""
    if known is None or (isinstance(answer, str) and answer not in known.values):
        return str(answer)
    if isinstance(answer, str):
        return answer_words(known, answer)
    return f"{answer:g} {words(f'page.screening.unit_{known.unit}')}"


def asked_words(question: str, reader: Audience) -> str:
    """A question as it is asked; one that is gone since, by its id."""
    is_known = question in rules().questions.all
    return _words(f"screen.ask.{question}", reader) if is_known else question


def _option(name: str, key: str, value: str, sent: Sent) -> Option:
    return Option(value, words(key), sent.typed.get(name) == value)


def _words(key: str, reader: Audience) -> str:
    return render(Sentence(key), reader, spoken())
