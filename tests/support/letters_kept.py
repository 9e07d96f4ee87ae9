"""Letters of a clinic, kept as the pages keep them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from backcheck.knowledge.letter_times import letter_times
from backcheck.reports.letter import letter
from backcheck.web.letters.actions import Written, write
from backcheck.web.patients.known import Known
from tests.support.letters import to_doctor
from tests.support.patients import member
from tests.support.team import Team

SECRET = "SECRETREASON"
SENT = {
    "doctor": "Dr Example",
    "level": "SAME_DAY",
    "added": f"Fell from a ladder; {SECRET}.",
    "role": "Acupuncturist",
    "contact": "12 Mill Lane",
    "language": "en",
    "number": "left_out",
    "answer_due_on": "",
}


def keep_letter(team: Team, known: Known, due_on: date | None = None, **more: Any) -> UUID:
    """A letter about a patient, by the practitioner; its key."""
    key, today = uuid4(), timezone.localdate()
    told = letter(to_doctor(**{"added": SECRET, "written_on": today} | more), "en")
    written = Written(
        document=told,
        doctor="Dr Example",
        role="Acupuncturist",
        contact="12 Mill Lane",
        due_on=due_on or letter_times()[to_doctor(**more).level].answer_due_on(today),
    )
    write(member(team), known, key, written)
    return key
