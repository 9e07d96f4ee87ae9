"""What the export of a person gives of their letters."""

from __future__ import annotations

from typing import Any

from backcheck.reports.letter import as_kept
from backcheck.web.patients.known import Known

from .known_letter import Happened, KnownLetter
from .queries import letter_of, letters_of


def letters_given(known: Known) -> list[dict[str, Any]]:
    """Every letter, as JSON can hold it, the latest first. docs/patient-export.md tells of it."""
    whole = [letter_of(known, each.id) for each in letters_of(known)]
    return [_letter(each) for each in whole if each is not None]


def _letter(letter: KnownLetter) -> dict[str, Any]:
    return {
        "written_at": letter.written_at.isoformat(timespec="seconds"),
        "written_by": letter.written_by,
        "doctor": letter.doctor,
        "level": letter.level.name,
        "answer_due_on": letter.answer_due_on.isoformat(),
        "state": letter.state.value,
        "words": as_kept(letter.document),
        "happened": [_happened(each) for each in letter.happened],
    }


def _happened(happened: Happened) -> dict[str, Any]:
    told: dict[str, Any] = {
        "recorded_at": happened.recorded_at.isoformat(timespec="seconds"),
        "recorded_by": happened.recorded_by,
    }
    if happened.moved:
        return told | {"due_on": happened.moved[1].isoformat(), "why": happened.why}
    said = happened.answered
    assert said is not None
    return told | {
        "came": said.came.value,
        "answered_on": said.answered_on.isoformat(),
        "answered_by": said.answered_by,
        "goes_on": said.goes_on.value,
        "found": said.found,
    }
