"""What a whole clinic's export gives of its reviews."""

from __future__ import annotations

from backcheck.web.giving.table import Table

from .models import Review

GIVEN = (
    Table(
        model=Review,
        clinic="clinic_id",
        what="A signature under one version of what is known, by a clinician of the clinic.",
        columns={
            "id": "the row's key",
            "clinic_id": "the clinic",
            "rule_set": "which rules",
            "version": "of the rules that were signed",
            "content_sha256": "SHA-256 of the data that was signed",
            "name": "the signer's name at the time",
            "signed_by_id": "by whom",
            "signed_at": "when",
            "reason": "why, as it was typed",
            "withdrawn_at": "when it was withdrawn; null while it stands",
            "withdrawn_by_id": "by whom that was",
            "withdrawn_why": "why, as it was typed",
        },
    ),
)
