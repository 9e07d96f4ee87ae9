"""What a letter may tell of a screening that the clinic keeps, and who reviewed its rules."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from backcheck.reports.letter import Reported, Reviewed
from backcheck.web.patients.known import Known


@dataclass(frozen=True, slots=True)
class Screened:
    """A screening of a patient, and who of the clinic signed its rules."""

    reported: Reported
    reviewed: Reviewed | None


def screened(known: Known, screening: UUID) -> Screened | None:
    """A screening of this patient; None where there is none of that key.

    No app keeps screenings yet, so nobody has one: the app that does is asked here.
    """
    return None
