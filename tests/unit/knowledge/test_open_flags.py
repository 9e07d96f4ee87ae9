"""What is open of the warning signs of one person: every short history is tried."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from backcheck.knowledge.dials import WarningSigns
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.open_flags import (
    Asked,
    Cleared,
    Sign,
    Way,
    course_flag,
    greatest,
    open_flags,
    warning_signs,
)
from backcheck.verdict.course import FlagLevel

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
URGENT = (Level.SAME_DAY, Level.EMERGENCY)
RULE, OTHER = "A1_foot_drop", "B2_history"


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def asked(hour: int, *signs: tuple[str, Level]) -> Asked:
    return Asked(at(hour), tuple(Sign(*each) for each in signs))


def cleared(hour: int, way: Way, *rules: str) -> Cleared:
    return Cleared(at(hour), way, frozenset(rules))


# What may happen at an hour: nothing, a screening without or with the sign at a level, a clearance
# of either way that names the sign, or one that names another.
HAPPENINGS: tuple[tuple[str, object], ...] = (
    ("asked", None),
    *(("asked", level) for level in Level if level is not Level.NONE),
    *((way.value, rule) for way in Way for rule in (RULE, OTHER)),
)
History = tuple[tuple[str, object], ...]


def histories(most: int = 4) -> Iterator[History]:
    for length in range(most + 1):
        yield from itertools.product(HAPPENINGS, repeat=length)


def played(history: History) -> tuple[list[Asked], list[Cleared]]:
    screenings, clearances = [], []
    for hour, (kind, what) in enumerate(history):
        if kind == "asked":
            signs = () if what is None else ((RULE, Level(what)),)
            screenings.append(asked(hour, *signs))
        else:
            clearances.append(cleared(hour, Way(kind), str(what)))
    return screenings, clearances


def expected(history: History) -> Level:
    """Told step by step, the way one would read a record; the function looks at all at once."""
    standing: set[Level] = set()
    for kind, what in history:
        if kind == "asked" and what is not None and Level(what) >= Level.DOCTOR_FIRST:
            standing.add(Level(what))
        elif kind == Way.DOCTOR and what == RULE:
            standing.clear()
        elif kind == Way.STEPPED_DOWN and what == RULE:
            standing -= {Level.DOCTOR_FIRST}
    return max(standing, default=Level.NONE)


def test_every_short_history_leaves_open_what_a_reader_of_it_would_say() -> None:
    for history in histories():
        screenings, clearances = played(history)
        assert greatest(open_flags(screenings, clearances)) is expected(history), history


def test_the_order_in_which_rows_come_changes_nothing() -> None:
    for history in histories(3):
        screenings, clearances = played(history)
        backwards = open_flags(screenings[::-1], clearances[::-1])
        assert backwards == open_flags(screenings, clearances)


@pytest.mark.parametrize("level", URGENT)
def test_no_later_answer_and_no_practitioner_ends_what_is_urgent(level: Level) -> None:
    """Nothing but a doctor's assessment of this very rule, whatever else happens after it."""
    others = [each for each in HAPPENINGS if each != (Way.DOCTOR.value, RULE)]
    for after in itertools.product(others, repeat=3):
        screenings, clearances = played((("asked", level), *after))
        assert greatest(open_flags(screenings, clearances)) >= level


def test_a_clearance_ends_the_rules_it_names_alone() -> None:
    screenings = [asked(0, (RULE, Level.EMERGENCY), (OTHER, Level.DOCTOR_FIRST))]
    (left,) = open_flags(screenings, [cleared(1, Way.DOCTOR, RULE)])
    assert (left.rule, left.level) == (OTHER, Level.DOCTOR_FIRST)
    assert open_flags(screenings, [cleared(1, Way.DOCTOR, RULE, OTHER)]) == ()


def test_what_is_raised_anew_is_open_again_since_then() -> None:
    screenings = [asked(0, (RULE, Level.EMERGENCY)), asked(2, (RULE, Level.SAME_DAY))]
    (flag,) = open_flags(screenings, [cleared(1, Way.DOCTOR, RULE)])
    assert (flag.level, flag.since, flag.latest) == (Level.SAME_DAY, at(2), at(2))


def test_a_clearance_of_the_same_moment_counts() -> None:
    """A doctor's assessment counts until the end of its day, the last moment included."""
    assert open_flags([asked(1, (RULE, Level.EMERGENCY))], [cleared(1, Way.DOCTOR, RULE)]) == ()


def test_the_most_urgent_stands_first_with_its_greatest_level() -> None:
    screenings = [
        asked(0, (OTHER, Level.DOCTOR_FIRST), (RULE, Level.SAME_DAY)),
        asked(3, (RULE, Level.EMERGENCY)),
    ]
    flags = open_flags(screenings, [])
    assert [(flag.rule, flag.level) for flag in flags] == [
        (RULE, Level.EMERGENCY),
        (OTHER, Level.DOCTOR_FIRST),
    ]
    assert (flags[0].since, flags[0].latest) == (at(0), at(3))


def test_a_course_knows_every_level_there_is() -> None:
    assert course_flag(Level.NONE) is None
    told = {FlagLevel(str(course_flag(level))) for level in Level if level is not Level.NONE}
    assert told == set(FlagLevel) - {FlagLevel.CLEARED}


@pytest.mark.parametrize(
    ("signs", "is_whole", "is_open", "told"),
    [
        ((), True, False, WarningSigns.NONE_REPORTED),
        ((), False, False, WarningSigns.NOT_ASKED),
        (((RULE, Level.NOTE),), True, False, WarningSigns.OPEN),
        ((), True, True, WarningSigns.OPEN),
        ((), False, True, WarningSigns.OPEN),
    ],
)
def test_the_alarm_explains_only_where_nothing_was_reported(
    signs: tuple[tuple[str, Level], ...], is_whole: bool, is_open: bool, told: WarningSigns
) -> None:
    today = Asked(at(9), tuple(Sign(*each) for each in signs), is_whole)
    flags = open_flags([asked(0, (OTHER, Level.EMERGENCY))], []) if is_open else ()
    assert warning_signs([today], flags) is told


def test_where_nobody_asked_today_the_alarm_is_told_so() -> None:
    assert warning_signs([], ()) is WarningSigns.NOT_ASKED
    earlier = asked(0, (RULE, Level.NOTE))
    assert warning_signs([asked(1), earlier], ()) is WarningSigns.NONE_REPORTED
