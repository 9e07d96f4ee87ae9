"""At home: dose, certainty and cautions of each habit; how walking grows."""

from __future__ import annotations

import pytest

from backcheck.knowledge.home import Habit, home, next_walk, read_home, to_heed
from backcheck.knowledge.planned import Answer, Background
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, render

FILE = (DATA / "home.toml").read_text(encoding="utf-8")
HABITS = list(home().habits.values())
READERS = (Audience.PRACTITIONER, Audience.PATIENT)


def _statements(habit: Habit) -> tuple[Statement, ...]:
    return (habit.to_do, habit.more, *habit.studies, *habit.cares)


def _study(key: str) -> Statement:
    studies = [each for habit in HABITS for each in habit.studies]
    (found,) = [each for each in studies if each.said.id == f"study.{key}"]
    return found


def test_the_habits_of_the_article_are_there() -> None:
    assert {"walk", "stand_up", "heat", "pillow", "ladder"} <= set(home().habits)
    walk = render(home().habits["walk"].to_do.said, Audience.PATIENT)
    assert "15 to 20 minutes" in walk
    assert "30 minutes" in render(home().habits["stand_up"].to_do.said, Audience.PATIENT)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.id)
def test_every_habit_has_dose_growth_findings_and_cautions(habit: Habit) -> None:
    assert habit.studies
    assert habit.cares
    for each in _statements(habit):
        for reader in READERS:
            said = each.told_to(reader)
            for language in ("en", "he"):
                assert said is None or render(said, reader, language)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.id)
def test_no_patient_reads_what_is_remembered_or_judged_as_fact(habit: Habit) -> None:
    for each in _statements(habit):
        certainty, said = each.provenance.certainty, each.told_to(Audience.PATIENT)
        if certainty is Certainty.FROM_MEMORY:
            assert said is None
        elif certainty is Certainty.JUDGEMENT:
            assert said is not None
            assert said.id == "told.judgement"
        else:
            assert said == each.said


def test_walking_is_told_as_prevention_and_no_treatment() -> None:
    """clinical.md 6: fewer recurrences after recovery, not less pain."""
    said = _study("walking_back").said
    assert (said.parameters["days"], said.parameters["without"]) == (208, 112)
    assert "not about treating it" in render(said, Audience.PATIENT)
    assert "not tested as treatment" in render(said, Audience.PRACTITIONER)


def test_heat_is_told_for_new_pain_and_its_scale_is_five() -> None:
    said = _study("heat_new").said
    assert said.parameters["scale"] == 5
    for reader in READERS:
        assert "of 5" in render(said, reader)
        assert "no" in render(_study("heat_long").said, reader)


def test_heat_has_the_cautions_of_heat() -> None:
    heat = home().habits["heat"]
    for condition in ("reduced_feeling", "broken_skin", "fresh_cups", "drug_patch", "clot"):
        found = to_heed(heat, Background({condition: Answer.YES}))
        assert [each.action.value for each in found] == ["avoid"], condition
    assert to_heed(heat, Background()) == ()
    assert to_heed(home().habits["walk"], Background({"clot": Answer.YES})) == ()


@pytest.mark.parametrize(
    ("minutes", "days", "too_much", "planned", "way"),
    [
        (20, 5, False, 25, "more"),
        (20, 4, False, 20, "same"),
        (28, 7, False, 30, "more"),
        (30, 7, False, 30, "goal"),
        (40, 0, False, 40, "goal"),
        (25, 7, True, 20, "less"),
        (5, 7, True, 5, "less"),
        (3, 7, True, 3, "less"),
    ],
)
def test_how_walking_grows(
    minutes: float, days: int, too_much: bool, planned: float, way: str
) -> None:
    plan = next_walk(minutes, days, too_much)
    assert (plan.minutes, plan.why.said.id) == (planned, f"walk.{way}")


def test_too_much_is_never_followed_by_more_and_days_never_by_less() -> None:
    for minutes in range(1, 61):
        assert next_walk(minutes, 7, True).minutes <= minutes
        plans = [next_walk(minutes, days, False).minutes for days in range(8)]
        assert plans == sorted(plans)
        assert plans[0] >= minutes


@pytest.mark.parametrize(("minutes", "days"), [(0, 3), (-5, 3), (20, 8), (20, -1)])
def test_an_impossible_week_is_refused(minutes: float, days: int) -> None:
    with pytest.raises(ValueError, match="minutes must lie above 0"):
        next_walk(minutes, days, False)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('"walking_legs"]', '"walking_arms"]', "'walking_arms' is not in this file"),
        ('"walking_legs"]', '"walking_back"]', "none twice"),
        ('studies = ["sleep_pain"]', 'studies = ["breaks"]', "no habit names it"),
        ('technique = "heat"', 'technique = "cold"', "technique must be one of"),
        ("easy_tries = 2", "easy_tries = 0", "easy_tries must lie between"),
        ("[ladder.usual]", "[ladder.other]", "entry 'usual' is missing"),
    ],
)
def test_a_fault_of_the_file_is_told(was: str, now: str, told: str) -> None:
    assert was in FILE
    with pytest.raises(KnowledgeFaults, match=told):
        read_home(FILE.replace(was, now))
