"""Each rule of the verdict and of the next step, on both sides of its threshold."""

from __future__ import annotations

import pytest

from backcheck.verdict.course import AlsoStarted, Flag, FlagLevel, Rating
from backcheck.verdict.diary import also_started
from backcheck.verdict.rules import NextStep, Verdict, next_step_of, verdict_of
from tests.support.courses import MORNING, diary, ratings, told, visits

FULL = diary(ratings([6] * 60), visits([12, 19, 26, 33, 40, 47]))


@pytest.mark.parametrize(
    ("numbers", "verdict"),
    [
        ({"worse": 0.80, "helping": 0.9}, Verdict.WORSE),
        ({"worse": 0.65, "helping": 0.9}, Verdict.WORSE),
        ({"worse": 0.649}, Verdict.CANNOT_TELL_YET),
        ({"helping": 0.80, "sceptical": 0.45}, Verdict.VERY_LIKELY_HELPING),
        ({"helping": 0.80, "sceptical": 0.449}, Verdict.PROBABLY_HELPING),
        ({"helping": 0.799, "sceptical": 0.9}, Verdict.PROBABLY_HELPING),
        ({"helping": 0.65}, Verdict.PROBABLY_HELPING),
        ({"helping": 0.649}, Verdict.CANNOT_TELL_YET),
        ({"helping": 0.649, "real": 0.80, "one": 0.80}, Verdict.BETTER_CAUSE_UNCLEAR),
        ({"real": 0.80, "one": 0.799}, Verdict.CANNOT_TELL_YET),
        ({"real": 0.799, "one": 0.9}, Verdict.CANNOT_TELL_YET),
        ({"helping": 0.149, "real": 0.499}, Verdict.LITTLE_SIGN_OF_HELP),
        ({"helping": 0.15, "real": 0.1}, Verdict.CANNOT_TELL_YET),
        ({"helping": 0.1, "real": 0.5}, Verdict.CANNOT_TELL_YET),
    ],
)
def test_the_first_rule_that_holds_gives_the_verdict(numbers, verdict):
    assert verdict_of(FULL, told(**numbers)) is verdict


def test_without_a_visit_nothing_is_told():
    assert verdict_of(diary(ratings([6] * 60)), told(worse=1.0)) is not Verdict.WORSE


@pytest.mark.parametrize(
    ("days_before", "days_after", "verdict"),
    [
        (5, 5, Verdict.PROBABLY_HELPING),
        (4, 5, Verdict.CANNOT_TELL_YET),
        (5, 4, Verdict.CANNOT_TELL_YET),
    ],
)
def test_five_rated_days_are_needed_on_each_side(days_before, days_after, verdict):
    short = diary(ratings([6] * (days_before + days_after)), visits([days_before]))
    assert verdict_of(short, told(helping=0.7)) is verdict


@pytest.mark.parametrize(
    ("days_before", "days_after", "verdict"),
    [(1, 3, Verdict.WORSE), (0, 3, Verdict.CANNOT_TELL_YET), (1, 2, Verdict.CANNOT_TELL_YET)],
)
def test_worse_needs_one_day_before_and_three_after(days_before, days_after, verdict):
    short = diary(ratings([6] * (days_before + days_after)), visits([days_before]))
    assert verdict_of(short, told(worse=0.9)) is verdict


@pytest.mark.parametrize(
    ("worse", "verdict"), [(0.80, Verdict.WORSE), (0.799, Verdict.CANNOT_TELL_YET)]
)
def test_on_few_days_worse_must_be_surer(worse, verdict):
    short = diary(ratings([6] * 7), visits([4]))
    assert verdict_of(short, told(worse=worse)) is verdict


def test_several_ratings_on_one_day_count_as_one_day():
    crowded = [Rating(3.0 + hour / 24, "pain", 6) for hour in range(1, 8)]
    assert diary(crowded, visits([9])).days_rated_before() == 1
    assert diary(crowded, visits([2])).days_rated_after() == 1


def test_a_rating_at_the_instant_of_the_visit_came_before_it():
    together = diary([Rating(9 + MORNING, "pain", 6)], visits([9]))
    assert (together.days_rated_before(), together.days_rated_after()) == (1, 0)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (12 - 7, Verdict.CANNOT_TELL_YET),
        (12 - 7 - 0.01, Verdict.PROBABLY_HELPING),
        (47 + 7.99, Verdict.CANNOT_TELL_YET),
        (47 + 8, Verdict.PROBABLY_HELPING),
    ],
)
def test_something_else_that_began_near_the_treatment_switches_helping_off(day, verdict):
    other = diary(
        ratings([6] * 60), visits([12, 19, 26, 33, 40, 47]), [AlsoStarted(day, "new tablets")]
    )
    assert verdict_of(other, told(helping=0.7)) is verdict


