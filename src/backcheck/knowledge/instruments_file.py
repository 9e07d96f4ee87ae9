"""Reading instruments.toml: scales, figures, licences, codes, and how they must fit together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from .instrument_figures import Code, Example, ImportantChange, Kinds, Precision, Published, Rule
from .instruments import (
    LEVEL,
    YES_NO,
    Instrument,
    Instruments,
    Kind,
    Licence,
    LicenceKind,
    Scoring,
)
from .measured import measured
from .provenance import Certainty
from .reading import Reader, Table
from .signs import signs

_FILE = "instruments.toml"
_OF_A_SIGN = ("kind", "scoring", "items", "needed_items", "limits", "examples")
_SCALE = ("unit", "low", "high", "better", "recall", "whole")
_COUNTED = ("points", "percent", "days", "times", "nights", "regions")
_RECALLS = ("now", "today", "day", "week", "two_weeks", "since_start", "none")
_UNITS = (*_COUNTED, LEVEL, YES_NO)
_RECALL_OF_HOURS = {0.0: "now", 24.0: "day"}
_CHANGES = ("points", "to_points", "fraction", "to_fraction", "level", "same_level")
_EXAMPLE = ("answers", "score", "before", "after", "ratings", "beyond_error", "important")


def read_instruments(text: str | None = None) -> Instruments:
    """Read instruments.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(_FILE, text)
    entries = reader.table("instruments")
    reader.exactly("licences", entries)
    reader.exactly("rules", ("worse", "low_start"))
    reader.exactly("evidence", ("kinds",))
    for sign in sorted(set(signs()) - set(entries)):
        reader.fault("instruments", f"nothing asks for the sign {sign!r}")
    licences = reader.table("licences")
    found = Instruments(
        all={k: _instrument(reader, k, e, licences.get(k, {})) for k, e in entries.items()},
        importance=_each(reader, "importance", _importance),
        precision=_each(reader, "precision", _precision),
        published=_each(reader, "published", _published),
        codes=_each(reader, "codes", _code),
        examples={k: _examples(reader, e, f"instruments.{k}") for k, e in entries.items()},
        rules=reader.records(Rule, "rules"),
        kinds=_kinds(reader, reader.table("evidence").get("kinds", {})),
    )
    _belong(reader, found)
    reader.done()
    return found


def _each(reader: Reader, table: str, read: Any) -> Mapping[str, Any]:
    return {k: read(reader, k, e, f"{table}.{k}") for k, e in reader.table(table).items()}


def _instrument(reader: Reader, key: str, entry: Table, licence: Table) -> Instrument:
    place = f"instruments.{key}"
    scale = () if key in signs() else _SCALE
    reader.known_keys(entry, place, (*_OF_A_SIGN, *scale, "own_items"))
    found = Instrument(
        id=key,
        kind=Kind(reader.choice(entry, "kind", place, list(Kind))),
        scoring=Scoring(reader.choice(entry, "scoring", place, list(Scoring))),
        **(_scale_of_a_sign(key) if key in signs() else _scale(reader, entry, place)),
        items=_words(reader, entry, "items", place),
        own_items=int(_optional(reader, entry, "own_items", place) or 0),
        needed_items=int(reader.number(entry, "needed_items", place, low=1, high=50)),
        limits=_words(reader, entry, "limits", place),
        licence=_licence(reader, key, licence),
        provenance=reader.provenance(entry, place),
    )
    _fits(reader, found, place)
    return found


def _scale_of_a_sign(key: str) -> dict[str, Any]:
    sign = signs()[key]
    return {
        "unit": sign.unit,
        "low": sign.low,
        "high": sign.high,
        "higher_is_better": sign.higher_is_better,
        "recall": _RECALL_OF_HOURS[sign.recall_hours],
        "whole": False,
    }


def _scale(reader: Reader, entry: Table, place: str) -> dict[str, Any]:
    return {
        "unit": reader.choice(entry, "unit", place, _UNITS),
        "low": reader.number(entry, "low", place),
        "high": reader.number(entry, "high", place),
        "higher_is_better": reader.choice(entry, "better", place, ("higher", "lower")) == "higher",
        "recall": reader.choice(entry, "recall", place, _RECALLS),
        "whole": reader.truth(entry, "whole", place),
    }


def _fits(reader: Reader, found: Instrument, place: str) -> None:
    """Items, scoring, scale and licence go together."""
    asked = max(len(found.items), found.own_items)
    entered = found.scoring is Scoring.ENTRY
    if found.low >= found.high:
        reader.fault(place, "low must lie below high")
    if bool(found.items) + bool(found.own_items) != (0 if entered else 1):
        reader.fault(place, "give items or own_items, and neither where a score is entered")
    if not entered and (asked == 1) != (found.scoring is Scoring.SINGLE):
        reader.fault(place, "single is for one item, mean for several")
    if found.needed_items > max(asked, 1):
        reader.fault(place, "needed_items asks for more answers than there are items")
    if not entered and not found.licence.kind.may_hold_items:
        reader.fault(place, f"licence {found.licence.kind} allows a score, no items")


def _licence(reader: Reader, key: str, entry: Table) -> Licence:
    place = f"licences.{key}"
    reader.known_keys(entry, place, ("kind",))
    kind = LicenceKind(reader.choice(entry, "kind", place, list(LicenceKind)))
    return Licence(key, kind, reader.provenance(entry, place))


