"""What is due for a course on a day, the most urgent first: a list of courses is read by it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.thresholds import thresholds

from .assessment import Assessment
from .diary import Diary, agreement, closed_at, open_flag
from .looks import ENDS, is_look, next_look
from .rules import NEEDS_A_DOCTOR, NextStep, past_last_day

_DAYS_A_WEEK = 7.0


class When(IntEnum):
    """How soon something is due; the smaller, the sooner."""

    NOW = 0
    SOON = 1
    LATER = 2
    NOTHING = 3


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due."""

    when: When
    said: Sentence


def due(assessment: Assessment, today_days: float) -> tuple[Due, ...]:
    """Everything that is due, the most urgent first; never empty.

    Args:
        assessment: the answer on the last day of the diary.
        today_days: the day on which it is read, in the course's own days.
    """
    diary = assessment.diary
    ended = closed_at(diary)
    more = (
        _going_on(diary, assessment.next_step, today_days)
        if ended is None
        else _after_the_end(ended, today_days)
    )
    return tuple(sorted((*_flag(diary), *more), key=lambda each: each.when))


def most_pressing(things: tuple[Due, ...]) -> tuple[Due, ...]:
    """Those that are due as soon as the first."""
    return tuple(each for each in things if each.when is things[0].when)


def _flag(diary: Diary) -> Iterator[Due]:
    flag = open_flag(diary)
    if flag is not None and flag.level in NEEDS_A_DOCTOR:
        yield Due(When.NOW, Sentence(f"due.flag.{flag.level.value}"))


def _after_the_end(ended_days: float, today_days: float) -> Iterator[Due]:
    """Pain comes in waves: a course that ended is asked about once more."""
    weeks = int(thresholds().levels.follow_up_weeks)
    left = math.ceil(ended_days + weeks * _DAYS_A_WEEK - today_days)
    if left > thresholds().reminders.soon_days:
        yield Due(When.NOTHING, Sentence("due.follow_up_later", {"weeks": weeks, "count": left}))
    else:
        when = When.SOON if left > 0 else When.NOW
        yield Due(when, Sentence("due.follow_up", {"weeks": weeks}))


def _going_on(diary: Diary, step: NextStep, today_days: float) -> Iterator[Due]:
    yield from _rating(diary, today_days)
    if not diary.visits:
        yield Due(When.LATER, Sentence("due.first_visit"))
        return
    done = len(diary.visits)
    if past_last_day(diary) or is_look(done):
        yield Due(When.NOW, Sentence("due.look", {"count": done}))
        return
    if step is NextStep.REFER:
        return  # the open sign says what is due
    if step in ENDS:
        yield Due(When.NOW, Sentence("due.decide"))
        return
    late = today_days - diary.visits[-1] - 2.0 * agreement().visit_gap_days
    if late > 0.0:
        since = math.floor(today_days - diary.visits[-1])
        yield Due(When.SOON, Sentence("due.visit_late", {"count": since}))
    coming = next_look(done)
    yield Due(When.LATER, Sentence("due.next_look", {"visit": coming, "count": coming - done}))


def _rating(diary: Diary, today_days: float) -> Iterator[Due]:
    """A diary that has gone quiet is asked about while it can still be helped."""
    if not diary.readings:
        yield Due(When.NOW, Sentence("due.no_rating"))
        return
    quiet = math.floor(today_days) - math.floor(diary.readings[-1].at_days) - 1
    if quiet >= thresholds().reminders.quiet_days:
        yield Due(When.SOON, Sentence("due.quiet", {"count": quiet}))
