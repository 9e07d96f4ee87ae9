"""The scenarios are complete, and are what the study says of them."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.scenarios import (
    LOCKED,
    Kind,
    Worsens,
    locked_scenarios,
    read_scenarios,
    scenarios,
)
from backcheck.verdict.course import Rating, Visit
from backcheck.verdict.operating import one_of

CODES = ["N0", "N1", "N2", "R1", "R2", "R3", "L1", "D1", "M1"]
CODES += [f"unseen {number}" for number in range(1, 8)]
CODES += [f"own {number}" for number in range(1, 7)]
TEXT = (DATA / "scenarios.toml").read_text(encoding="utf-8")
EVERY = [*scenarios().all.values(), *locked_scenarios().all.values()]
ALL = pytest.mark.parametrize("scenario", EVERY, ids=lambda s: s.id)


def test_there_are_the_nine_the_seven_unseen_and_six_of_our_own():
    assert sorted(s.code for s in scenarios().all.values()) == sorted(CODES)
    assert len(scenarios().nothing_helped()) == 17
    assert len(scenarios().helped()) == 5


@ALL
def test_the_treatment_is_worth_what_the_study_says(scenario):
    """The study gives one decimal; .15 for relief that is gone within a day is our arithmetic."""
    simulated = one_of(scenario, 1, 0)
    assert simulated.effect_points == pytest.approx(scenario.effect_points, abs=0.01)
    if scenario.kind is not Kind.HELPED and scenario.making.relief_points == 0:
        assert simulated.effect_points == 0.0


@ALL
def test_who_gets_worse_is_as_told(scenario):
    changes = [one_of(scenario, 1, number).change_points for number in range(100)]
    worse = [change < -1e-9 for change in changes]  # a level that stays is summed in days
    match scenario.worsens:
        case Worsens.NOBODY:
            assert not any(worse)
        case Worsens.EVERYBODY:
            assert all(worse)
        case Worsens.SOME:
            assert any(worse)
            assert not all(worse)


def test_the_locked_ones_are_others_and_of_every_kind():
    """Only that a course is made is looked at here: no verdict, which is what locked means."""
    known, locked = scenarios().all, locked_scenarios()
    assert len(locked.all) >= 8
    assert not {s.number for s in known.values()} & {s.number for s in locked.all.values()}
    assert not set(known) & set(locked.all)
    assert locked.helped()
    assert locked.worse()
    assert {s.stratum for s in locked.all.values()} == {"acute", "persistent", "over_a_year"}
    assert {s.design.id for s in locked.all.values()} == {"all", "twice_weekly", "long_baseline"}
    head = (DATA / LOCKED).read_text(encoding="utf-8").split("[sources", maxsplit=1)[0]
    for promise in ("once per release", "never aimed at", "looks neither at this"):
        assert promise in head


def test_the_product_knows_nothing_of_the_locked_ones():
    source = DATA.parents[1]
    users = [path.name for path in source.rglob("*.py") if "locked_scenarios" in path.read_text()]
    assert users == ["scenarios.py"]


def test_a_design_of_its_own_differs_in_what_it_names():
    twice = locked_scenarios().all["recovery_twice_weekly"]
    usual = locked_scenarios().design
    assert (twice.design.gap_days, twice.design.planned_visits) == (3.5, 12)
    assert twice.design.rating_hours == usual.rating_hours
    days = [v.at_days for v in one_of(twice, 1, 0).course.events if isinstance(v, Visit)]
    assert np.diff(days) == pytest.approx([3, 4] * 5 + [3])


def test_every_third_day_is_every_third_day():
    course = one_of(locked_scenarios().all["helped_every_third_day"], 1, 0).course
    days = [int(event.at_days) for event in course.events if isinstance(event, Rating)]
    assert {day % 3 for day in days} == {0}
    assert len(set(days)) > 15


def test_a_design_nobody_described_is_refused():
    other = TEXT.replace("[chosen.late]\n", '[chosen.late]\ndesign = "daily"\n')
    with pytest.raises(KnowledgeFaults, match="design must be one of all"):
        read_scenarios(other)


def test_what_is_stated_is_not_chosen_again():
    twice = TEXT.replace(
        '[chosen.sham_like]\nstratum = "over_a_year"',
        '[chosen.sham_like]\nrelief_points = 2\nstratum = "over_a_year"',
    )
    assert twice != TEXT
    with pytest.raises(KnowledgeFaults, match="relief_points is stated already"):
        read_scenarios(twice)


def test_numbers_are_not_given_twice():
    with pytest.raises(KnowledgeFaults, match="the same number"):
        read_scenarios(TEXT.replace("number = 16", "number = 15"))


def test_a_scenario_needs_both_entries():
    with pytest.raises(KnowledgeFaults, match="'late' is missing"):
        read_scenarios(TEXT.replace("[chosen.late]", "[chosen.later]"))