def _importance(reader: Reader, key: str, entry: Table, place: str) -> ImportantChange:
    reader.known_keys(entry, place, _CHANGES)
    values = {name: _optional(reader, entry, name, place) for name in _CHANGES}
    if values["points"] is None and values["fraction"] is None and values["level"] is None:
        reader.fault(place, "give points, a fraction or a level")
    if (values["level"] or 0.0) < (values["same_level"] or 0.0) or (
        (values["level"] is None) != (values["same_level"] is None)
    ):
        reader.fault(place, "level and same_level go together, and level is the higher one")
    for name in ("points", "fraction"):
        low, high = values[name], values[f"to_{name}"]
        if high is not None and (low is None or high <= low):
            reader.fault(place, f"to_{name} must lie above {name}")
    if not 0.0 < (values["fraction"] or 0.5) < 1.0:
        reader.fault(place, "fraction must lie between 0 and 1")
    provenance = reader.provenance(entry, place)
    if values["level"] is not None and not provenance.certainty.may_be_told_as_fact:
        reader.fault(place, "a level is told to the patient as fact, so it can't be remembered")
    return ImportantChange(id=key, **values, provenance=provenance)


def _precision(reader: Reader, key: str, entry: Table, place: str) -> Precision:
    names = ("standard_error", "detectable")
    reader.known_keys(entry, place, names)
    values = {name: _optional(reader, entry, name, place) for name in names}
    given = [value for value in values.values() if value is not None]
    if len(given) != 1 or min(given) <= 0.0:
        reader.fault(place, "give standard_error or detectable, one of them, above 0")
    if key in measured().transforms:
        reader.fault(place, "its error stands in measured_signs.toml")
    return Precision(id=key, **values, provenance=reader.provenance(entry, place))


def _published(reader: Reader, key: str, entry: Table, place: str) -> Published:
    reader.known_keys(entry, place, ("instrument", "what", "low", "high"))
    return Published(
        id=key,
        instrument=reader.text(entry, "instrument", place),
        what=reader.text(entry, "what", place),
        low=reader.number(entry, "low", place),
        high=reader.number(entry, "high", place),
        provenance=reader.provenance(entry, place),
    )


def _code(reader: Reader, key: str, entry: Table, place: str) -> Code:
    reader.known_keys(entry, place, ("system", "code"))
    provenance = reader.provenance(entry, place)
    if provenance.certainty is not Certainty.VERIFIED:
        reader.fault(place, "a code must be verified: look it up where it is issued")
    system = reader.choice(entry, "system", place, ("loinc", "snomed"))
    return Code(key, system, reader.text(entry, "code", place), provenance)


def _kinds(reader: Reader, entry: Table) -> Kinds:
    place = "evidence.kinds"
    reader.known_keys(entry, place, ("kinds", "needed", "left_out"))
    words, left_out = (_words(reader, entry, key, place) for key in ("kinds", "left_out"))
    for word in sorted({*words, *left_out} - set(Kind)):
        reader.fault(place, f"{word!r} is no kind of instrument")
    needed = int(reader.number(entry, "needed", place, low=1, high=len(Kind)))
    return Kinds("kinds", words, left_out, needed, reader.provenance(entry, place))


def _examples(reader: Reader, entry: Table, place: str) -> tuple[Example, ...]:
    found = entry.get("examples")
    if not isinstance(found, list) or not found or not all(isinstance(e, dict) for e in found):
        reader.fault(place, "examples must be a list of tables, at least one")
        return ()
    return tuple(_example(reader, each, f"{place}, example {n}") for n, each in enumerate(found, 1))


def _example(reader: Reader, entry: Table, place: str) -> Example:
    reader.known_keys(entry, place, _EXAMPLE)
    if ("answers" in entry) == ("after" in entry):
        reader.fault(place, "give answers, or before and after")
    return Example(
        answers=entry.get("answers"),
        score=_optional(reader, entry, "score", place),
        before=_optional(reader, entry, "before", place),
        after=_optional(reader, entry, "after", place),
        ratings=int(_optional(reader, entry, "ratings", place) or 1),
        beyond_error=_truth(reader, entry, "beyond_error", place),
        important=_truth(reader, entry, "important", place),
    )


def _belong(reader: Reader, found: Instruments) -> None:
    """Figures and codes are those of an instrument that there is."""
    tables = {"importance": found.importance, "precision": found.precision, "codes": found.codes}
    owners = [(f"{table}.{key}", key) for table, entries in tables.items() for key in entries]
    owners += [(f"published.{key}", each.instrument) for key, each in found.published.items()]
    for place, owner in owners:
        if owner not in found.all:
            reader.fault(place, f"there is no instrument {owner!r}")
    for key, figure in found.importance.items():
        instrument = found.all.get(key)
        if instrument is not None and instrument.is_change != (figure.level is not None):
            reader.fault(f"importance.{key}", "a level is for an answer that is itself a change")


def _words(reader: Reader, entry: Table, key: str, place: str) -> tuple[str, ...]:
    found = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
        reader.fault(place, f"{key} must be a list of names")
        return ()
    if len(set(found)) < len(found):
        reader.fault(place, f"{key} names something twice")
    return tuple(found)


def _optional(reader: Reader, entry: Table, key: str, place: str) -> float | None:
    return reader.number(entry, key, place) if key in entry else None


def _truth(reader: Reader, entry: Table, key: str, place: str) -> bool | None:
    return reader.truth(entry, key, place) if key in entry else None


@cache
def instruments() -> Instruments:
    """The instruments of this release."""
    return read_instruments()
