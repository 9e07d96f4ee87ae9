"""What a whole clinic's export gives of its emergency numbers."""

from __future__ import annotations

from backcheck.web.giving.table import Table

from .models import EmergencyLine

GIVEN = (
    Table(
        model=EmergencyLine,
        clinic="clinic_id",
        what="A number for an emergency, or for hours when the clinic is closed.",
        columns={
            "id": "the row's key",
            "clinic_id": "the clinic",
            "kind": "what it is for",
            "number": "the number, as it was typed",
            "set_at": "since when it is shown",
            "set_by_id": "by whom it was set",
            "ended_at": "until when it was shown; null while it is",
            "ended_by_id": "by whom that was ended",
        },
    ),
)
