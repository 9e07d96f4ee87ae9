"""What a whole clinic's export gives of its screenings."""

from __future__ import annotations

from backcheck.web.giving.table import Table

from .kept import answered_from, said_from
from .models import Clearance, Screening

_OF = {"id": "the row's key", "clinic_id": "the clinic", "patient_id": "the patient"}

GIVEN = (
    Table(
        model=Screening,
        clinic="clinic_id",
        what="The questions about warning signs, asked once.",
        columns={
            **_OF,
            "asked_at": "when they were asked",
            "asked_by_id": "by whom",
            "level": "what they led to: EMERGENCY, SAME_DAY, DOCTOR_FIRST, NOTE or NONE",
            "rules_version": "of the rules that judged them",
            "answers": "JSON: the answers, and what was known of the person",
            "said": "JSON: what was said then, and why, rule by rule",
        },
        forms={"answers": answered_from, "said": said_from},
    ),
    Table(
        model=Clearance,
        clinic="clinic_id",
        what="What ended open warning signs.",
        columns={
            **_OF,
            "way": "by a doctor's assessment, or stepped down by a practitioner",
            "until": "it ends what was raised until then",
            "recorded_at": "when it was recorded",
            "recorded_by_id": "by whom",
            "rules": "the rules it names, a line each",
            "doctor": "who the doctor is; null for a step down",
            "seen_on": "the day of the assessment; null for a step down",
            "text": "what the doctor found, or the reason",
        },
    ),
)
