"""What of letters belongs to a patient, as the patient's own app is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.reports.letter import as_kept
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.patients.beside import Beside
from backcheck.web.patients.known import Known

from .known_letter import Happened, KnownLetter
from .presenters import of_patient
from .queries import letter_of, letters_of


def _given(known: Known) -> Mapping[str, Any]:
    """Every letter, as JSON can hold it, the latest first. docs/patient-export.md tells of it."""
    whole = [letter_of(known, each.id) for each in letters_of(known)]
    return {"letters": [_letter(each) for each in whole if each is not None]}


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


def _shown(who: Member, known: Known) -> Mapping[str, Any]:
    return of_patient(who, known, letters_of(known))


OF_PATIENT = Beside(
    act=Act.READ_CLINICAL, template="letters/of_patient.html", shown=_shown, given=_given
)
