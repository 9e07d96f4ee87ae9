"""What a whole clinic's export gives of its letters."""

from __future__ import annotations

from backcheck.web.giving.table import Table

from .known_letter import document_of
from .models import Answer, Letter, Reminder

_OF = {"id": "the row's key", "clinic_id": "the clinic", "patient_id": "the patient"}
_OF_LETTER = {
    **_OF,
    "letter_id": "the letter",
    "recorded_at": "when it was recorded",
    "recorded_by_id": "by whom",
}

GIVEN = (
    Table(
        model=Letter,
        clinic="clinic_id",
        what="A letter to a doctor.",
        columns={
            **_OF,
            "screening": "the screening it tells of; null where there is none",
            "written_at": "when it was written",
            "written_by_id": "by whom",
            "level": "how soon a doctor was asked for",
            "language": "the language it is in",
            "doctor": "to whom, as it was typed",
            "content": "the letter in words, as JSON: what the printed page says",
            "signed_as": "the writer's role and how the clinic is reached, a line each",
            "answer_due_on": "the day by which an answer is looked for",
            "state": "whether it waits, was answered, or was closed without an answer",
            "version": "how often it was written to, counted from 1",
        },
        forms={"content": document_of},
    ),
    Table(
        model=Answer,
        clinic="clinic_id",
        what="What came back of a letter. The latest holds.",
        columns={
            **_OF_LETTER,
            "came": "how it came, or that none did",
            "answered_on": "on which day",
            "answered_by": "who answered, as it was typed",
            "goes_on": "whether treatment may go on",
            "found": "what was found, as it was typed",
        },
    ),
    Table(
        model=Reminder,
        clinic="clinic_id",
        what="The day by which an answer is looked for, moved.",
        columns={
            **_OF_LETTER,
            "due_before": "the day before that",
            "due_on": "the day since then",
            "why": "the reason",
        },
    ),
)
