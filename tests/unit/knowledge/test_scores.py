"""Answers become a score: 0 is an answer, nothing is not, and everything wrong is told at once."""

from __future__ import annotations

import math
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backcheck.knowledge.instruments import Scoring
from backcheck.knowledge.instruments_file import instruments
from backcheck.knowledge.scores import AnswerFaults, averaged, score
from tests.support.instruments import OWN, alike, instrument

ALL = sorted(instruments().all)
SCORED = [
    pytest.param(key, example, id=f"{key}-{number}")
    for key, examples in instruments().examples.items()
    for number, example in enumerate(examples, 1)
    if example.answers is not None
]


@pytest.mark.parametrize(("key", "example"), SCORED)
def test_an_example_of_the_file_is_scored_as_it_says(key, example):
    assert score(instrument(key), example.answers).value == example.score


@pytest.mark.parametrize("key", ALL)
def test_the_lowest_answer_is_an_answer(key):
    """For most that is 0."""
    held = instrument(key)
    found = alike(key, held.low)
    assert found.value == held.low
    assert found.missing == ()


@pytest.mark.parametrize("key", ALL)
def test_what_is_not_answered_is_missing_and_never_the_lowest(key):
    held = instrument(key)
    for unanswered in ({}, dict.fromkeys(held.answer_names or OWN)):
        found = score(held, unanswered)
        assert (found.value, found.answers) == (None, {})
    assert set(found.missing) == set(held.answer_names or OWN)


@pytest.mark.parametrize("key", [k for k in ALL if instrument(k).scoring is Scoring.MEAN])
def test_a_score_needs_as_many_answers_as_the_file_says(key):
    held = instrument(key)
    names = held.answer_names or OWN
    too_few = {name: 5 if number else None for number, name in enumerate(names)}
    assert score(held, too_few).value is None
    assert score(held, dict.fromkeys(names, 5)).value == 5


def test_the_mean_is_that_of_the_activities_that_were_rated():
    """3 to 5 of the patient's own; a fourth that was left out doesn't count as 0."""
    answers = {"socks": 2, "walking": 4, "lifting": 6, "running": None}
    found = score(instrument("psfs"), answers)
    assert (found.value, found.missing) == (4.0, ("running",))


def test_all_faults_are_told_at_once():
    answers = {"pain": 11, "enjoyment": 2.5, "activity": "much", "sleep": 3}
    with pytest.raises(AnswerFaults) as told:
        score(instrument("peg"), answers)
    assert told.value.faults == (
        "'sleep' is not asked; answer pain, enjoyment, activity",
        "pain: 11 can't be; write a whole number from 0 to 10, or nothing",
        "enjoyment: 2.5 can't be; write a whole number from 0 to 10, or nothing",
        "activity: 'much' is not a number; write a whole number from 0 to 10, or nothing",
    )


@pytest.mark.parametrize("value", [True, False, math.nan, math.inf, "7", "", [], -0.5, 10.5])
def test_what_is_no_rating_is_refused(value):
    with pytest.raises(AnswerFaults, match="or nothing"):
        score(instrument("pain"), {"pain": value})


@pytest.mark.parametrize(
    ("answers", "told"),
    [({" ": 3}, "has no name"), (dict.fromkeys("abcdef", 3), "6 activities; rate at most 5")],
)
def test_activities_have_names_and_are_at_most_five(answers, told):
    with pytest.raises(AnswerFaults, match=told):
        score(instrument("psfs"), answers)


def test_faults_can_be_handed_over_by_a_worker():
    told = AnswerFaults("peg", ["pain: x", "activity: y"])
    got = pickle.loads(pickle.dumps(told))
    assert (str(got), got.faults) == (str(told), told.faults)


@given(ratings=some.lists(some.integers(0, 10), min_size=1, max_size=14))
def test_an_average_counts_its_occasions(ratings):
    held = instrument("pain_week")
    found = averaged(held, [score(held, {"pain": each}) for each in ratings])
    assert found.ratings == len(ratings)
    assert found.value == pytest.approx(sum(ratings) / len(ratings))


def test_an_unanswered_occasion_has_no_part_in_an_average():
    held = instrument("pain_week")
    answered, not_answered = score(held, {"pain": 6}), score(held, {"pain": None})
    found = averaged(held, [answered, not_answered])
    assert (found.value, found.ratings) == (6.0, 1)
    with pytest.raises(ValueError, match="no score to average"):
        averaged(held, [not_answered])
    with pytest.raises(ValueError, match="must be of pain_week"):
        averaged(held, [alike("peg", 3)])


def test_an_average_is_of_the_items_that_every_occasion_has():
    held = instrument("psfs")
    first = score(held, {"a": 1, "b": 2, "c": 3, "d": 10})
    second = score(held, {"a": 3, "b": 4, "c": 5})
    assert averaged(held, [first, second]).answers == {"a": 2, "b": 3, "c": 4}
