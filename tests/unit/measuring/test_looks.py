"""Who is stopped when: by hand, and that a look knows no more than its day."""

from __future__ import annotations

import math

import pytest

from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.answers import answers
from backcheck.verdict.course import Rating, Visit
from backcheck.verdict.diary import diary_of
from backcheck.verdict.operating import one_of
from backcheck.verdict.rules import NextStep, Verdict, verdict_of
from tools.measuring.few_ratings import CASES, thinned
from tools.measuring.looks import Look, Looked, look_counts, looked_at, success_said
from tools.measuring.spread import Part

LATE = scenarios().all["late"]
STOP, GO = NextStep.STOP_AND_REASSESS, NextStep.CONTINUE
UNSURE, HELPING = Verdict.CANNOT_TELL_YET, Verdict.PROBABLY_HELPING


def look(visits, step=GO, verdict=UNSURE, p_success=0.5, rule=True):
    return Look(visits, verdict, step, p_success, rule)


def course(*changed, last=8):
    """Looks that all go on, but for those given."""
    given = {each.visits: each for each in changed}
    looks = tuple(given.get(visits, look(visits)) for visits in range(3, last + 1))
    return Looked(looks, effect_points=0.0)


def test_a_stop_counts_where_it_is_looked():
    """Visits five and seven are no looks of the agreement; before the fourth only the chance."""
    told = look_counts(
        [course(look(5, STOP)), course(look(6, STOP)), course(look(3, p_success=0.1))]
    )
    assert told["agreed"] | {"helping": 0} == {
        "visits": 8 + 6 + 8,
        "stopped": 1,
        "finished": 0,
        "helping": 0,
        "worse": 0,
        "little": 0,
        "told_to_stop": 1,
    }
    assert (told["every_visit"]["visits"], told["every_visit"]["stopped"]) == (5 + 6 + 3, 3)


def test_a_stop_at_the_end_ends_nothing_early():
    told = look_counts([course(look(8, STOP))])
    assert (told["agreed"]["stopped"], told["agreed"]["visits"]) == (0, 8)
    assert told["agreed"]["told_to_stop"] == 1


def test_the_visit_rule_stops_when_it_does_not_say_helped():
    said = [course(look(4, rule=rule)) for rule in (True, False, None)]
    told = look_counts(said)["visit_rule"]
    assert told == {"visits": 8 + 4 + 8, "stopped": 1, "finished": 0}


def test_finishing_ends_a_course_too_and_is_counted_apart():
    told = look_counts([course(look(4, NextStep.FINISH), look(6, STOP))])
    assert (told["agreed"]["finished"], told["agreed"]["stopped"]) == (1, 0)
    assert told["agreed"]["visits"] == 4


def test_helping_said_once_is_said():
    told = look_counts([course(look(5, verdict=HELPING)), course(look(4, verdict=HELPING))])
    assert (told["agreed"]["helping"], told["every_visit"]["helping"]) == (1, 2)


def test_who_has_left_is_not_asked_whether_success_came():
    said = success_said([course(), course(last=5)], 4)
    assert said == [(0.5, 0.0)]


def test_a_look_knows_its_day_and_no_more():
    (looked,) = looked_at(Part("late", 1, 0, 1))
    assert [each.visits for each in looked.looks] == [3, 4, 5, 6, 7, 8]
    whole = one_of(LATE, 1, 0).course
    visits = [event.at_days for event in whole.events if isinstance(event, Visit)]
    for each in looked.looks[:-1]:
        eve = diary_of(whole, math.floor(visits[each.visits]))
        assert (len(eve.visits), eve.readings[-1].at_days < visits[each.visits]) == (
            each.visits,
            True,
        )
        assert verdict_of(eve, answers(eve)) is each.verdict
    end = diary_of(whole)
    assert looked.looks[-1].verdict is verdict_of(end, answers(end))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_thinned_diary_has_the_days_it_should(case):
    span, before, after = case
    whole = one_of(LATE, 1, 0).course
    diary = diary_of(thinned(whole, *case))
    assert (diary.days_rated_before(), diary.days_rated_after()) == (before, after)
    everything = diary_of(whole)
    ratings = [event for event in diary.course.events if isinstance(event, Rating)]
    assert {rating.sign for rating in ratings} == {"pain", "stiffness"}
    earlier = [r for r in everything.readings if r.at_days < everything.first_visit]
    assert diary.readings[0] == earlier[-before]
    last = diary.readings[-1]
    if span == "spread":
        assert last == everything.readings[-1]
    else:
        assert last.at_days < everything.first_visit + 21.0
        assert len(diary.visits) <= 3
