"""How urgently a doctor is needed, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from backcheck.knowledge.provenance import Provenance


class Level(IntEnum):
    """Of a rule and of a screening; the greater the more urgent. None of them means "safe"."""

    NONE = 0  # nothing that was asked points to a doctor first
    NOTE = 1  # for the practitioner; asked again at the next visit
    DOCTOR_FIRST = 2  # a doctor before treatment
    SAME_DAY = 3  # a doctor today, no treatment today
    EMERGENCY = 4  # hospital now


@dataclass(frozen=True, slots=True)
class TimeFrame:
    """By when. ``within_hours`` is None where no clock runs."""

    id: str
    within_hours: float | None
    provenance: Provenance
