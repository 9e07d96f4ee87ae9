"""People under a plan: the same people, other visits, fewer ratings."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from backcheck.knowledge.designs import HELPED, designs, measured_designs, read_measured
from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.course import Rating, Stratum, Visit
from backcheck.verdict.operating import one_of
from backcheck.verdict.plan import plan_of, simulated_as
from backcheck.verdict.plan_simulated import found_by, planned_course

SCENARIO = scenarios().all["gradual"]


def events(design, kind, number=3):
    course = planned_course(SCENARIO, designs().all[design], 7, number).course
    return [event for event in course.events if isinstance(event, kind)]


def test_the_usual_plan_is_the_scenarios_own():
    assert planned_course(SCENARIO, designs().all["usual"], 7, 3).course.events == (
        one_of(SCENARIO, 7, 3).course.events
    )


@pytest.mark.parametrize("design", designs().all)
def test_visits_stand_where_the_plan_has_them(design):
    plan = designs().all[design]
    days = np.array([math.floor(visit.at_days) for visit in events(design, Visit)])
    assert len(days) == 8
    assert plan.baseline_days <= days[0] <= plan.baseline_to_days
    gaps = np.diff(days)
    paused = 7 * plan.pause_weeks
    assert gaps.sum() == 7 * 7 + paused
    assert gaps.min() >= plan.gap_days - plan.gap_spread_days
    assert gaps.max() <= plan.gap_days + plan.gap_spread_days + paused
    if paused:
        assert gaps[int(plan.pause_after_visits) - 1] == 7 + paused


def test_only_every_third_day_is_rated():
    assert {math.floor(r.at_days) % 3 for r in events("every_third_day", Rating)} == {0}
    last = events("every_third_day", Visit)[-1].at_days
    assert max(r.at_days for r in events("usual", Rating)) > last - 28


def test_the_lot_draws_other_days_for_other_people():
    assert len({events("random_start", Visit, n)[0].at_days for n in range(8)}) > 3


def test_counts_are_those_of_the_verdicts():
    found = found_by(SCENARIO, designs().all["no_baseline"], 7, range(2))
    assert (found.n, found.cannot_tell) == (2, 2)


def test_a_plan_is_known_again_as_the_one_that_was_simulated():
    for key, design in designs().all.items():
        plan = plan_of(design, Stratum.ACUTE, 8)
        found = simulated_as(plan)
        assert (found.id if found else "random_start") == key
        assert simulated_as(replace(plan, visits=9)) is None


def test_what_is_quoted_is_the_sum_of_what_was_counted():
    for design in measured_designs().values():
        parts = [design.by_scenario[key] for key in designs().people[HELPED]]
        assert design.of_helped().helping == sum(part.helping for part in parts)
        assert design.of_helped().n == sum(part.n for part in parts)


def test_a_file_of_counts_with_faults_tells_all_of_them():
    text = '{"n": 5, "designs": {"usual": {"gradual": {"n": 4, "helping": 1}}}}'
    with pytest.raises(ValueError, match="engine is missing") as told:
        read_measured(text)
    for part in ("designs: must be", "usual: must be", "and nothing else", "measure_designs"):
        assert part in str(told.value)
