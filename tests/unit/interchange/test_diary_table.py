"""The tables here are invented; the real one stays outside the project (its licence)."""

from __future__ import annotations

import csv
import math
import os
from pathlib import Path

import pytest

from backcheck.interchange.course_file import from_csv, to_csv
from backcheck.interchange.diary_table import DiaryRow, courses_from_diary, weekly_visits
from backcheck.verdict.course import Course, PainSince, Rating, Stratum, Visit

PHASES = ("T1", "T2")


def table(text: str) -> list[DiaryRow]:
    return [DiaryRow(*(line + "   ").split(" ")[:4]) for line in text.strip().splitlines()]


def test_each_week_of_a_treatment_phase_begins_with_a_visit():
    assert weekly_visits([[16.3, 20.0, 30.1], [38.9, 40.0]]) == (16.0, 23.0, 30.0, 38.0)


def test_a_week_that_begins_on_the_last_day_still_has_its_visit():
    assert weekly_visits([[7.9, 14.0]]) == (7.0, 14.0)
    assert weekly_visits([[7.9, 13.99]]) == (7.0,)


def test_phases_that_share_a_day_do_not_double_its_visit():
    assert weekly_visits([[7.2, 7.4], [7.8, 9.0], []]) == (7.0,)


def test_a_table_becomes_one_course_a_subject():
    rows = table("a 0.5 7 baseline\nb 0.1 3 baseline\na 9.2 5 T1\na 16.4 4 T1\na 20.0 4 washout1")
    converted = courses_from_diary(rows, PHASES)
    began = PainSince(0.0, stratum=Stratum.OVER_A_YEAR)
    ratings = [
        Rating(day, "pain", value) for day, value in ((0.5, 7), (9.2, 5), (16.4, 4), (20, 4))
    ]
    assert converted.courses == (
        Course(
            "a", False, (began, *ratings[:1], Visit(9.0), ratings[1], Visit(16.0), *ratings[2:])
        ),
        Course("b", False, (began, Rating(0.1, "pain", 3))),
    )
    assert converted.without_visits == ("b",)
    assert (converted.averaged_twins, converted.dropped_rows, converted.unlabelled) == (0, 0, 0)


def test_twins_are_averaged_and_counted():
    converted = courses_from_diary(table("a 1 7 T1\na 1.0 4 T1\na 1 4 T1\na 2 1 T1"), PHASES)
    [course] = converted.courses
    assert [e.value for e in course.events if isinstance(e, Rating)] == [5.0, 1.0]
    assert converted.averaged_twins == 2


def test_rows_that_say_nothing_are_dropped_and_counted_by_reason():
    rows = table("a 1 7 T1\na 2  T1\na x 7 T1\na nan 7 T1\na 3 11 T1\na 3 eight T1\n 3 8 T1")
    converted = courses_from_diary(rows, PHASES)
    assert dict(converted.dropped) == {
        "no value": 1, "no readable day": 2, "value off its scale": 2, "no subject": 1,
    }  # fmt: skip
    assert converted.dropped_rows == 6
    assert len(converted.courses[0].events) == 3


def test_ratings_outside_any_phase_are_kept_and_counted():
    converted = courses_from_diary(table("a 1 7 \na 2 6 T1\na 3 5 "), PHASES)
    assert converted.unlabelled == 2
    assert len([e for e in converted.courses[0].events if isinstance(e, Rating)]) == 3


def test_the_order_of_rows_does_not_matter():
    rows = table("a 1 7 baseline\na 9 4 T1\na 8 6 T1\na 9 5 T1")
    assert courses_from_diary(rows, PHASES) == courses_from_diary(rows[::-1], PHASES)


def test_the_courses_are_valid_course_files():
    courses = courses_from_diary(table("a 0.1 7.5 T1\na 0.1 7 T1\nb 3 1 T2"), PHASES).courses
    assert tuple(from_csv(to_csv(courses).encode())) == courses


def test_the_real_placebo_diary_converts_without_loss():
    folder = os.environ.get("BACKCHECK_REAL_DATA")
    if not folder:
        pytest.skip("BACKCHECK_REAL_DATA is not set; it names the folder of the real data sets")
    path = Path(folder) / "apkarian_placebo1_cbp" / "ratings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            DiaryRow(row["subject"], row["day"], row["pain"], row["phase_label"])
            for row in csv.DictReader(file)
        ]
    converted = courses_from_diary(rows, PHASES)
    ratings = [e for c in converted.courses for e in c.events if isinstance(e, Rating)]
    visits = [[e.at_days for e in c.events if isinstance(e, Visit)] for c in converted.courses]
    assert len(rows) == len(ratings) + converted.averaged_twins + converted.dropped_rows == 6799
    assert (converted.averaged_twins, converted.dropped_rows, converted.unlabelled) == (0, 0, 173)
    assert len(converted.courses) == 74
    assert len(converted.without_visits) == 6
    assert all(at == math.floor(at) for own in visits for at in own)
    assert {len(own) for own in visits if own} <= set(range(2, 9))
    assert tuple(from_csv(to_csv(converted.courses).encode())) == converted.courses
