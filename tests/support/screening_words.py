"""The sentences of the warning signs, by the names of their rules and questions."""

from __future__ import annotations

from backcheck.knowledge.screening.given import Context, Sex
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.rules import rules as screening_rules
from backcheck.web.screenings.sent import UNITS_DAYS


def said_of_screening() -> set[str]:
    """What is asked, told and answered."""
    known = screening_rules()
    asked = known.questions
    return {
        *(f"screen.level.{level.name}" for level in Level),
        *(f"screen.do.{level.name}" for level in Level),
        *(f"screen.of.{level.name}" for level in Level if level is not Level.NONE),
        *(f"screen.why.{topic}" for topic in asked.topics),
        *(f"screen.ask.{question}" for question in asked.all),
        *(f"screen.answer.{each.scale}.{v}" for each in asked.all.values() for v in each.values),
        *(f"screen.reason.{rule}" for rule in known.all),
        *(f"screen.time.{rule.time_frame.id}" for rule in known.all.values()),
        *(f"page.screening.topic_{topic}" for topic in asked.topics),
        *(f"page.screening.unit_{each.unit}" for each in asked.all.values() if each.unit),
        *(f"page.screening.level_{level.name}" for level in Level),
        *(f"page.screening.sex_{sex}" for sex in Sex),
        *(f"page.screening.unknown_{name}" for name in Context().unknown),
        *(f"page.screening.{of}_{unit}" for of in ("onset", "lasted") for unit in UNITS_DAYS),
    }
