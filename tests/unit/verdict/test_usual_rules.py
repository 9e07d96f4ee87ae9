"""The usual rules of thumb, as the contract describes them."""

from __future__ import annotations

import pytest

from backcheck.verdict.course import Primary, Rating
from backcheck.verdict.usual_rules import usual_rules, visit_days, weeks
from tests.support.courses import MORNING, diary, ratings, visits


def _said(*groups):
    return usual_rules(diary(*groups))


def test_the_visit_rule_takes_the_mean_of_the_visits_day():
    twice = [Rating(12.3, "pain", 8), Rating(12.9, "pain", 6)]
    pair = visit_days(diary(twice, [Rating(19.1, "pain", 5)], visits([12, 19])))
    assert pair == (7, 5)


def test_the_visit_rule_takes_the_last_rated_day_before_a_visit_without_ratings():
    found = diary([Rating(10.5, "pain", 8), Rating(17.5, "pain", 4)], visits([12, 19]))
    assert visit_days(found) == (8, 4)


def test_the_visit_rule_says_nothing_before_the_second_visit_or_without_ratings():
    assert visit_days(diary(ratings([6] * 20), visits([12]))) is None
    assert visit_days(diary(ratings([6] * 3, first_day=13), visits([12, 19]))) is None


@pytest.mark.parametrize(
    ("before", "after", "helped"),
    [(8, 6, True), (8, 6.5, False), (5, 3.5, True), (5, 3.6, False), (0, 0, False), (3, 5, False)],
)
def test_two_points_or_thirty_percent(before, after, helped):
    found = diary([Rating(12.1, "pain", before), Rating(19.1, "pain", after)], visits([12, 19]))
    assert usual_rules(found)["two_points_or_30_percent"] is helped


def test_the_weeks_are_the_last_seven_days_of_each_side():
    before = ratings([9] * 5) + ratings([6] * 7, first_day=5)
    after = ratings([9] * 13, first_day=12) + ratings([3] * 7, first_day=25)
    assert weeks(diary(before, after, visits([12])), 7) == (6, 3)


def test_the_last_week_never_reaches_back_before_the_first_visit():
    assert weeks(diary(ratings([8] * 12 + [2] * 2), visits([12])), 7) == (8, 2)


def test_a_side_without_ratings_gives_no_answer():
    assert _said(ratings([6] * 12), visits([12]))["week_against_week"] is None
    assert _said(ratings([6] * 12, first_day=20), visits([12]))["week_against_week"] is None


def test_the_strict_rule_needs_both_thresholds_on_two_signs():
    pain = ratings([8] * 12 + [5] * 14)
    sleep = ratings([3] * 12 + [7] * 14, sign="sleep")
    still = ratings([3] * 26, sign="sleep")
    when = visits([12, 19])
    assert _said(pain, sleep, when)["two_points_and_30_percent"] is True
    assert _said(pain, still, when)["two_points_and_30_percent"] is False
    assert _said(pain, when)["two_points_and_30_percent"] is None
    assert _said(ratings([8] * 26), when)["two_points_and_30_percent"] is False


def test_a_sign_measured_in_minutes_is_not_counted_in_points():
    minutes = [Primary(0.0, "sitting_minutes"), *ratings([20] * 26, sign="sitting_minutes")]
    assert set(_said(minutes, visits([12, 19])).values()) == {None}


def test_a_rating_at_the_instant_of_the_first_visit_belongs_to_the_week_before():
    found = diary([Rating(12 + MORNING, "pain", 8), Rating(13.0, "pain", 2)], visits([12]))
    assert weeks(found, 7) == (8, 2)


def test_one_second_sign_that_improves_is_enough_for_the_strict_rule():
    pain, when = ratings([8] * 12 + [5] * 14), visits([12, 19])
    still, better = ratings([3] * 26, sign="sleep"), ratings([8] * 12 + [5] * 14, sign="fear")
    assert _said(pain, still, better, when)["two_points_and_30_percent"] is True
