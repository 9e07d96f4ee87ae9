"""Whether an answer holds, in words: one sentence, and what was tried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from backcheck.knowledge.sentence import Parameter, Sentence
from backcheck.knowledge.wording import Audience, label, render
from backcheck.verdict.alternatives import NAMED, NEUTRAL, Alternative
from backcheck.verdict.course import Stratum
from backcheck.verdict.robust import DependsOn, Robustness

from .chart_words import day_words


@dataclass(frozen=True, slots=True)
class Holding:
    """``said`` stands near the verdict; ``details`` are read by whoever asks."""

    heading: str
    said: str
    details_heading: str
    details: tuple[str, ...]


def holding(found: Robustness, dated: bool, audience: Audience, language: str = "en") -> Holding:
    """The words.

    Args:
        found: what the verdict depends on.
        dated: whether the course's days are dates.
        audience: practitioner or patient.
        language: one of ``wording.languages()``.
    """
    lines = [said(found), *_details(found, dated, language), Sentence("robust.limit")]
    first, *others = (render(line, audience, language) for line in lines)
    return Holding(
        label("robust.title", language), first, label("robust.details", language), tuple(others)
    )


def said(found: Robustness) -> Sentence:
    """That it holds, or what it depends on."""
    if found.holds:
        return Sentence("robust.holds")
    reasons: dict[str, Parameter] = {
        name: Sentence(f"robust.on_{reason}")
        for name, reason in zip("abcd", found.depends_on, strict=False)
    }
    return Sentence(f"robust.depends_{len(reasons)}", reasons)


def short(found: Robustness | None, language: str = "en") -> str:
    """What it depends on, in a table's cell."""
    if found is None:
        return ""
    reasons = [reason.value for reason in found.depends_on] or ["none"]
    return ", ".join(label(f"robust.short_{reason}", language) for reason in reasons)


def _details(found: Robustness, dated: bool, language: str) -> Iterator[Sentence]:
    told: set[Alternative] = set()
    for reason in DependsOn:
        others = [each for each in found.others(reason) if each not in told]
        told.update(others)
        if reason is DependsOn.ONE_RATING and len(others) > NAMED:
            yield from _counted(others)
        else:
            for each in others:
                yield _if(each, reason, dated, language)
        if reason in found.depends_on or (found.last_week is None and "week" in reason):
            continue
        tried = {"count": found.ratings_tried} if reason is DependsOn.ONE_RATING else {}
        yield Sentence(f"robust.same_{reason}", tried)


def _if(other: Alternative, reason: DependsOn, dated: bool, language: str) -> Sentence:
    """What was different, and what would be said."""
    said_then: dict[str, Parameter] = {"verdict": Sentence(f"verdict.{other.verdict.value}")}
    if reason is DependsOn.LAST_WEEK:
        return Sentence("robust.if_last_week", said_then)
    if reason is DependsOn.ONE_RATING:
        day = day_words(dated, other.without_days[0], language, year=True)
        return Sentence("robust.if_one_rating", {**said_then, "day": day})
    if reason is DependsOn.BELIEF:
        return Sentence(f"robust.if_{other.stance}", said_then)
    believing = "" if other.stance == NEUTRAL else f"_{other.stance}"
    if other.stratum is Stratum.MIXED:
        return Sentence(f"robust.if_unknown{believing}", said_then)
    lasted = label(f"stratum.{other.stratum.value}", language)
    return Sentence(f"robust.if_duration{believing}", {**said_then, "lasted": lasted})


def _counted(others: list[Alternative]) -> Iterator[Sentence]:
    """Too many to name: how many would make which verdict."""
    for verdict, count in Counter(each.verdict for each in others).most_common():
        name = Sentence(f"verdict.{verdict.value}")
        yield Sentence("robust.if_many_ratings", {"count": count, "verdict": name})
