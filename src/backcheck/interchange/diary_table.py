"""From a table of ratings (a trial's diary) to courses with pretended weekly visits.

Trials of pills have diaries but no visits. Each week of a treatment phase is taken to begin with
one, so the response model can be asked what it says where nothing was done with needles.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backcheck.knowledge.signs import signs
from backcheck.verdict.course import Course, Event, PainSince, Rating, Stratum, Visit

from .decimals import read_between, read_decimal
from .fault import Unreadable

_WEEK_DAYS = 7


class DiaryRow(NamedTuple):
    """One cell-by-cell row of a ratings table; ``phase`` may be empty (unlabelled)."""

    subject: str
    day: str
    value: str
    phase: str


@dataclass(frozen=True, slots=True)
class Converted:
    """The courses, and all that was not taken over as it stood.

    ``averaged_twins``: ratings that shared a moment with an earlier one and went into its mean.
    ``dropped``: rows left out, counted by reason. ``unlabelled``: ratings kept, outside any phase.
    ``without_visits``: subjects that never entered a treatment phase.
    """

    courses: tuple[Course, ...]
    averaged_twins: int
    dropped: Mapping[str, int]
    unlabelled: int
    without_visits: tuple[str, ...]

    @property
    def dropped_rows(self) -> int:
        """How many rows were left out, for any reason."""
        return sum(self.dropped.values())


class _Reading(NamedTuple):
    day: float
    value: float
    phase: str


def courses_from_diary(
    rows: Iterable[DiaryRow],
    treatment_phases: Collection[str],
    sign: str = "pain",
    stratum: Stratum = Stratum.OVER_A_YEAR,
) -> Converted:
    """One course for each subject, in order of first appearance, in day numbers.

    Rows may come in any order. Ratings outside every treatment phase stay in the diary; they
    only bring no visits.

    Args:
        rows: the table.
        treatment_phases: the labels of the phases in which something was done.
        sign: which sign the values are ratings of; its scale decides what is dropped.
        stratum: how long the pain of these subjects had lasted.
    """
    dropped: Counter[str] = Counter()
    by_subject: dict[str, list[_Reading]] = defaultdict(list)
    for row in rows:
        reading = _reading(row, sign, dropped)
        if reading is not None:
            by_subject[row.subject.strip()].append(reading)
    visits = {who: _visits_of(own, treatment_phases) for who, own in by_subject.items()}
    readings = [reading for own in by_subject.values() for reading in own]
    moments = sum(len({reading.day for reading in own}) for own in by_subject.values())
    return Converted(
        courses=tuple(
            _course(who, own, visits[who], sign, stratum) for who, own in by_subject.items()
        ),
        averaged_twins=len(readings) - moments,
        dropped=dict(dropped),
        unlabelled=sum(not reading.phase for reading in readings),
        without_visits=tuple(who for who in by_subject if not visits[who]),
    )


def weekly_visits(phases: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """The pretended visits: each phase's first whole day, and every 7 days up to its last day.

    ``phases`` are the rating days of each treatment phase, in any order; empty ones bring nothing.
    """
    visits: set[float] = set()
    for days in phases:
        if days:
            first, last = math.floor(min(days)), math.floor(max(days))
            visits.update(map(float, range(first, last + 1, _WEEK_DAYS)))
    return tuple(sorted(visits))


def _reading(row: DiaryRow, sign: str, dropped: Counter[str]) -> _Reading | None:
    scale = signs()[sign]
    if not row.subject.strip():
        dropped["no subject"] += 1
        return None
    try:
        day = read_decimal(row.day.strip())
    except Unreadable:
        dropped["no readable day"] += 1
        return None
    try:
        value = read_between(row.value.strip(), scale.low, scale.high)
    except Unreadable:
        dropped["value off its scale" if row.value.strip() else "no value"] += 1
        return None
    return _Reading(day, value, row.phase.strip())


def _visits_of(own: Iterable[_Reading], treatment_phases: Collection[str]) -> tuple[float, ...]:
    days: dict[str, list[float]] = defaultdict(list)
    for reading in own:
        if reading.phase in treatment_phases:
            days[reading.phase].append(reading.day)
    return weekly_visits(days.values())


def _course(
    who: str, own: Sequence[_Reading], visits: Iterable[float], sign: str, stratum: Stratum
) -> Course:
    values: dict[float, list[float]] = defaultdict(list)
    for reading in own:
        values[reading.day].append(reading.value)
    began = float(math.floor(min(values)))
    events: list[Event] = [PainSince(began, stratum=stratum), *map(Visit, visits)]
    events += [Rating(day, sign, math.fsum(all_) / len(all_)) for day, all_ in values.items()]
    return Course(who, False, tuple(events))
