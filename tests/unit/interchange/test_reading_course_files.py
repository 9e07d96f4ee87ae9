from __future__ import annotations

import random
import time
from datetime import date

import pytest

from backcheck.interchange.course_file import from_csv, to_csv
from backcheck.verdict.course import (
    AlsoStarted,
    Closed,
    Course,
    Flag,
    FlagLevel,
    Moment,
    MovementCheck,
    PainSince,
    Plan,
    Primary,
    Rating,
    ReliefReport,
    Stratum,
    Visit,
)

FEBRUARY_20 = float((date(2026, 2, 20) - date(1970, 1, 1)).days)


def test_the_example_of_the_contract_is_read_event_by_event(example):
    [course] = from_csv(example.encode())
    day = FEBRUARY_20
    assert course == Course(
        "A1",
        True,
        (
            PainSince(day, began_at_days=float((date(2025, 6, 1) - date(1970, 1, 1)).days)),
            Plan(day, 8),
            Primary(day, "pain"),
            Rating(day + 6 + 20.25 / 24, "pain", 7.0),
            Rating(day + 7 + 20 / 24, "pain", 6.5),
            MovementCheck(day + 11 + (9 * 60 + 55) / 1440, Moment.BEFORE, "bend forward", 8.0),
            Visit(day + 11 + 10 / 24),
            MovementCheck(day + 11 + (10 * 60 + 40) / 1440, Moment.AFTER, "bend forward", 5.0),
            ReliefReport(day + 13 + 20 / 24, 2.0),
            AlsoStarted(day + 28, "exercise class"),
            Flag(day + 29, FlagLevel.DOCTOR_FIRST, "weight_loss"),
        ),
    )


def test_rows_in_any_order_give_the_same_course(read):
    rows = [
        "A,3,rating,pain,7", "A,3,rating,sleep,2", "A,3,visit,,", "A,3,movement_before,bend,8",
        "A,3,movement_after,bend,5", "A,3,movement_after,bend,4", "A,3,movement_after,turn,4",
        "A,0,flag,note,b", "A,0,flag,note,a", "A,0,plan,visits,6", "A,0,primary,pain,",
        "A,0,also_started,yoga,", "A,0,also_started,a pillow,", "A,0,pain_since,,acute",
        "A,5,relief,holding,", "A,5,relief,ended,1", "A,9,closed,,",
    ]  # fmt: skip
    expected = read(*rows)
    for seed in range(30):
        random.Random(seed).shuffle(rows)
        assert read(*rows) == expected


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\n\n"),
        lambda data: data.replace(b"\n", b"\n,,,,\n"),
        lambda data: data.rstrip(b"\n"),
        lambda data: data.replace(b",", b" , "),
        lambda data: data.replace(b"bend forward", b'"bend forward"'),
        lambda data: data.replace(b",bend forward", b', "bend forward"'),
    ],
    ids=["bom", "crlf", "bom+crlf", "blank lines", "empty rows", "no last newline", "spaces",
         "quotes", "quotes after a space"],
)  # fmt: skip
def test_the_same_file_written_otherwise_is_the_same_course(example, rewrite):
    assert from_csv(rewrite(example.encode())) == from_csv(example.encode())


def test_columns_may_stand_in_any_order_and_unknown_ones_are_ignored():
    data = b"note,value,name,event,at,course,note\n,7,pain,rating,3,A,\nfoo,,,visit,4,A,9\n"
    assert from_csv(data) == [Course("A", False, (Rating(3.0, "pain", 7.0), Visit(4.0)))]


def test_courses_come_in_the_order_of_their_first_row(read):
    rows = ["B,1,visit,,", "A,1,visit,,", "B,2,visit,,", "C,2026-03-03,visit,,"]
    assert [course.id for course in read(*rows)] == ["B", "A", "C"]


def test_courses_of_one_file_may_use_different_kinds_of_day(read):
    dated, numbered = read("A,2026-03-03,visit,,", "B,1,visit,,")
    assert (dated.dated, numbered.dated) == (True, False)


def test_a_date_alone_has_the_hour_of_its_event(read):
    [course] = read(
        "A,2026-02-20,rating,pain,7", "A,2026-02-20,visit,,", "A,2026-02-20,movement_before,bend,1",
        "A,2026-02-20,movement_after,bend,1", "A,2026-02-20,also_started,yoga,",
        "A,2026-02-20,relief,holding,",
    )  # fmt: skip
    hours = [round((event.at_days - FEBRUARY_20) * 24, 6) for event in course.events]
    assert hours == [0, 12, 12, 12, 20, 20]
    assert [type(event).__name__ for event in course.events] == [
        "AlsoStarted", "MovementCheck", "Visit", "MovementCheck", "Rating", "ReliefReport",
    ]  # fmt: skip


