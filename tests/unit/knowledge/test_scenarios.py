"""The scenarios are complete, and are what the study says of them."""

from __future__ import annotations

import pytest

from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.scenarios import Kind, Worsens, read_scenarios, scenarios
from backcheck.verdict.operating import one_of

CODES = ["N0", "N1", "N2", "R1", "R2", "R3", "L1", "D1", "M1"]
CODES += [f"unseen {number}" for number in range(1, 8)]
CODES += [f"own {number}" for number in range(1, 7)]
TEXT = (DATA / "scenarios.toml").read_text(encoding="utf-8")
ALL = pytest.mark.parametrize("scenario", scenarios().all.values(), ids=lambda s: s.id)


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
