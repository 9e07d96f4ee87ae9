"""What a letter may tell of a screening that the clinic keeps, and who reviewed its rules."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from backcheck.reports.letter import Reported, Reviewed
from backcheck.web.patients.known import Known
from backcheck.web.reviews.queries import signed_version
from backcheck.web.screenings.presenters import RULES
from backcheck.web.screenings.queries import kept_screening


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening of a patient, and who of the clinic signed its rules."""

    reported: Reported
    reviewed: Reviewed | None


def screened(known: Known, screening: UUID) -> Screened | None:
    """A screening of this patient as it was said; None where there is none of that key."""
    kept = kept_screening(known, screening)
    if kept is None:
        return None
    signed = signed_version(known.clinic, RULES, kept.rules_version)
    return Screened(
        Reported(
            said=kept.said,
            answers=kept.answered.answers,
            context=kept.answered.context,
            asked_on=timezone.localtime(kept.asked_at).date(),
        ),
        Reviewed(signed.name, signed.on) if signed else None,
    )