@pytest.mark.parametrize("level", [FlagLevel.EMERGENCY, FlagLevel.SAME_DAY, FlagLevel.DOCTOR_FIRST])
def test_an_open_flag_refers_whatever_the_numbers_say(level):
    flagged = diary(ratings([6] * 60), visits([12, 19]), [Flag(20.0, level, "question")])
    assert next_step_of(flagged, told(level=0.5), Verdict.WORSE) is NextStep.REFER


def test_a_note_and_a_cleared_flag_do_not_refer():
    flags = [Flag(20.0, FlagLevel.DOCTOR_FIRST, "weight_loss")]
    flags += [Flag(21.0, FlagLevel.CLEARED, "Dr A"), Flag(22.0, FlagLevel.NOTE, "stiff")]
    noted = diary(ratings([6] * 60), visits([12, 19]), flags)
    assert next_step_of(noted, told(), Verdict.CANNOT_TELL_YET) is NextStep.KEEP_MEASURING


def test_a_flag_raised_after_the_clearing_is_open_again():
    flags = [Flag(21.0, FlagLevel.CLEARED, "Dr A"), Flag(22.0, FlagLevel.SAME_DAY, "fever")]
    again = diary(ratings([6] * 60), visits([12]), flags)
    assert next_step_of(again, told(), Verdict.CANNOT_TELL_YET) is NextStep.REFER


def _visited(count: int, gap: int = 7):
    days = [12 + gap * number for number in range(count)]
    return diary(ratings([6] * (days[-1] + 3)), visits(days))


@pytest.mark.parametrize(
    ("count", "numbers", "verdict", "step"),
    [
        (8, {"success": 0.9}, Verdict.WORSE, NextStep.STOP_AND_REASSESS),
        (3, {"success": 0.0}, Verdict.CANNOT_TELL_YET, NextStep.KEEP_MEASURING),
        (3, {"level": 0.5}, Verdict.CANNOT_TELL_YET, NextStep.KEEP_MEASURING),
        (4, {"level": 1.0, "success": 0.0}, Verdict.CANNOT_TELL_YET, NextStep.FINISH),
        (4, {"level": 1.001, "success": 0.0}, Verdict.CANNOT_TELL_YET, NextStep.STOP_AND_REASSESS),
        (4, {"success": 0.15}, Verdict.CANNOT_TELL_YET, NextStep.KEEP_MEASURING),
        (5, {"success": 0.149}, Verdict.PROBABLY_HELPING, NextStep.STOP_AND_REASSESS),
        (5, {"success": 0.9}, Verdict.PROBABLY_HELPING, NextStep.KEEP_MEASURING),
        (6, {"success": 0.149}, Verdict.CANNOT_TELL_YET, NextStep.STOP_AND_REASSESS),
        (6, {"success": 0.40}, Verdict.CANNOT_TELL_YET, NextStep.CONTINUE),
        (6, {"success": 0.399}, Verdict.CANNOT_TELL_YET, NextStep.ADJUST),
        (6, {"success": 0.2}, Verdict.PROBABLY_HELPING, NextStep.CONTINUE),
        (12, {"success": 0.9, "real": 0.799}, Verdict.CANNOT_TELL_YET, NextStep.STOP_AND_REASSESS),
        (12, {"success": 0.0, "real": 0.80}, Verdict.CANNOT_TELL_YET, NextStep.CONTINUE),
    ],
)
def test_the_first_rule_that_holds_gives_the_next_step(count, numbers, verdict, step):
    assert next_step_of(_visited(count, gap=3), told(**numbers), verdict) is step


def test_day_ninety_is_the_limit_too():
    days = [12, 30, 60, 85]
    late = diary(ratings([6] * 103), visits(days))
    assert late.on_days - late.first_visit >= 90
    assert next_step_of(late, told(success=0.9), Verdict.CANNOT_TELL_YET) is (
        NextStep.STOP_AND_REASSESS
    )


def test_the_first_of_several_things_that_began_is_named():
    several = diary(
        ratings([6] * 30), visits([12, 19]), [AlsoStarted(13.0, "b"), AlsoStarted(10.0, "a")]
    )
    assert also_started(several).what == "a"


def test_exactly_ninety_days_is_the_limit():
    days = visits([12, 30, 60, 85])
    at = [Rating(12 + MORNING + 90.0, "pain", 6)]
    assert (
        next_step_of(diary(ratings([6] * 20), days, at), told(success=0.9), Verdict.CANNOT_TELL_YET)
        is NextStep.STOP_AND_REASSESS
    )
