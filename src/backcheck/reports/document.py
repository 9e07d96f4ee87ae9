"""An answer as a document: headings, tables and lists in one language, no layout. The terminal, the
page and the printed sheet all draw the same one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, render
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.course import Course
from backcheck.verdict.robust import Robustness

from .chart_words import day_of, day_words
from .holding import Holding, holding
from .rows import answer_rows, fact_rows, forecast_rows, usual_rule_rows
from .sign_rows import sign_rows


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values."""

    heading: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row is as long as ``columns``, whose first names the table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sayings:
    """A list of sentences."""

    heading: str
    items: tuple[str, ...]


Block = Facts | Table | Sayings


@dataclass(frozen=True, slots=True)
class Document:
    """One course's answer in words. ``verdict_key`` is the enum's name, for a mark beside it;
    ``next_step_key`` likewise. ``on`` is the day of the answer in words, ``day`` the same as a date
    where the course has dates. ``holding`` is None unless it was asked for and can be told."""

    course: Course
    title: str
    verdict: str
    verdict_key: str
    next_step: str
    next_step_key: str
    audience: Audience
    language: str
    facts: Facts
    five: Sayings
    holding: Holding | None
    answers: Table
    forecast: Table
    usual_rules: Table
    signs: Table  # without rows where only the primary sign could be judged
    signs_said: Sayings
    because: Sayings
    would_change: Sayings
    cannot_show: Sayings
    caveat: str
    on: str
    day: date | None
    engine: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything under the headline, in the order in which it is read."""
        return (
            self.facts,
            self.five,
            *_held(self.holding),
            self.answers,
            self.forecast,
            self.usual_rules,
            *((self.signs, self.signs_said) if self.signs.rows else ()),
            self.because,
            self.would_change,
            self.cannot_show,
        )


def _held(found: Holding | None) -> tuple[Sayings, ...]:
    return () if found is None else (Sayings(found.heading, (found.said, *found.details)),)


def document(
    assessment: Assessment,
    audience: Audience,
    language: str = "en",
    robustness: Robustness | None = None,
) -> Document:
    """The answer in words.

    Args:
        assessment: what was found.
        audience: practitioner or patient.
        language: one of ``wording.languages()``.
        robustness: whether it holds, when that was asked.
    """

    def words(sentence: Sentence) -> str:
        return render(sentence, audience, language)

    def heading(key: str) -> str:
        return label(f"label.{key}", language)

    def sayings(key: str, sentences: Sequence[Sentence]) -> Sayings:
        return Sayings(heading(key), tuple(words(sentence) for sentence in sentences))

    def table(keys: Sequence[str], rows: tuple[tuple[str, ...], ...]) -> Table:
        return Table(tuple(heading(key) for key in keys), rows)

    diary = assessment.diary
    on = day_words(diary.course.dated, diary.on_days, language, year=True)
    numbers = ("estimate", "interval", "probability")
    several = ("signs", "direction", "from_to", "beyond_expected")
    rules = ("usual_rules", "verdict", "where_nothing_helped")
    return Document(
        course=diary.course,
        title=label("label.course_title", language, course=diary.course.id),
        verdict=words(Sentence(f"verdict.{assessment.verdict.value}")),
        verdict_key=assessment.verdict.value,
        next_step=words(Sentence(f"next_step.{assessment.next_step.value}")),
        next_step_key=assessment.next_step.value,
        audience=audience,
        language=language,
        facts=Facts(heading("based_on"), fact_rows(assessment, on, language)),
        five=sayings("five", assessment.five_sentences),
        holding=None
        if robustness is None
        else holding(robustness, diary.course.dated, audience, language),
        answers=table(("three", *numbers), answer_rows(assessment, language)),
        forecast=table(("forecast", *numbers), forecast_rows(assessment, language)),
        usual_rules=table(rules, usual_rule_rows(assessment, language)),
        signs=table(several, sign_rows(assessment, language)),
        signs_said=sayings("signs_said", assessment.signs_said),
        because=sayings("because", assessment.because),
        would_change=sayings("would_change", assessment.would_change),
        cannot_show=sayings("cannot_show", assessment.cannot_show),
        caveat=heading("caveat"),
        on=on,
        day=day_of(diary.on_days) if diary.course.dated else None,
        engine=assessment.engine,
    )
