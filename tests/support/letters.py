"""Letters to a doctor, made of invented people and of what a screening found."""

from __future__ import annotations

from datetime import date
from typing import Any

from backcheck.knowledge.screening.given import Answers, Context
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import said_by
from backcheck.knowledge.screening.screen import screen
from backcheck.reports.letter import Reported, ToDoctor

DAY = date(2026, 5, 3)
PERSON = Context(age=47.0, days_since_onset=80.0)


def reported(answers: Answers, context: Context = PERSON) -> Reported:
    """What a screening found."""
    said = said_by(screen(answers, context, rules()))
    return Reported(said=said, answers=answers, context=context, asked_on=DAY)


def to_doctor(**more: Any) -> ToDoctor:
    """A letter about Dana Levi, or whatever is said otherwise."""
    usual: dict[str, Any] = {
        "clinic": "Riverside Acupuncture",
        "contact": "12 Mill Lane · +44 1225 555 0199",
        "practitioner": "Noa Example",
        "role": "Acupuncturist (Dipl. Ac.)",
        "doctor": "Dr Example, family doctor",
        "patient": "Dana Levi",
        "born_on": date(1978, 3, 31),
        "identity_number": "012345674",
        "reference": "KTR-BXM",
        "written_on": DAY,
        "level": Level.DOCTOR_FIRST,
        "added": "",
    }
    return ToDoctor(**usual | more)


def all_answered(value: str = "no", **others: str) -> dict[str, str]:
    """Every question that has such an answer, answered alike, and some otherwise."""
    asked = rules().questions.all.values()
    return {each.id: value for each in asked if value in each.values} | others


def gravest() -> dict[str, str | float]:
    """Every question answered by its gravest answer."""
    asked = rules().questions.all.values()
    return {each.id: each.values[0] if each.values else each.high for each in asked}
