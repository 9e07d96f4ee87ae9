"""``to_csv`` and ``from_csv`` undo each other for any course the contract allows."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.interchange.course_file import from_csv, to_csv
from backcheck.interchange.fault import CourseFileFaults
from backcheck.interchange.moments import at_text, read_at
from backcheck.knowledge.signs import signs
from backcheck.verdict.course import (
    AlsoStarted,
    Closed,
    Course,
    Event,
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

DAY_MICROSECONDS = 86_400_000_000
texts = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200)
    .map(str.strip)
    .filter(bool)
)
scores = st.floats(0, 10)


def moments(dated: bool) -> st.SearchStrategy[float]:
    if not dated:
        return st.floats(-9e6, 9e6)
    day = st.integers(-25_000, 47_000)  # 1901 to 2098
    micros = st.integers(0, DAY_MICROSECONDS - 1)
    return st.builds(lambda d, m: d + m / DAY_MICROSECONDS, day, micros)


@st.composite
def ratings(draw: Callable, dated: bool) -> list[Event]:
    keys = draw(st.sets(st.tuples(moments(dated), st.sampled_from(sorted(signs()))), max_size=8))
    return [
        Rating(at, sign, draw(st.floats(signs()[sign].low, signs()[sign].high)))
        for at, sign in sorted(keys)
    ]


@st.composite
def visits_with_company(draw: Callable, dated: bool) -> list[Event]:
    """At most one visit a day, so that its movements have no other to belong to."""
    visits = draw(st.lists(moments(dated), max_size=4, unique_by=math.floor))
    events: list[Event] = list(map(Visit, visits))
    for at in visits:
        before = draw(st.lists(texts, max_size=2, unique=True))
        after = draw(st.lists(texts, max_size=2))
        events += [MovementCheck(at, Moment.BEFORE, name, draw(scores)) for name in before]
        events += [MovementCheck(at, Moment.AFTER, name, draw(scores)) for name in after]
        later = at + draw(st.floats(0.01, 30))
        if read_at(at_text(later, dated)).days != later:
            later = read_at(at_text(later, dated)).days
        since = later - max(v for v in visits if v < later)
        held = st.none() | st.floats(0, since + 1)
        events += [ReliefReport(later, draw(held)) for _ in range(draw(st.integers(0, 2)))]
    return events


@st.composite
def once_only(draw: Callable, dated: bool) -> list[Event]:
    at = draw(moments(dated))
    events: list[Event] = [
        Plan(at, draw(st.integers(1, 200))),
        Primary(at, draw(st.sampled_from(sorted(signs())))),
        PainSince(at, stratum=draw(st.sampled_from(Stratum)))
        if draw(st.booleans())
        else PainSince(at, began_at_days=float(math.floor(at) - draw(st.integers(0, 300)))),
        AlsoStarted(at, draw(texts)),
        AlsoStarted(at, draw(texts)),
        Flag(at, draw(st.sampled_from(FlagLevel)), draw(texts)),
        Flag(at, draw(st.sampled_from(FlagLevel)), draw(texts)),
    ]
    return [event for event in events if draw(st.booleans())]


@st.composite
def course_lists(draw: Callable) -> list[Course]:
    courses = []
    for name in draw(st.lists(texts, min_size=1, max_size=3, unique=True)):
        dated = draw(st.booleans())
        events = draw(ratings(dated)) + draw(visits_with_company(dated)) + draw(once_only(dated))
        last = max((event.at_days for event in events if isinstance(event, Visit)), default=0.0)
        events += [Closed(last)] if draw(st.booleans()) or not events else []
        courses.append(Course(name, dated, tuple(events)))
    return courses


@given(course_lists())
@settings(deadline=None)
def test_any_courses_read_back_as_they_were_written(courses):
    assert from_csv(to_csv(courses).encode()) == courses


@given(course_lists(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_rows_in_any_order_give_the_same_courses(courses, rng: random.Random):
    header, *rows = to_csv(courses).rstrip("\n").split("\n")
    rng.shuffle(rows)
    again = from_csv("\n".join([header, *rows]).encode())
    assert sorted(again, key=lambda c: c.id) == sorted(courses, key=lambda c: c.id)


@given(st.integers(-25_567, 47_846), st.integers(0, DAY_MICROSECONDS - 1))
def test_every_microsecond_of_two_centuries_has_its_own_day_number_and_text(day, micros):
    days = day + micros / DAY_MICROSECONDS
    text = at_text(days, dated=True)
    assert math.floor(days) == day
    assert read_at(text).days == days
    assert len(text) in (16, 19) or len(text.partition(".")[2]) <= 6


@given(st.floats(-9.99e6, 9.99e6))
def test_every_day_number_reads_back_exactly(days):
    assert read_at(at_text(days, dated=False)).days == days


@given(st.floats(-20_000, 40_000))
def test_a_written_moment_is_within_a_microsecond_and_on_the_same_day(days):
    again = read_at(at_text(days, dated=True)).days
    assert math.floor(again) == math.floor(days)
    assert abs(again - days) * DAY_MICROSECONDS < 1.01


@given(
    st.binary(max_size=300)
    | st.text('course,at,event,name,value\n"A1;26-03rating visit', max_size=300).map(str.encode)
)
def test_no_bytes_at_all_make_it_stumble(data):
    for prefix in (b"", b"course,at,event,name,value\n"):
        try:
            from_csv(prefix + data)
        except CourseFileFaults as found:
            assert found.faults
            assert all(fault.line_text.isprintable() and fault.remedy for fault in found.faults)
