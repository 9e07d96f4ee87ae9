"""Screenings of patients, made as the pages make them."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from backcheck.knowledge.screening.given import Answer, Context
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.said import said_by
from backcheck.knowledge.screening.screen import screen
from backcheck.web.patients.known import Known
from backcheck.web.screenings.actions import keep
from backcheck.web.screenings.kept import Answered
from backcheck.web.screenings.queries import latest_screening
from tests.support.patients import make_patient, member
from tests.support.team import Team

EMERGENCY = {"foot_drop": "yes"}
DOCTOR_FIRST = {"steroids": "yes"}


def asked(team: Team, known: Known, answers: Mapping[str, Answer]) -> UUID:
    """A screening of a patient; what isn't said is left open."""
    latest = latest_screening(known)
    previous = latest.answered.answers if latest else {}
    context = Context(age=47.0, previous=previous)
    said = said_by(screen(answers, context, rules()))
    before = latest.id if latest else None
    answered = Answered(answers, context, before=before)
    return keep(member(team), known, uuid4(), answered, said)


def asked_of_somebody(team: Team) -> Mapping[str, str]:
    """A patient with an open sign of either kind, and the screening that raised it."""
    known = make_patient(team)
    key = asked(team, known, EMERGENCY | DOCTOR_FIRST)
    return {"patient": str(known.id), "screening": str(key)}
