"""The rule set, as read from screening_rules.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from backcheck.knowledge.reading import Reader, Table

from .condition import Condition, Finding, questions_of
from .condition_reading import ConditionReader
from .given import QUANTITIES
from .given_reading import read_given
from .level import Level, TimeFrame
from .question import Questions
from .questions import facts_of, questions
from .rule import Example, HowPoor, Rule, Rules

FILE = "screening_rules.toml"
_JUDGING = ("flag", "level", "time_frame", "when", "group", "yields", "gentle_care")
_KEYS = (*_JUDGING, "tells", "figures", "facts", "examples")
_FIGURES = ("found", "low", "high")
HOW_MANY = "how_many"  # a reason may tell how many questions made it hold
_LONGEST_HOURS = 8760


def read_rules(text: str | None = None) -> Rules:
    """Read screening_rules.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    asked = questions()
    reader = Reader(FILE, text)
    conditions = ConditionReader(reader, {key: each.values for key, each in asked.all.items()})
    version = _version(reader)
    reader.exactly("known", ["acute_primary_care"])
    known = reader.table("known").get("acute_primary_care", {})
    how_poor = reader.record(HowPoor, "acute_primary_care", known, "known.acute_primary_care")
    frames = {key: _frame(reader, key, e) for key, e in reader.table("time_frames").items()}
    for key, entry in reader.table("findings").items():
        reader.known_keys(entry, f"findings.{key}", ["when"])
        reader.provenance(entry, f"findings.{key}")
        when = conditions.read(entry.get("when"), f"findings.{key}")
        conditions.findings[key] = Finding(key, when)
    entries = reader.table("rules")
    whens = _whens(conditions, entries)
    found = {
        key: _rule(reader, key, entry, whens[key], frames, asked) for key, entry in entries.items()
    }
    for hidden in [key for key in conditions.emergency if asked.all[key].asked_if is not None]:
        reader.fault(f"questions.{hidden}", "an emergency looks at it, so it is always asked")
    reader.done()
    findings = tuple(conditions.findings.values())
    return Rules(version, asked, findings, found, conditions.emergency, how_poor)


def _version(reader: Reader) -> str:
    reader.exactly("rule_set", ["screening"])
    entry = reader.table("rule_set").get("screening", {})
    reader.known_keys(entry, "rule_set.screening", ["version"])
    reader.provenance(entry, "rule_set.screening")
    return reader.text(entry, "version", "rule_set.screening")


def _frame(reader: Reader, key: str, entry: Table) -> TimeFrame:
    place = f"time_frames.{key}"
    reader.known_keys(entry, place, ["within_hours"])
    hours = None
    if "within_hours" in entry:
        hours = reader.number(entry, "within_hours", place, 0.0, _LONGEST_HOURS)
    return TimeFrame(key, hours, reader.provenance(entry, place))


def _whens(conditions: ConditionReader, entries: Mapping[str, Table]) -> Mapping[str, Condition]:
    """The conditions of all rules; those of emergencies first, which say what is always asked."""
    urgent = [key for key, entry in entries.items() if entry.get("level") == Level.EMERGENCY.name]
    others = [key for key in entries if key not in urgent]
    found = {key: conditions.read(entries[key].get("when"), f"rules.{key}") for key in urgent}
    looked_at = {question for when in found.values() for question in questions_of(when)}
    conditions.emergency = tuple(each for each in conditions.values if each in looked_at)
    return found | {
        key: conditions.read(entries[key].get("when"), f"rules.{key}") for key in others
    }


def _rule(
    reader: Reader,
    key: str,
    entry: Table,
    when: Condition,
    frames: Mapping[str, TimeFrame],
    asked: Questions,
) -> Rule:
    place = f"rules.{key}"
    reader.known_keys(entry, place, _KEYS)
    levels = [level.name for level in Level if level is not Level.NONE]
    flag = reader.text(entry, "flag", place)
    tells = tuple(entry.get("tells", ()))
    if set(tells) - {*QUANTITIES, HOW_MANY}:
        reader.fault(place, f"tells {tells} is more than {', '.join(QUANTITIES)}, {HOW_MANY}")
    return Rule(
        id=key,
        flag=flag,
        level=Level[reader.choice(entry, "level", place, levels)],
        time_frame=frames[reader.choice(entry, "time_frame", place, frames)],
        when=when,
        group=str(entry.get("group", flag)),
        yields="yields" in entry and reader.truth(entry, "yields", place),
        gentle_care="gentle_care" in entry and reader.truth(entry, "gentle_care", place),
        tells=tells,
        figures=_figures(reader, entry, place),
        facts=facts_of(reader, entry, place),
        examples=tuple(_examples(reader, entry, place, asked)),
        provenance=reader.provenance(entry, place),
    )


def _figures(reader: Reader, entry: Table, place: str) -> Mapping[str, float]:
    """In how many percent the disease was found, with the interval: all three or none."""
    raw = entry.get("figures", {})
    figures = {key: reader.number(raw, key, place, 0.0, 100.0) for key in _FIGURES if raw}
    if raw and not (
        set(raw) == set(_FIGURES) and figures["low"] <= figures["found"] <= figures["high"]
    ):
        reader.fault(place, "figures must be found, low and high, with found between the others")
    return figures


def _examples(reader: Reader, entry: Table, place: str, asked: Questions) -> list[Example]:
    raw: list[Mapping[str, Any]] = entry.get("examples", [])
    found = []
    for each in raw:
        given = read_given(each.get("answers", {}), each.get("context", {}), asked)
        for fault in given.faults:
            reader.fault(f"{place}.examples", f"{fault.place} {fault.message}; {fault.remedy}")
        if set(each) - {"answers", "context", "raised"}:
            reader.fault(f"{place}.examples", f"unknown key in {sorted(each)}")
        found.append(Example(given.answers, given.context, each.get("raised") is True))
    if {each.raised for each in found} != {True, False}:
        reader.fault(place, "examples must hold one that raises the rule and one that does not")
    return found


@cache
def rules() -> Rules:
    """The rule set of this release."""
    return read_rules()
