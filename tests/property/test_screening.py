"""No answer undoes another: by enumeration of every answer and every pair, and by invention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.knowledge.screening.condition import questions_of
from backcheck.knowledge.screening.given import Answer, Context, Sex
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.question import NO, NOT_SURE
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import asked, screen

RULES = rules()
ASKED = {key: each for key, each in RULES.questions.all.items() if each.values}
NOES: Mapping[str, Answer] = dict.fromkeys(ASKED, NO)
YOUNG = Context(age=30.0, sex=Sex.MALE, pregnant=False, days_since_onset=300.0)
OLD = Context(age=75.0, sex=Sex.FEMALE, pregnant=False, days_since_onset=300.0)
SAID = [(key, value) for key, each in ASKED.items() for value in each.values if value != NO]


def level(answers: Mapping[str, Answer], context: Context = YOUNG) -> Level:
    return screen(answers, context, RULES).level


@cache
def alone(key: str, value: str) -> Level:
    """The level of one answer that isn't no, among noes."""
    return level({**NOES, key: value})


contexts = st.builds(
    Context,
    age=st.none() | st.floats(10, 95),
    sex=st.none() | st.sampled_from(Sex),
    pregnant=st.none() | st.booleans(),
    days_since_onset=st.none() | st.floats(0, 3000),
    previous=st.dictionaries(st.sampled_from(list(ASKED)), st.just(NO)),
)
some_answers = st.lists(st.sampled_from([*SAID, *((key, NO) for key in ASKED)])).map(dict)


def test_one_person_of_noes_is_none_and_nobody_answering_is_not() -> None:
    assert level(NOES) is Level.NONE
    assert level({}) is Level.NOTE


def test_two_answers_are_never_less_than_either() -> None:
    """Every pair there is: so an emergency is never lowered by any other answer."""
    lowered = [
        (one, two)
        for one, two in combinations(SAID, 2)
        if one[0] != two[0] and level({**NOES, **dict((one, two))}) < max(alone(*one), alone(*two))
    ]
    assert lowered == []


@settings(max_examples=300)
@given(some_answers, contexts, st.sampled_from(SAID))
def test_one_more_flag_never_lowers(answers, context, more):
    key, value = more
    before = level({**answers, key: NO}, context)
    assert level({**answers, key: value}, context) >= before


@settings(max_examples=300)
@given(some_answers, contexts, st.sampled_from([pair for pair in SAID if alone(*pair) == 4]))
def test_an_emergency_stays_one_whatever_else_is_answered(answers, context, urgent):
    key, value = urgent
    context = replace(context, age=30.0)  # the one thing of the person that may make one
    assert level({**answers, key: value}, context) is Level.EMERGENCY


@settings(max_examples=200)
@given(some_answers, contexts, st.sampled_from(list(ASKED)))
def test_no_answer_is_never_less_than_no(answers, context, key):
    without = {name: value for name, value in answers.items() if name != key}
    assert level(without, context) >= level({**without, key: NO}, context)
    open_now = screen(without, context, RULES).unanswered
    assert (key in open_now) == (key in set(asked(without, context, RULES)))


@pytest.mark.parametrize("key", RULES.emergency_questions)
def test_an_emergency_question_left_open_is_not_none(key):
    noes = {name: value for name, value in NOES.items() if name != key}
    found = screen(noes, YOUNG, RULES)
    assert found.level >= Level.NOTE
    assert key in found.unanswered


@settings(max_examples=100)
@given(some_answers, contexts)
def test_no_answer_hides_a_question_that_an_emergency_looks_at(answers, context):
    assert set(RULES.emergency_questions) <= set(asked(answers, context, RULES))


def test_every_rule_of_an_emergency_looks_at_questions_that_are_always_asked() -> None:
    for rule in RULES.all.values():
        if rule.level is Level.EMERGENCY:
            for key in set(questions_of(rule.when)) & set(RULES.questions.all):
                assert RULES.questions.all[key].asked_if is None, (rule.id, key)


@pytest.mark.parametrize("context", [YOUNG, OLD], ids=["young", "old"])
@pytest.mark.parametrize("key", ASKED)
def test_the_answers_of_a_question_stand_from_the_gravest_on(key, context):
    values = [value for value in ASKED[key].values if value != NOT_SURE]
    levels = [level({**NOES, key: value}, context) for value in values]
    assert levels == sorted(levels, reverse=True)


@settings(max_examples=200)
@given(some_answers, contexts, st.sampled_from(SAID))
def test_what_was_no_last_time_is_never_less_urgent(answers, context, now):
    key, value = now
    steady = replace(context, previous={**context.previous, key: value})
    new = replace(context, previous={**context.previous, key: NO})
    answers = {**answers, key: value}
    assert level(answers, new) >= level(answers, steady)


@settings(max_examples=100)
@given(some_answers, contexts)
def test_what_is_told_is_the_level_and_the_most_urgent_first(answers, context):
    found = screen(answers, context, RULES)
    levels = [each.level for each in found.raised]
    assert levels == sorted(levels, reverse=True)
    assert found.level == max(levels, default=Level.NONE)
    assert all(set(each.questions) <= set(RULES.questions.all) for each in found.raised)


@settings(max_examples=100)
@given(some_answers, st.floats(0.1, 100), st.floats(0.1, 100), st.floats(40, 150))
def test_more_weight_lost_is_never_less_urgent(answers, one, two, weight):
    lost = {**answers, "weight_loss": "yes", "weight_kg": weight}
    less, more = sorted((one, two))
    assert level({**lost, "weight_loss_kg": more}) >= level({**lost, "weight_loss_kg": less})
