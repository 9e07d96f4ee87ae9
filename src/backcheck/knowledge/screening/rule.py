"""A rule: when it holds, how urgent that is, and examples that are tests and documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backcheck.knowledge.provenance import Provenance, Source

from .condition import Condition, Finding
from .given import Answers, Context
from .level import Level, TimeFrame
from .question import Questions


@dataclass(frozen=True, slots=True)
class Example:
    """Answers, and whether they raise the rule."""

    answers: Answers
    context: Context
    raised: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its reason is ``screen.reason.<id>``.

    ``group``: of one group only the most urgent that hold are told. ``yields``: not told where a
    doctor is needed anyway. ``gentle_care``: treatment need not wait for that doctor. ``tells``:
    the quantities its reason names; ``figures``: published ones that it names, percent.
    ``facts``: more sources.
    """

    id: str
    flag: str
    level: Level
    time_frame: TimeFrame
    when: Condition
    group: str
    yields: bool
    gentle_care: bool
    tells: tuple[str, ...]
    figures: Mapping[str, float]
    facts: tuple[Source, ...]
    examples: tuple[Example, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class HowPoor:
    """How poor warning signs are as tests: who had one, and who had serious disease."""

    id: str
    flagged_fraction: float
    serious_fraction: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole rule set of a version. ``emergency_questions``: what any rule of level EMERGENCY
    looks at, which is always asked, whatever else is answered."""

    version: str
    questions: Questions
    findings: tuple[Finding, ...]
    all: Mapping[str, Rule]
    emergency_questions: tuple[str, ...]
    how_poor: HowPoor