def test_day_numbers_may_be_negative_and_fractional(read):
    [course] = read("A,-3.25,rating,pain,7", "A,+4,visit,,")
    assert [event.at_days for event in course.events] == [-3.25, 4.0]


@pytest.mark.parametrize(
    ("value", "stratum"),
    [
        ("acute", Stratum.ACUTE),
        ("persistent", Stratum.PERSISTENT),
        ("over_a_year", Stratum.OVER_A_YEAR),
        ("chronic", Stratum.OVER_A_YEAR),
        ("unknown", Stratum.MIXED),
    ],
)
def test_the_beginning_of_pain_may_be_a_word(read, value, stratum):
    [course] = read(f"A,3,pain_since,,{value}")
    assert course.events == (PainSince(3.0, stratum=stratum),)


def test_every_level_of_flag_and_the_closing_are_read(read):
    levels = ["emergency", "same_day", "doctor_first", "note", "cleared"]
    [course] = read(
        *(f"A,{day},flag,{level},dr X" for day, level in enumerate(levels)), "A,9,closed,,"
    )
    assert [e.level for e in course.events if isinstance(e, Flag)] == list(FlagLevel)
    assert course.events[-1] == Closed(9.0)


def test_all_reports_of_relief_are_kept(read):
    [course] = read(
        "A,1,visit,,", "A,2,relief,holding,", "A,3,relief,ended,1.5", "A,4,relief,ended,0"
    )
    assert [e.held_days for e in course.events if isinstance(e, ReliefReport)] == [None, 1.5, 0.0]


def test_a_sign_off_the_ten_point_scale_has_its_own_ends(read, faults):
    [course] = read("A,1,rating,reach_cm,-12.5", "A,1,rating,sitting_minutes,90")
    assert {event.value for event in course.events} == {-12.5, 90.0}
    assert faults("A,1,rating,reach_cm,-61")[0].message == '"-61" is outside -60 to 120'


def test_a_hebrew_name_is_kept_as_it_is(read):
    [course] = read("מטופל,1,also_started,קבוצת התעמלות,")
    assert course == Course("מטופל", False, (AlsoStarted(1.0, "קבוצת התעמלות"),))


def test_a_quoted_cell_may_hold_a_comma_and_an_ignored_one_even_lines():
    data = (
        b'course,at,event,name,value,note\nA,1,also_started,"yoga, ""hot""",,"a\nb"\nA,2,visit,,,\n'
    )
    assert from_csv(data) == [Course("A", False, (AlsoStarted(1.0, 'yoga, "hot"'), Visit(2.0)))]


def test_a_gap_of_a_year_is_only_a_gap(read):
    [course] = read("A,2025-01-01,visit,,", "A,2026-03-01,visit,,")
    assert course.events[1].at_days - course.events[0].at_days == 424.0


def test_ten_thousand_ratings_are_read_quickly_and_in_linear_time(read):
    def seconds(count: int) -> float:
        rows = [f"A,{day / 4},rating,pain,{day % 11}" for day in range(count)]
        begin = time.perf_counter()
        [course] = read(*rows)
        assert len(course.events) == count
        return time.perf_counter() - begin

    assert seconds(10_000) < 2.0  # measured 0.25 s on one busy core; the rest is for slow machines
    assert seconds(40_000) < 8.0


def test_the_example_reads_back_as_it_was_written(example):
    courses = from_csv(example.encode())
    assert from_csv(to_csv(courses).encode()) == courses


def test_what_a_file_can_not_hold_is_not_written():
    visit = Visit(1.0)
    for bad, reason in [
        ([Course("A", False, (visit,)), Course("A", False, (visit,))], "two courses"),
        ([Course("A", False)], "no events"),
        ([Course("A", False, (AlsoStarted(1.0, " yoga"),))], "spaces around"),
        ([Course("A", False, (AlsoStarted(1.0, "yo\nga"),))], "line break"),
        ([Course("", False, (visit,))], "empty"),
        ([Course("A", True, (PainSince(1.0, began_at_days=0.5),))], "whole day"),
    ]:
        with pytest.raises(ValueError, match=reason):
            to_csv(bad)
