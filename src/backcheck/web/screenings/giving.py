"""What one person's export gives of their screenings: what was answered and what was said then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.knowledge.screening.said import said_to_json
from backcheck.web.patients.known import Known

from .kept import KeptScreening
from .queries import KeptClearance, clearances_of, screenings_of


def given(known: Known) -> Mapping[str, Any]:
    """The keys of ``patient.json`` (docs/patient-export.md)."""
    return {
        "screenings": [_screening(each) for each in screenings_of(known)],
        "clearances": [_clearance(each) for each in clearances_of(known)],
    }


def _screening(kept: KeptScreening) -> Mapping[str, Any]:
    context = kept.answered.context
    return {
        "asked_at": kept.asked_at.isoformat(timespec="seconds"),
        "asked_by": kept.asked_by,
        "rules_version": kept.rules_version,
        "answers": dict(kept.answered.answers),
        "context": {
            "age": context.age,
            "sex": context.sex,
            "pregnant": context.pregnant,
            "days_since_onset": context.days_since_onset,
        },
        "as_last_time": list(kept.answered.as_last_time),
        "said": said_to_json(kept.said),
    }


def _clearance(kept: KeptClearance) -> Mapping[str, Any]:
    return {
        "way": kept.way.value,
        "rules": list(kept.rules),
        "doctor": kept.doctor or None,
        "seen_on": kept.seen_on.isoformat() if kept.seen_on else None,
        "text": kept.text,
        "until": kept.until.isoformat(timespec="seconds"),
        "recorded_at": kept.recorded_at.isoformat(timespec="seconds"),
        "recorded_by": kept.recorded_by,
    }
