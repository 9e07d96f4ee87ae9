"""What somebody of a clinic may do, by their role. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a clinic. An account has one."""

    OWNER = "owner"
    PRACTITIONER = "practitioner"
    FRONT_DESK = "front_desk"
    AUDITOR = "auditor"


class Act(StrEnum):
    """What can be allowed. Every page names the one it needs."""

    OWN_ACCOUNT = "own_account"
    FIND_PATIENTS = "find_patients"
    WRITE_IDENTITY = "write_identity"
    WRITE_CONSENT = "write_consent"
    READ_CLINICAL = "read_clinical"
    WRITE_CLINICAL = "write_clinical"
    CHECK_FILES = "check_files"
    EXPORT_PATIENT = "export_patient"
    ERASE_PATIENT = "erase_patient"
    SEE_WHO_LOOKED = "see_who_looked"
    SIGN_KNOWLEDGE = "sign_knowledge"
    READ_TRAIL = "read_trail"
    MANAGE_PEOPLE = "manage_people"
    EXPORT_CLINIC = "export_clinic"
    SET_EMERGENCY_LINES = "set_emergency_lines"


_DESK = frozenset({Act.OWN_ACCOUNT, Act.FIND_PATIENTS, Act.WRITE_IDENTITY})
_TREATS = _DESK | {
    Act.WRITE_CONSENT,
    Act.READ_CLINICAL,
    Act.WRITE_CLINICAL,
    Act.CHECK_FILES,
    Act.EXPORT_PATIENT,
    Act.SEE_WHO_LOOKED,
    Act.SIGN_KNOWLEDGE,
}
# An owner often treats alone, so she may do what every other role may.
MAY: Mapping[Role, frozenset[Act]] = {
    Role.OWNER: frozenset(Act),
    Role.PRACTITIONER: _TREATS,
    Role.FRONT_DESK: _DESK,
    Role.AUDITOR: frozenset({Act.OWN_ACCOUNT, Act.READ_TRAIL}),
}
