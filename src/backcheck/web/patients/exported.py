"""What a whole clinic's export gives of its patients."""

from __future__ import annotations

from backcheck.web.giving.table import Table

from .models import Consent, Contact, Identity, Note, Patient

_OF = {"id": "the row's key", "clinic_id": "the clinic", "patient_id": "the patient"}
_VERSION = "how often it was written, counted from 1"

GIVEN = (
    Table(
        model=Patient,
        clinic="clinic_id",
        what="A patient: a key and a pseudonym, without a name.",
        columns={
            "id": "the patient's key",
            "clinic_id": "the clinic",
            "pseudonym": "the short name under which the record is spoken of",
            "sex": "as it was told",
            "state": "whether the record is open, locked away or erased",
            "registered_at": "when the patient was registered",
            "last_contact_on": "the last day on which the record of the treatment was written",
            "ended_at": "when it was locked away or erased",
            "ended_by_id": "by whom",
        },
    ),
    Table(
        model=Identity,
        clinic="clinic_id",
        what="Who a patient is. There is none of one whose record was erased.",
        columns={
            **_OF,
            "names": "given name and family name, a line each",
            "identity_number": "identity number, as it was typed",
            "born_on": "day of birth, as 1980-03-01",
            "language": "the language the patient reads",
            "version": _VERSION,
        },
        tokens={
            "name_token": "whether the patient can be found by name",
            "number_token": "whether the patient can be found by identity number",
        },
    ),
    Table(
        model=Contact,
        clinic="clinic_id",
        what="A way to reach a patient.",
        columns={
            **_OF,
            "kind": "what it is",
            "value": "the number or address, as it was typed",
            "remark": "what was noted beside it",
            "version": _VERSION,
            "added_at": "when it was added",
            "removed_at": "when it was removed; null while it holds",
        },
        tokens={"phone_token": "whether the patient can be found by it"},
    ),
    Table(
        model=Note,
        clinic="clinic_id",
        what="Free text of those who treat.",
        columns={
            **_OF,
            "text": "the text",
            "version": _VERSION,
            "written_at": "when it was last written",
            "written_by_id": "by whom",
        },
    ),
    Table(
        model=Consent,
        clinic="clinic_id",
        what="What a patient agreed to, and whether it was withdrawn.",
        columns={
            **_OF,
            "purpose": "to what",
            "version": "of the text that was agreed to",
            "language": "in which it was read",
            "how": "how it was given",
            "given_on": "on which day",
            "recorded_at": "when it was recorded",
            "recorded_by_id": "by whom",
            "withdrawn_at": "when it was withdrawn; null while it holds",
            "withdrawn_by_id": "by whom that was recorded",
            "why": "what was said about the withdrawal",
        },
    ),
)
