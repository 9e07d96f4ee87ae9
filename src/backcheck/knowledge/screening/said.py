"""What a screening said, without the rules it came from: this is kept, and read again as it was.

A later rule set judges later answers. What was said to somebody stays what was said: sentences by
id and parameters, levels, time frames, certainty and source as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backcheck.knowledge.provenance import Certainty, Source
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience

from .level import Level
from .screen import Raised, Screening

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that held: why, by when, how sure, from where, and the questions it came from."""

    rule: str
    level: Level
    told: Sentence
    time_frame: str
    certainty: Certainty
    sources: tuple[Source, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One screening as it was told; the most urgent reasons first."""

    level: Level
    headline: Sentence
    to_do: tuple[Sentence, ...]
    reasons: tuple[Reason, ...]
    left_open: Sentence | None
    limits: Sentence
    unanswered: tuple[str, ...]
    unknown: tuple[str, ...]
    treatment_waits: bool
    rules_version: str


def not_reviewed(rules_version: str, level: Level, audience: Audience) -> Sentence | None:
    """That no clinician has signed this version; who shows it knows whether one has.

    None for a patient who needs a doctor today, whom nothing gives a reason to wait.
    """
    if audience is Audience.PATIENT and level >= Level.SAME_DAY:
        return None
    return Sentence("screen.not_reviewed", {"version": rules_version})


def said_by(screening: Screening) -> Said:
    """What a screening says, to be kept."""
    return Said(
        level=screening.level,
        headline=screening.headline,
        to_do=screening.to_do,
        reasons=tuple(_reason(each) for each in screening.raised),
        left_open=screening.left_open,
        limits=screening.limits,
        unanswered=screening.unanswered,
        unknown=screening.unknown,
        treatment_waits=screening.treatment_waits,
        rules_version=screening.rules.version,
    )


def _reason(raised: Raised) -> Reason:
    rule = raised.rule
    return Reason(
        rule=rule.id,
        level=raised.level,
        told=raised.reason,
        time_frame=raised.time_frame.id,
        certainty=rule.provenance.certainty,
        sources=(rule.provenance.source, *rule.facts),
        questions=raised.questions,
    )


def said_to_json(said: Said) -> Json:
    """As it is kept; ``said_from_json`` is its other half."""
    return {
        "level": said.level.name,
        "headline": _kept(said.headline),
        "to_do": [_kept(each) for each in said.to_do],
        "reasons": [_kept_reason(each) for each in said.reasons],
        "left_open": None if said.left_open is None else _kept(said.left_open),
        "limits": _kept(said.limits),
        "unanswered": list(said.unanswered),
        "unknown": list(said.unknown),
        "treatment_waits": said.treatment_waits,
        "rules_version": said.rules_version,
    }


def said_from_json(kept: Mapping[str, Any]) -> Said:
    """As it was said.

    Raises:
        KeyError, ValueError, TypeError: it was not written by ``said_to_json``.
    """
    left_open = kept["left_open"]
    return Said(
        level=Level[kept["level"]],
        headline=_sentence(kept["headline"]),
        to_do=tuple(_sentence(each) for each in kept["to_do"]),
        reasons=tuple(_read_reason(each) for each in kept["reasons"]),
        left_open=None if left_open is None else _sentence(left_open),
        limits=_sentence(kept["limits"]),
        unanswered=_texts(kept["unanswered"]),
        unknown=_texts(kept["unknown"]),
        treatment_waits=bool(kept["treatment_waits"]),
        rules_version=str(kept["rules_version"]),
    )


def _kept(sentence: Sentence) -> Json:
    return {"id": sentence.id, "parameters": dict(sentence.parameters)}


def _sentence(kept: Mapping[str, Any]) -> Sentence:
    return Sentence(str(kept["id"]), dict(kept["parameters"]))


def _kept_reason(reason: Reason) -> Json:
    return {
        "rule": reason.rule,
        "level": reason.level.name,
        "told": _kept(reason.told),
        "time_frame": reason.time_frame,
        "certainty": reason.certainty.value,
        "sources": [[each.id, each.citation, each.address] for each in reason.sources],
        "questions": list(reason.questions),
    }


def _read_reason(kept: Mapping[str, Any]) -> Reason:
    return Reason(
        rule=str(kept["rule"]),
        level=Level[kept["level"]],
        told=_sentence(kept["told"]),
        time_frame=str(kept["time_frame"]),
        certainty=Certainty(kept["certainty"]),
        sources=tuple(_source(each) for each in kept["sources"]),
        questions=_texts(kept["questions"]),
    )


def _source(kept: Sequence[str]) -> Source:
    key, citation, address = kept
    return Source(key, citation, address)


def _texts(kept: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(each) for each in kept)
