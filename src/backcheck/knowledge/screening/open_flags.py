"""Which warning signs of a person are open: raised, and neither seen by a doctor nor stepped down.

Emergency and same day end with a doctor's assessment alone. Doctor first may also be stepped down
by a named practitioner with a reason. No later answer ends anything, and nothing that was recorded
ends a sign that is raised after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from backcheck.knowledge.dials import WarningSigns

from .level import Level

OPENS_FROM = Level.DOCTOR_FIRST  # below it no doctor is needed, so nothing has to be closed


@dataclass(frozen=True, slots=True)
class Sign:
    """A rule that held, with its level then."""

    rule: str
    level: Level


@dataclass(frozen=True, slots=True)
class Asked:
    """A screening as far as signs go. ``is_whole``: no question of an emergency was left open."""

    at: datetime
    signs: tuple[Sign, ...]
    is_whole: bool = True


class Way(StrEnum):
    """How a sign is cleared."""

    DOCTOR = "doctor"  # a doctor's assessment was recorded
    STEPPED_DOWN = "stepped_down"  # a named practitioner, with a reason

    def clears(self, level: Level) -> bool:
        """Whether it can end a sign of this level at all."""
        return self is Way.DOCTOR or level <= Level.DOCTOR_FIRST


@dataclass(frozen=True, slots=True)
class Cleared:
    """A clearance: of which rules, and of what was raised until when.

    ``until`` is when it was recorded; for a doctor, no later than the end of the day of the
    assessment, since nobody assesses what is raised later.
    """

    until: datetime
    way: Way
    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class OpenFlag:
    """An open sign: its greatest level, and when it was raised first and last, uncleared."""

    rule: str
    level: Level
    since: datetime
    latest: datetime


def open_flags(asked: Iterable[Asked], cleared: Iterable[Cleared]) -> tuple[OpenFlag, ...]:
    """The open signs of one person, the most urgent first, then the oldest.

    Args:
        asked: every screening, in any order.
        cleared: every clearance, in any order.
    """
    clearances = tuple(cleared)
    raised: dict[str, list[tuple[datetime, Level]]] = {}
    for one in asked:
        for sign in one.signs:
            if sign.level >= OPENS_FROM and not _is_cleared(sign, one.at, clearances):
                raised.setdefault(sign.rule, []).append((one.at, sign.level))
    found = [_flag(rule, times) for rule, times in raised.items()]
    return tuple(sorted(found, key=lambda flag: (-flag.level, flag.since, flag.rule)))


def _is_cleared(sign: Sign, at: datetime, cleared: Sequence[Cleared]) -> bool:
    return any(
        at <= each.until and sign.rule in each.rules and each.way.clears(sign.level)
        for each in cleared
    )


def _flag(rule: str, times: list[tuple[datetime, Level]]) -> OpenFlag:
    when = [at for at, _ in times]
    return OpenFlag(rule, max(level for _, level in times), min(when), max(when))


def greatest(flags: Iterable[OpenFlag]) -> Level:
    """The level of the most urgent open sign; NONE where none is open."""
    return max((flag.level for flag in flags), default=Level.NONE)


def course_flag(level: Level) -> str | None:
    """What a course's ``flag`` event is called for this level; None where there is none to tell."""
    return None if level is Level.NONE else level.name.lower()


def warning_signs(asked: Sequence[Asked], flags: Sequence[OpenFlag]) -> WarningSigns:
    """What the alarm is told: while a sign is open it explains nothing.

    Args:
        asked: the screenings that count as today's; none of them is "not asked".
        flags: what is open of all screenings.

    Returns:
        Any sign of today's latest counts as open, a note too: nothing here explains one away.
    """
    if flags:
        return WarningSigns.OPEN
    latest = max(asked, key=lambda each: each.at, default=None)
    if latest is None or not latest.is_whole:
        return WarningSigns.NOT_ASKED
    return WarningSigns.OPEN if latest.signs else WarningSigns.NONE_REPORTED
