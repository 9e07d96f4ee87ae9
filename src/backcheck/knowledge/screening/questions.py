"""The questions, as read from screening_questions.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from backcheck.knowledge.provenance import Source
from backcheck.knowledge.reading import Reader, Table

from .condition_reading import ConditionReader
from .question import NO, NOT_SURE, Question, Questions, Topic

FILE = "screening_questions.toml"
_KEYS = ("topic", "scale", "unit", "low", "high", "asked_if", "facts")


def read_questions(text: str | None = None) -> Questions:
    """Read screening_questions.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(FILE, text)
    topics = {}
    for key, entry in reader.table("topics").items():
        reader.known_keys(entry, f"topics.{key}", ())
        topics[key] = Topic(key, reader.provenance(entry, f"topics.{key}"))
    scales = {key: _scale(reader, key, each) for key, each in reader.table("scales").items()}
    entries = reader.table("questions")
    values = {key: scales.get(entry.get("scale", ""), ()) for key, entry in entries.items()}
    conditions = ConditionReader(reader, values)
    asked = {
        key: _question(conditions, key, entry, topics, values[key])
        for key, entry in entries.items()
    }
    reader.done()
    return Questions(topics, asked)


def _scale(reader: Reader, key: str, entry: Table) -> tuple[str, ...]:
    place = f"scales.{key}"
    reader.known_keys(entry, place, ["values"])
    reader.provenance(entry, place)
    values = tuple(entry.get("values", ()))
    if not {NO, NOT_SURE} < set(values) or len(set(values)) < len(values):
        reader.fault(place, "values must be a list with no, not_sure and something else")
    return values


def _question(
    conditions: ConditionReader,
    key: str,
    entry: Table,
    topics: Mapping[str, Topic],
    values: tuple[str, ...],
) -> Question:
    reader, place = conditions.reader, f"questions.{key}"
    reader.known_keys(entry, place, _KEYS)
    is_number = "unit" in entry
    if is_number == ("scale" in entry) or (not is_number and not values):
        reader.fault(place, "a question has a scale of this file, or a unit with low and high")
    return Question(
        id=key,
        topic=reader.choice(entry, "topic", place, topics),
        scale=str(entry.get("scale", "")),
        values=values,
        unit=reader.text(entry, "unit", place) if is_number else "",
        low=reader.number(entry, "low", place, 0.0, 1e4) if is_number else 0.0,
        high=reader.number(entry, "high", place, 0.0, 1e4) if is_number else 0.0,
        asked_if=conditions.read(entry["asked_if"], place) if "asked_if" in entry else None,
        facts=facts_of(reader, entry, place),
        provenance=reader.provenance(entry, place),
    )


def facts_of(reader: Reader, entry: Table, place: str) -> tuple[Source, ...]:
    """More sources of an entry, by their keys."""
    facts: Iterable[str] = entry.get("facts", ())
    for fact in [fact for fact in facts if fact not in reader.sources]:
        reader.fault(place, f"fact {fact!r} is not among this file's sources")
    return tuple(reader.sources[fact] for fact in facts if fact in reader.sources)


@cache
def questions() -> Questions:
    """The questions of this release."""
    return read_questions()
