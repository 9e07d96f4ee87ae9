"""A screening in words, without layout: the terminal, the page and the letter draw the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.screen import Raised, Screening
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, render


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by when, how sure what it rests on is, and the questions it came from."""

    rule: str
    told: str
    time_frame: str
    certainty: Certainty
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
    needs a doctor today reads the reasons of that alone: nothing lesser stands beside them."""

    level: Level
    headline: str
    to_do: tuple[str, ...]
    because: tuple[ReasonsOfLevel, ...]
    left_open: str | None
    limits: str


def screening_report(
    screening: Screening, audience: Audience, language: str = "en"
) -> ScreeningReport:
    """The screening in words."""

    def words(*sentences: Sentence) -> tuple[str, ...]:
        return tuple(render(each, audience, language) for each in sentences)

    def of_levels() -> Iterator[ReasonsOfLevel]:
        told_alone = audience is Audience.PATIENT and screening.level >= Level.SAME_DAY
        shown = [e for e in screening.raised if e.level is screening.level or not told_alone]
        for level, raised in groupby(shown, key=lambda each: each.level):
            reasons = tuple(reason(each) for each in raised)
            yield ReasonsOfLevel(level, label(f"screen.of.{level.name}", language), reasons)

    def reason(raised: Raised) -> Reason:
        (told,) = words(raised.reason)
        by_when = label(f"screen.time.{raised.time_frame.id}", language)
        rule = raised.rule
        return Reason(rule.id, told, by_when, rule.provenance.certainty, raised.questions)

    return ScreeningReport(
        level=screening.level,
        headline=words(screening.headline)[0],
        to_do=words(*screening.to_do),
        because=tuple(of_levels()),
        left_open=None if screening.left_open is None else words(screening.left_open)[0],
        limits=words(screening.limits)[0],
    )
