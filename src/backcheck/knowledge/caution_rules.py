"""The rules of cautions.toml, each with its examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .planned import Answer, Background, PlannedTreatment, Region, Technique
from .points.flags import PointFlag, flagged
from .provenance import Provenance
from .reading import Reader, Table
from .sentence import Parameter, Sentence

ALWAYS = "always"
_KEYS = (
    "when",
    "techniques",
    "only_there",
    "action",
    "points",
    "flags",
    "regions",
    "numbers",
    "examples",
)
_EXAMPLE_KEYS = {"yes", "no", "unsure", "there", "techniques", "points", "regions", "holds"}


class Action(StrEnum):
    """What a caution asks for, the strictest first."""

    AVOID = "avoid"
    ADAPT = "adapt"
    CONFIRM = "confirm"  # a named practitioner confirms it, and that is written down
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Example:
    """A person and a plan for which a rule holds, or doesn't."""

    background: Background
    planned: PlannedTreatment
    holds: bool


@dataclass(frozen=True, slots=True)
class CautionRule:
    """When something is to be heeded. ``only_there``: where only the condition's place counts.

    ``flagged`` are points that carry one of the rule's flags: they count like ``points``, which
    are the ones to name when no point is chosen yet. ``about`` are both.
    """

    id: str
    when: tuple[str, ...]
    techniques: frozenset[Technique]
    only_there: frozenset[Technique]
    action: Action
    points: tuple[str, ...]
    flagged: tuple[str, ...]
    about: frozenset[str]
    regions: frozenset[Region]
    numbers: Mapping[str, float]
    examples: tuple[Example, ...]
    provenance: Provenance

    @property
    def always(self) -> bool:
        """Whether it holds of everybody."""
        return self.when == (ALWAYS,)

    @property
    def is_of_points(self) -> bool:
        """Whether it is about some points or parts of the body, and not about all that is done."""
        return bool(self.about or self.regions)

    @property
    def said(self) -> Sentence:
        """What it says with the points that it names, or else with those it is about."""
        return self.said_of(self.points or self.flagged)

    def said_of(self, points: Sequence[str]) -> Sentence:
        """What it says of some of its points."""
        named: dict[str, Parameter] = {"points": ", ".join(points)} if points else {}
        return Sentence(f"caution.{self.id}", {**self.numbers, **named})

    def said_at(self, place: Sentence) -> Sentence:
        """What it says of a place that has no point."""
        return Sentence(f"caution.{self.id}", {**self.numbers, "points": place})

    def concerns(self, planned: PlannedTreatment) -> bool:
        """Whether it is about these techniques, and these points or regions.

        A region that isn't given may be any: points alone don't say where they lie.
        """
        if not self.techniques & planned.all_techniques:
            return False
        if planned.is_anywhere or not self.is_of_points:
            return True
        is_near = not planned.regions or bool(planned.regions & self.regions)
        return bool(planned.points & self.about) or (bool(self.regions) and is_near)


def read_cautions(text: str | None = None) -> Mapping[str, CautionRule]:
    """Read cautions.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("cautions.toml", text)
    rules = {
        key: _rule(reader, key, entry, f"cautions.{key}")
        for key, entry in reader.table("cautions").items()
    }
    reader.done()
    return rules


def _rule(reader: Reader, key: str, entry: Table, place: str) -> CautionRule:
    reader.known_keys(entry, place, _KEYS)
    when = entry.get("when")
    flags = sorted(reader.words(PointFlag, entry, "flags", place))
    points = reader.texts(entry, "points", place) if "points" in entry else ()
    carrying = tuple(code for flag in flags for code in flagged()[flag])
    rule = CautionRule(
        id=key,
        when=(when,) if isinstance(when, str) and when else reader.texts(entry, "when", place),
        techniques=reader.words(Technique, entry, "techniques", place, at_least=1),
        only_there=reader.words(Technique, entry, "only_there", place),
        action=Action(reader.choice(entry, "action", place, [each.value for each in Action])),
        points=points,
        flagged=carrying,
        about=frozenset((*points, *carrying)),
        regions=reader.words(Region, entry, "regions", place),
        numbers=reader.numbers(entry, "numbers", place),
        examples=_examples(reader, entry, place),
        provenance=reader.provenance(entry, place),
    )
    if rule.only_there - rule.techniques:
        reader.fault(place, "only_there may only name what techniques names")
    if {example.holds for example in rule.examples} != {True, False}:
        reader.fault(place, "examples must show one that holds and one that doesn't")
    return rule


def _examples(reader: Reader, entry: Table, place: str) -> tuple[Example, ...]:
    given = entry.get("examples")
    if not isinstance(given, list):
        reader.fault(place, "examples must be a list")
        return ()
    return tuple(_example(reader, each, f"{place}.examples") for each in given)


def _example(reader: Reader, given: Table, place: str) -> Example:
    for key in sorted(set(given) - _EXAMPLE_KEYS):
        reader.fault(place, f"unknown key {key!r}")
    answers = {condition: answer for answer in Answer for condition in given.get(answer.value, ())}
    there = reader.words(Region, given, "there", place)
    return Example(
        background=Background(answers, dict.fromkeys(answers, there) if there else {}),
        planned=PlannedTreatment(
            reader.words(Technique, given, "techniques", place, at_least=1),
            frozenset(given.get("points", ())),
            reader.words(Region, given, "regions", place),
        ),
        holds=given.get("holds") is True,
    )


@cache
def caution_rules() -> Mapping[str, CautionRule]:
    """The rules of this release, by id."""
    return read_cautions()
