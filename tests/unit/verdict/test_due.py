"""What is due, and how soon."""

from __future__ import annotations

import pytest

from backcheck.verdict.assessment import assess
from backcheck.verdict.course import Closed, Course, Event, Flag, FlagLevel, Rating, Visit
from backcheck.verdict.due import When, due
from backcheck.verdict.rules import NextStep

EVENING = 20.0 / 24.0


def course(days: int, visits: int, *more: Event) -> Course:
    ratings = [Rating(day + EVENING, "pain", 8.0 - 0.06 * day) for day in range(days)]
    return Course("x", False, (*ratings, *(Visit(7.5 + 7.0 * n) for n in range(visits)), *more))


def said(found: Course, today: float) -> list[tuple[str, str]]:
    return [(each.when.name, each.said.id) for each in due(assess(found), today)]


def test_before_the_first_visit_nothing_presses() -> None:
    assert said(course(5, 0), 5.0) == [("LATER", "due.first_visit")]


@pytest.mark.parametrize(
    ("visits", "due_now"),
    [(1, False), (3, False), (4, True), (5, False), (6, True), (7, False), (8, True), (12, True)],
)
def test_a_look_is_due_when_its_visit_has_been(visits: int, due_now: bool) -> None:
    days = 7 * visits + 3
    expected = ("NOW", "due.look") if due_now else ("LATER", "due.next_look")
    assert said(course(days, visits), float(days)) == [expected]


def test_the_coming_look_is_counted() -> None:
    (later,) = due(assess(course(20, 2)), 20.0)
    assert later.said.parameters == {"visit": 4, "count": 2}


def test_the_last_day_of_the_agreement_is_a_look() -> None:
    assert ("NOW", "due.look") in said(course(98, 5), 98.0)


@pytest.mark.parametrize(("today", "quiet"), [(20.0, None), (22.9, None), (23.0, 3), (26.0, 6)])
def test_a_quiet_diary_is_asked_about(today: float, quiet: int | None) -> None:
    found = [each for each in due(assess(course(20, 2)), today) if each.said.id == "due.quiet"]
    assert [each.said.parameters["count"] for each in found] == ([quiet] if quiet else [])


def test_somebody_who_does_not_come_back_is_asked_about() -> None:
    assert ("SOON", "due.visit_late") in said(course(30, 2), 30.0)
    assert ("SOON", "due.visit_late") not in said(course(27, 2), 27.0)


def test_no_rating_at_all_is_the_first_thing_to_ask() -> None:
    assert said(course(0, 2), 15.0)[0] == ("NOW", "due.no_rating")


@pytest.mark.parametrize("level", ["emergency", "same_day", "doctor_first"])
def test_an_open_warning_sign_comes_before_all_else(level: str) -> None:
    flag = Flag(19.0, FlagLevel(level), "weight_loss")
    assert said(course(33, 4, flag), 36.0)[0] == ("NOW", f"due.flag.{level}")


def test_a_note_and_a_cleared_sign_are_not_due() -> None:
    note = Flag(19.0, FlagLevel.NOTE, "age")
    cleared = (Flag(18.0, FlagLevel.SAME_DAY, "fever"), Flag(19.0, FlagLevel.CLEARED, "Dr"))
    assert said(course(20, 2, note), 20.0) == [("LATER", "due.next_look")]
    assert said(course(20, 2, *cleared), 20.0) == [("LATER", "due.next_look")]


@pytest.mark.parametrize(
    ("today", "when", "key"),
    [
        (70.0, When.NOTHING, "due.follow_up_later"),
        (60.0 + 84.0 - 7.5, When.NOTHING, "due.follow_up_later"),
        (60.0 + 84.0 - 7.0, When.SOON, "due.follow_up"),
        (60.0 + 84.0, When.NOW, "due.follow_up"),
    ],
)
def test_an_ended_course_is_asked_about_once_more(today: float, when: When, key: str) -> None:
    assert said(course(60, 6, Closed(60.0)), today) == [(when.name, key)]


def test_what_ought_not_to_go_on_is_decided_at_once() -> None:
    ratings = [Rating(day + EVENING, "pain", 5.0) for day in range(38)]
    visits = [Visit(7.5 + 7.0 * number) for number in range(5)]
    assessment = assess(Course("x", False, (*ratings, *visits)))
    assert assessment.next_step is NextStep.STOP_AND_REASSESS
    assert [each.said.id for each in due(assessment, 38.0)] == ["due.decide"]
