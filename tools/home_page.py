"""The page docs/generated/home.md: what can be done at home, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.home import Habit, home, next_walk
from backcheck.knowledge.ladder import Rung, Try, next_rung
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, label, render
from tools.markdown import table
from tools.who_says import item, who_says


def home_page() -> str:
    """Each habit with dose, growth, studies and cautions; the ladder with an example."""
    habits = home().habits.values()
    return "".join(
        [
            "# At home\n\n"
            "No clinician has reviewed it. What to do is a choice of ours, after the article this "
            "comes from, and is told as ours; what was found about it has its own source. What is "
            "from memory is not shown to a patient. Pain is not to be beaten, and a step that was "
            "too much was too big a step. Each item stands in `knowledge/data/home.toml`.\n",
            *(_habit(habit) for habit in habits),
            _walking(),
            _ladder(),
            "\n## What is not here\n\n- How pain works, in words for patients: that belongs to the "
            "dials of the alarm.\n- Exercises: this is no library of them.\n",
        ]
    )


def _habit(habit: Habit) -> str:
    return (
        f"\n## {habit.id.replace('_', ' ').capitalize()}\n\n"
        f"{label(f'grade.{habit.grade}').capitalize()}.\n\n"
        f"{_all((habit.to_do, habit.more))}\nWhat was found:\n\n{_all(habit.studies)}"
        f"\nTo heed:\n\n{_all(habit.cares)}{_technique(habit)}"
    )


def _all(statements: Iterable[Statement]) -> str:
    return "".join(item(each.said, each.provenance) for each in statements)


def _technique(habit: Habit) -> str:
    if habit.technique is None:
        return ""
    rules = [rule for rule in caution_rules().values() if habit.technique in rule.techniques]
    listed = ", ".join(f"`{rule.id}`" for rule in rules)
    return f"- and the [cautions](cautions.md) {listed}\n"


def _walking() -> str:
    weeks = ((20, 6, False), (20, 3, False), (25, 6, True), (30, 5, False))
    rows = [
        (
            f"{minutes} minutes",
            str(days),
            "yes" if too_much else "no",
            render(next_walk(minutes, days, too_much).why.said, Audience.PRACTITIONER),
        )
        for minutes, days, too_much in weeks
    ]
    columns = ("the week was", "days walked", "too much", "the coming week")
    return f"\n## How walking grows\n\n{table(columns, rows, numbers=False)}"


def _ladder() -> str:
    rungs = [Rung("bend to the knees", 4), Rung("lift a bag", 6), Rung("tie a shoe", 5)]
    knees = Try("bend to the knees", "it locks", 6, "a pull", 4, 3)
    tries = (knees, knees, Try("tie a shoe", "it locks", 5, "worse", 8, 6, 3))
    rows = []
    for count in range(len(tries) + 1):
        found = next_rung(rungs, tries[:count], warning_sign_open=False)
        tried = tries[count - 1] if count else None
        rows.append(
            (
                "nothing yet" if tried is None else tried.movement,
                "" if tried is None else f"{tried.predicted} ({tried.predicted_points:g})",
                "" if tried is None else f"{tried.happened} ({tried.happened_points:g})",
                found.step.value,
                render(found.why.said, Audience.PRACTITIONER),
            )
        )
    return (
        "\n## The ladder\n\nMovements from the least feared up; before each try what will happen "
        "is written down, after it what did. "
        f"{who_says(home().ladder.provenance)}\n\n"
        + table(("tried", "predicted", "happened", "step", "said"), rows, numbers=False)
    )
