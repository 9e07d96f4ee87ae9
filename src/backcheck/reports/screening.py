"""A screening in words, without layout: the terminal, the page and the letter draw the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from backcheck.knowledge.provenance import Certainty, Source
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.said import Reason as ReasonSaid
from backcheck.knowledge.screening.said import Said, not_reviewed, said_by
from backcheck.knowledge.screening.screen import Screening
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, MissingSentence, label, render


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by when, how sure what it rests on is, and the questions it came from."""

    rule: str
    told: str
    time_frame: str
    certainty: Certainty
    sources: tuple[Source, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonsOfLevel:
    """The reasons of one level, under its name."""

    level: Level
    heading: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ScreeningReport:
    """One screening in one language, for one reader; the most urgent reasons first. A patient who
    needs a doctor today reads the reasons of that alone: nothing lesser stands beside them.

    ``not_reviewed`` is to be said unless a clinician has signed these rules; empty for a patient
    who needs a doctor today, whom nothing gives a reason to wait."""

    level: Level
    headline: str
    to_do: tuple[str, ...]
    because: tuple[ReasonsOfLevel, ...]
    left_open: str | None
    limits: str
    not_reviewed: str


def screening_report(
    screening: Screening, audience: Audience, language: str = "en"
) -> ScreeningReport:
    """The screening in words."""
    return said_report(said_by(screening), audience, language)


def said_report(said: Said, audience: Audience, language: str = "en") -> ScreeningReport:
    """What a screening said, in words; one that was kept reads like one that was just made."""

    def words(*sentences: Sentence) -> tuple[str, ...]:
        return tuple(told_or_gone(each, audience, language) for each in sentences)

    unsigned = not_reviewed(said.rules_version, said.level, audience)

    def of_levels() -> Iterator[ReasonsOfLevel]:
        told_alone = audience is Audience.PATIENT and said.level >= Level.SAME_DAY
        shown = [e for e in said.reasons if e.level is said.level or not told_alone]
        for level, reasons in groupby(shown, key=lambda each: each.level):
            told = tuple(reason(each) for each in reasons)
            yield ReasonsOfLevel(level, label(f"screen.of.{level.name}", language), told)

    def reason(each: ReasonSaid) -> Reason:
        (told,) = words(each.told)
        frame = Sentence(f"screen.time.{each.time_frame}")
        by_when = told_or_gone(frame, Audience.LABEL, language)
        return Reason(each.rule, told, by_when, each.certainty, each.sources, each.questions)

    return ScreeningReport(
        level=said.level,
        headline=words(said.headline)[0],
        to_do=words(*said.to_do),
        because=tuple(of_levels()),
        left_open=None if said.left_open is None else words(said.left_open)[0],
        limits=words(said.limits)[0],
        not_reviewed="" if unsigned is None else words(unsigned)[0],
    )


def told_or_gone(sentence: Sentence, audience: Audience, language: str = "en") -> str:
    """A kept sentence in words; where a later release has none for it, that, with its id."""
    try:
        return render(sentence, audience, language)
    except MissingSentence:
        return label("screen.gone", language, id=sentence.id)
