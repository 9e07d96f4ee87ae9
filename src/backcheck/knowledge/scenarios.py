"""Simulated people as data: what the study states of each scenario, and what was chosen here."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from .provenance import Provenance
from .reading import Reader, Table
from .response import STRATA


class Kind(StrEnum):
    """What the treatment does in a scenario."""

    NULL = "null"  # nothing that counts as help
    HELPED = "helped"
    WORSE = "worse"  # nothing, and the person gets worse


class Worsens(StrEnum):
    """Whose usual level is higher at the end than at the start."""

    NOBODY = "nobody"
    SOME = "some"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Design:
    """What is agreed: the days before the first visit, the visits, the hours of day."""

    id: str
    baseline_days: float
    planned_visits: float
    gap_days: float
    after_last_visit_days: float
    rating_hours: float
    visit_hours: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Habits:
    """How people rate; one draw a person from the ranges."""

    id: str
    level_low_points: float
    level_high_points: float
    noise_low_sd: float
    noise_high_sd: float
    noise_freedom: float
    run_in_days: float
    missing_low_fraction: float
    missing_high_fraction: float
    missing_slope_fraction: float
    copied_fraction: float
    rated_every_days: float
    second_sign_sd: float
    recall_sd: float
    relief_felt_points: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Making:
    """What a person's pain is made of, and what becomes of it on paper. Falls, steps, spells,
    relief and gains are positive when better."""

    id: str
    fall_points: float
    fall_spread_points: float
    fall_from_days: float
    fall_to_days: float
    flare_every_days: float
    flare_mean_points: float
    flare_half_life_days: float
    entry_flare_points: float
    entry_flare_half_life_days: float
    step_points: float
    weekend_points: float
    cycle_points: float
    cycle_days: float
    co_points: float
    co_build_days: float
    spell_points: float
    spell_begins_low_days: float
    spell_begins_high_days: float
    spell_lasts_low_days: float
    spell_lasts_high_days: float
    spell_build_days: float
    relief_points: float
    relief_half_life_days: float
    gain_points: float
    onset_after_visits: float
    visit_bias_points: float
    rating_step_points: float
    entry_fraction: float
    entry_days: float
    shrink_fraction: float
    shrink_from_days: float
    shrink_build_days: float
    silent_above_points: float
    leave_better_points: float
    leave_worse_points: float
    leave_from_visits: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of course. ``effect_points`` is what the study says the treatment does.

    ``stated`` is who says what the study states, ``chosen`` the same of what it leaves open.
    ``number`` is for random streams: it never changes. ``note`` is what the file says of it.
    """

    id: str
    number: int
    code: str
    kind: Kind
    worsens: Worsens
    stratum: str
    effect_points: float
    design: Design
    habits: Habits
    making: Making
    note: str
    stated: Provenance
    chosen: Provenance


@dataclass(frozen=True, slots=True)
class Scenarios:
    """A whole file of them; ``design`` and ``habits`` are those of who has none of their own."""

    design: Design
    habits: Habits
    all: Mapping[str, Scenario]

    def nothing_helped(self) -> tuple[Scenario, ...]:
        """Those in which "helping" is wrong: nulls, and worsening."""
        return tuple(each for each in self.all.values() if each.kind is not Kind.HELPED)

    def helped(self) -> tuple[Scenario, ...]:
        """Those in which "little sign of help" is wrong."""
        return tuple(each for each in self.all.values() if each.kind is Kind.HELPED)

    def nobody_worse(self) -> tuple[Scenario, ...]:
        """Those in which "worse" is wrong for everybody."""
        return tuple(each for each in self.all.values() if each.worsens is Worsens.NOBODY)

    def worse(self) -> tuple[Scenario, ...]:
        """Those in which "worse" is right for everybody."""
        return tuple(each for each in self.all.values() if each.worsens is Worsens.EVERYBODY)


_SHAPES = {f.name for f in dataclasses.fields(Making)} - {"id", "provenance"}
_STATED = {"number", "code", "kind", "worsens", "effect_points"}
_CHOSEN = {"stratum", "design", "habits"}
OPEN, LOCKED = "scenarios.toml", "locked_scenarios.toml"
Record = TypeVar("Record")


def read_scenarios(text: str | None = None, file: str = OPEN) -> Scenarios:
    """Read a file of scenarios (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader(file, text)
    reader.exactly("usual", ("all",))
    designs, habits = _variants(reader, Design, "design"), _variants(reader, Habits, "habits")
    reader.exactly("chosen", reader.table("scenarios"))
    found = {key: _scenario(reader, key, designs, habits) for key in reader.table("scenarios")}
    _check_numbers(reader, list(found.values()))
    reader.done()
    return Scenarios(designs["all"], habits["all"], found)


def _variants(reader: Reader, kind: type[Record], table: str) -> Mapping[str, Record]:
    """What all share, and what differs from it: a variant names only its own numbers."""
    entries = reader.table(table)
    usual = entries.get("all", {})
    return {
        key: reader.record(kind, key, {**usual, **entry}, f"{table}.{key}")
        for key, entry in {"all": usual, **entries}.items()
    }


def _scenario(
    reader: Reader, key: str, designs: Mapping[str, Design], habits: Mapping[str, Habits]
) -> Scenario:
    stated = reader.table("scenarios").get(key, {})
    chosen = reader.table("chosen").get(key, {})
    place, other = f"scenarios.{key}", f"chosen.{key}"
    reader.known_keys(stated, place, _STATED | _SHAPES)
    reader.known_keys(chosen, other, _CHOSEN | _SHAPES)
    for twice in sorted(set(stated) & set(chosen) & _SHAPES):
        reader.fault(other, f"{twice} is stated already")
    return Scenario(
        id=key,
        number=int(reader.number(stated, "number", place, 1, 1000)),
        code=reader.text(stated, "code", place),
        kind=Kind(reader.choice(stated, "kind", place, [kind.value for kind in Kind])),
        worsens=Worsens(reader.choice(stated, "worsens", place, [each.value for each in Worsens])),
        stratum=reader.choice(chosen, "stratum", other, STRATA),
        effect_points=reader.number(stated, "effect_points", place, -10.0, 10.0),
        design=_variant(reader, chosen, "design", other, designs),
        habits=_variant(reader, chosen, "habits", other, habits),
        making=_making(reader, key, stated, chosen),
        note=reader.text(stated, "note", place),
        stated=reader.provenance(stated, place),
        chosen=reader.provenance(chosen, other),
    )


def _variant(
    reader: Reader, chosen: Table, name: str, place: str, known: Mapping[str, Record]
) -> Record:
    """The design or habits a scenario names; those of all when it names none."""
    return known[reader.choice({name: "all", **chosen}, name, place, known)]


def _making(reader: Reader, key: str, stated: Table, chosen: Table) -> Making:
    """The usual numbers, replaced by the scenario's own."""
    own = {name: value for name, value in {**stated, **chosen}.items() if name in _SHAPES}
    usual = reader.table("usual").get("all", {})
    return reader.record(Making, key, {**usual, **own}, f"usual.all with scenarios.{key}")


def _check_numbers(reader: Reader, found: list[Scenario]) -> None:
    numbers = [each.number for each in found]
    if len(set(numbers)) != len(numbers):
        reader.fault("scenarios", "two scenarios have the same number")


@cache
def scenarios() -> Scenarios:
    """The open scenarios of this release: what the product quotes is measured on them."""
    return read_scenarios()


@cache
def locked_scenarios() -> Scenarios:
    """The locked ones: the file says what that means."""
    return read_scenarios(file=LOCKED)
