"""Thresholds of verdict, next step and usual rules, as read from verdict.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .provenance import Provenance
from .reading import Reader

THRESHOLDS = ("worse", "enough", "helping", "better", "little", "also_started", "interval")
USUAL_RULES = ("two_points_or_30_percent", "week_against_week", "two_points_and_30_percent")


@dataclass(frozen=True, slots=True)
class Worse:
    """Rules 1 and 3: ``sure_prob`` on few ratings and of a supporting sign."""

    id: str
    points: float
    sure_prob: float
    probably_prob: float
    days_before: float
    days_after: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Enough:
    """Rule 2: rated days needed on each side of the first visit."""

    id: str
    days_before: float
    days_after: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Helping:
    """Rules 4 and 5."""

    id: str
    points: float
    very_likely_prob: float
    very_likely_sceptical_prob: float
    probably_prob: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Better:
    """Rule 6; ``two_points`` is only reported."""

    id: str
    fraction: float
    fraction_prob: float
    points: float
    points_prob: float
    two_points: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Little:
    """Rule 7."""

    id: str
    helping_below_prob: float
    better_below_prob: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class AlsoStartedWindow:
    """When something else that began switches rules 4 and 5 off."""

    id: str
    days_before_first_visit: float
    days_after_last_visit: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Interval:
    """How much an interval covers."""

    id: str
    coverage: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Agreement:
    """When to look, agreed before the first visit."""

    id: str
    first_look_visits: float
    decide_visits: float
    last_visits: float
    last_days: float
    planned_visits: float
    visit_gap_days: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Levels:
    """What decides at a look."""

    id: str
    finished_points: float
    stop_below_prob: float
    continue_from_prob: float
    look_again_visits: float
    follow_up_weeks: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Reminders:
    """When a list of courses asks for attention."""

    id: str
    quiet_days: float
    soon_days: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class UsualRule:
    """A rule of thumb. How often it is wrong is measured: ``how_often_wrong``."""

    id: str
    points: float
    fraction: float
    window_days: float
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Thresholds:
    """All of verdict.toml."""

    worse: Worse
    enough: Enough
    helping: Helping
    better: Better
    little: Little
    also_started: AlsoStartedWindow
    interval: Interval
    agreement: Agreement
    levels: Levels
    reminders: Reminders
    usual_rules: Mapping[str, UsualRule]


def read_thresholds(text: str | None = None) -> Thresholds:
    """Read verdict.toml (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = Reader("verdict.toml", text)
    reader.exactly("thresholds", THRESHOLDS)
    reader.exactly("next_step", ("agreement", "levels", "reminders"))
    reader.exactly("usual_rules", USUAL_RULES)
    rules, steps = reader.table("thresholds"), reader.table("next_step")
    found = Thresholds(
        worse=reader.record(Worse, "worse", rules.get("worse", {}), "thresholds.worse"),
        enough=reader.record(Enough, "enough", rules.get("enough", {}), "thresholds.enough"),
        helping=reader.record(Helping, "helping", rules.get("helping", {}), "thresholds.helping"),
        better=reader.record(Better, "better", rules.get("better", {}), "thresholds.better"),
        little=reader.record(Little, "little", rules.get("little", {}), "thresholds.little"),
        also_started=reader.record(
            AlsoStartedWindow,
            "also_started",
            rules.get("also_started", {}),
            "thresholds.also_started",
        ),
        interval=reader.record(
            Interval, "interval", rules.get("interval", {}), "thresholds.interval"
        ),
        agreement=reader.record(
            Agreement, "agreement", steps.get("agreement", {}), "next_step.agreement"
        ),
        levels=reader.record(Levels, "levels", steps.get("levels", {}), "next_step.levels"),
        reminders=reader.record(
            Reminders, "reminders", steps.get("reminders", {}), "next_step.reminders"
        ),
        usual_rules=reader.records(UsualRule, "usual_rules"),
    )
    reader.done()
    return found


@cache
def thresholds() -> Thresholds:
    """The thresholds of this release."""
    return read_thresholds()
