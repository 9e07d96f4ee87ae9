"""Counting simulated courses: what is counted is what is said, whoever counts."""

from __future__ import annotations

import dataclasses
import hashlib

import numpy as np
import pytest

from backcheck.cli.many_courses import added_up, counts_of, parts_of
from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import Course, PainSince, Rating, ReliefReport, Visit, time_of
from backcheck.verdict.operating import merged, one_of, operating, outcome, standard_error
from backcheck.verdict.simulated import simulated_course

LATE, GRADUAL = scenarios().all["late"], scenarios().all["gradual"]


def test_what_is_counted_is_what_the_product_says():
    for number in range(2):
        simulated = one_of(LATE, 1, number)
        counted, said = outcome(simulated), assess(simulated.course)
        assert counted.verdict is said.verdict
        assert counted.next_step is said.next_step
        assert counted.usual_rules == said.usual_rules


def test_a_course_depends_on_nothing_but_its_seed_scenario_and_number():
    assert one_of(LATE, 1, 7) == one_of(LATE, 1, 7)
    others = [one_of(LATE, 2, 7), one_of(LATE, 1, 8), one_of(GRADUAL, 1, 7)]
    assert all(one_of(LATE, 1, 7).course.events != other.course.events for other in others)


def test_the_number_of_processes_and_of_courses_changes_nothing():
    few = parts_of([GRADUAL, LATE], 4, 3)
    apart = added_up(list(counts_of(few, processes=1)))
    assert apart == [operating(GRADUAL, 3, range(4)), operating(LATE, 3, range(4))]
    many = parts_of([LATE], 61, 3)
    assert [(part.first, part.last) for part in many] == [(0, 20), (20, 40), (40, 60), (60, 61)]


def test_parts_add_up_to_the_whole():
    parts = [operating(LATE, 3, range(2)), operating(LATE, 3, range(2, 3))]
    assert merged(parts) == operating(LATE, 3, range(3))


def test_parts_of_different_scenarios_are_not_added():
    one = operating(LATE, 3, range(1))
    other = dataclasses.replace(one, scenario="gradual")
    for parts in ([], [one, other], [one, dataclasses.replace(one, seed=4)]):
        with pytest.raises(ValueError, match="only parts of one scenario"):
            merged(parts)


def test_every_answer_is_counted_even_when_it_never_came_up():
    counts = operating(LATE, 3, range(1))
    assert isinstance(counts, Counts)
    assert sum(counts.verdicts.values()) == sum(counts.next_steps.values()) == counts.n == 1
    assert len(counts.verdicts) == len(counts.next_steps) == 6
    with pytest.raises(ValueError, match="no course"):
        operating(LATE, 3, range(0))


def test_the_standard_error_is_the_binomials_and_never_nought():
    assert standard_error(500, 1000) == pytest.approx((0.25 / 1000) ** 0.5, rel=1e-3)
    assert 0.0 < standard_error(0, 1000) < 0.0011
    assert standard_error(0, 20) == pytest.approx(standard_error(20, 20))


def test_a_course_holds_what_a_diary_holds():
    course = one_of(LATE, 1, 0).course
    kinds = [type(event) for event in course.events]
    assert (kinds.count(Visit), kinds.count(PainSince), kinds.count(ReliefReport)) == (8, 1, 8)
    ratings = [event for event in course.events if isinstance(event, Rating)]
    assert {rating.sign for rating in ratings} == {"pain", "stiffness"}
    assert all(rating.at_days % 1.0 == pytest.approx(20 / 24) for rating in ratings)
    assert all(rating.value in range(11) for rating in ratings)


def test_who_has_left_has_no_visits_and_is_asked_nothing():
    left = [one_of(scenarios().all["gone_when_better"], 1, number).course for number in range(20)]
    short = 0
    for course in left:
        visits = [event.at_days for event in course.events if isinstance(event, Visit)]
        reports = [event for event in course.events if isinstance(event, ReliefReport)]
        ratings = [event.at_days for event in course.events if isinstance(event, Rating)]
        assert len(visits) >= 4
        if len(visits) < 8:
            short += 1
            assert max(ratings) <= visits[-1] + 7.5
            assert len(reports) == len(visits) - 1
    assert 5 <= short < 20


def test_those_who_were_there_before_the_spells_are_who_they_were():
    """The first sixteen people, to the last bit: what came later draws from another stream."""
    drawn = repr(
        [
            (each.course, round(each.effect_points, 6), round(each.change_points, 6))
            for scenario in scenarios().all.values()
            if scenario.number <= 16
            for each in [one_of(scenario, 2026, 0)]
        ]
    )
    assert hashlib.sha256(drawn.encode()).hexdigest()[:16] == "3d992913bc2915a5"


def test_a_course_can_begin_on_any_day():
    def shifted(start: float) -> Course:
        rng = np.random.default_rng(5)
        return simulated_course(LATE, rng, "A1", start_days=start, dated=True).course

    early, late = shifted(0.0), shifted(20_500.0)
    assert (late.id, late.dated, len(late.events)) == ("A1", True, len(early.events))
    gaps = [time_of(b) - time_of(a) for a, b in zip(early.events, late.events, strict=True)]
    assert gaps == pytest.approx([20_500.0] * len(gaps))
    assert assess(early).answers == assess(late).answers
    with pytest.raises(ValueError, match="whole number of days"):
        shifted(0.5)
