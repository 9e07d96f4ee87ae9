from __future__ import annotations

import math

import pytest

from backcheck.interchange.fault import Unreadable
from backcheck.interchange.moments import At, at_text, read_at
from backcheck.interchange.on import OnFault, read_on
from backcheck.verdict.course import Course, PainSince, Rating, Stratum, Visit

NUMBERED = Course("N", False, (Rating(1.0, "pain", 7.0), Visit(42.0), Rating(42.5, "pain", 5.0)))
MARCH_3 = read_at("2026-03-03").days
DATED = Course(
    "D",
    True,
    (
        PainSince(MARCH_3 - 9, stratum=Stratum.ACUTE),
        Visit(MARCH_3 + 0.25),
        Rating(MARCH_3 + 0.9375, "pain", 7.0),
    ),
)


def test_days_of_dates_count_from_1970():
    assert read_at("1970-01-01") == At(0.0, dated=True, date_only=True)
    assert read_at("1970-01-02T06:00") == At(1.25, dated=True)
    assert read_at("1969-12-31T18:00:00.000000") == At(-0.25, dated=True)
    assert read_at("2024-02-29").days == 19782.0


def test_a_microsecond_is_neither_lost_nor_pushed_over_midnight():
    for text in ("2026-03-03T23:59:59.999999", "2026-03-03T00:00:00.000001"):
        days = read_at(text).days
        assert math.floor(days) == MARCH_3
        assert at_text(days, dated=True) == text


@pytest.mark.parametrize(
    ("written", "shortest"),
    [
        ("2026-03-03", "2026-03-03T00:00"),
        ("2026-03-03T10:00:00", "2026-03-03T10:00"),
        ("2026-03-03T10:00:30.000", "2026-03-03T10:00:30"),
        ("2026-03-03T10:00:00.250", "2026-03-03T10:00:00.25"),
        ("-0.0", "0"),
        ("+007.50", "7.5"),
        ("0.00001", "0.00001"),
        ("-9999999.5", "-9999999.5"),
    ],
)
def test_a_moment_is_written_as_short_as_it_can_be(written, shortest):
    at = read_at(written)
    assert at_text(at.days, at.dated) == shortest


def test_the_last_instant_before_midnight_stays_on_its_day():
    assert at_text(math.nextafter(MARCH_3 + 1, 0), dated=True) == "2026-03-03T23:59:59.999999"


@pytest.mark.parametrize("text", ["10000000", "-10000000", "9" * 400, "2101-01-01", "1899-12-31"])
def test_days_too_far_away_are_refused(text):
    with pytest.raises(Unreadable):
        read_at(text)


def test_on_a_date_takes_the_whole_day_with_its_latest_event():
    assert read_on("2026-03-03").resolve(DATED) == MARCH_3 + 0.9375
    assert read_on("2026-02-22").resolve(DATED) == MARCH_3 - 9


def test_on_a_date_without_events_is_its_evening():
    assert read_on("2026-03-04").resolve(DATED) == read_at("2026-03-04T20:00").days


def test_on_a_time_or_a_number_is_that_moment():
    assert read_on("2026-03-03T06:00").resolve(DATED) == MARCH_3 + 0.25
    assert read_on(" 42 ").resolve(NUMBERED) == 42.0


def test_on_is_read_once_and_resolved_for_each_course():
    on = read_on("42.25")
    assert [on.resolve(course) for course in (NUMBERED, NUMBERED)] == [42.25, 42.25]


@pytest.mark.parametrize(
    ("text", "course", "words"),
    [
        ("soon", DATED, '"soon" is neither a date nor a day number'),
        ("", DATED, "--on is empty"),
        ("2026-02-30", DATED, "no day of the calendar"),
        ("2026-03-03T10:00Z", DATED, "offset from UTC"),
        ("42", DATED, 'is a day number but course "D" uses dates'),
        ("2026-03-03", NUMBERED, 'is a date but course "N" uses day numbers'),
    ],
)
def test_an_on_that_is_no_moment_of_the_course_is_refused(text, course, words):
    with pytest.raises(OnFault, match=words):
        read_on(text).resolve(course)
