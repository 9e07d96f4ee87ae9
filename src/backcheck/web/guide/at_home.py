"""What the pages of home show: habits, and the sheet of the ladder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.home import Habit, home
from backcheck.knowledge.ladder import steps_said
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, label
from backcheck.reports.said import Said, all_said

LADDER = "ladder"
_RUNGS = range(8)  # as many as fit on a sheet with room to write


@dataclass(frozen=True, slots=True)
class HabitSaid:
    """One habit: what to do and how it grows, what to heed, what was found, how sure that is."""

    id: str
    name: str
    sure: str
    to_do: tuple[Said, ...]
    cares: tuple[Said, ...]
    cautions: tuple[Said, ...]
    studies: tuple[Said, ...]


def habits_page(audience: Audience, language: str) -> Mapping[str, object]:
    """Every habit."""
    habits = [_habit(each, audience, language) for each in home().habits.values()]
    return {"words": audience, "habits": habits, "ladder": LADDER}


def ladder_page(audience: Audience, language: str) -> Mapping[str, object]:
    """The sheet: how it goes, and empty rungs to write on."""
    habit = home().habits[LADDER]
    said = (habit.to_do, *steps_said(), *habit.cares)
    return {"words": audience, "how": all_said(said, audience, language), "rungs": _RUNGS}


def _habit(habit: Habit, audience: Audience, language: str) -> HabitSaid:
    return HabitSaid(
        id=habit.id,
        name=label(f"home.name.{habit.id}", language),
        sure=label(f"grade.{habit.grade}", language),
        to_do=all_said((habit.to_do, habit.more), audience, language),
        cares=all_said(habit.cares, audience, language),
        cautions=all_said(_of_technique(habit), audience, language),
        studies=all_said(habit.studies, audience, language),
    )


def _of_technique(habit: Habit) -> list[Statement]:
    """The cautions of a habit that is a technique; which of them hold isn't asked here."""
    rules = caution_rules().values()
    return [
        Statement(rule.said, rule.provenance)
        for rule in rules
        if habit.technique in rule.techniques
    ]
