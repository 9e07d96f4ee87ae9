"""The numbers of a clinic."""

from __future__ import annotations

from uuid import UUID

from .kinds import Line, LineKind
from .models import EmergencyLine


def emergency_lines(clinic: UUID) -> tuple[Line, ...]:
    """The numbers to show where an emergency is told; none before the clinic has set any."""
    rows = EmergencyLine.objects.filter(clinic=clinic, ended_at=None)
    found = {row.kind: row.number for row in rows}
    return tuple(Line(kind, found[kind]) for kind in LineKind if kind in found)
