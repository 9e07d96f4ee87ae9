"""People simulated under a plan: the product's own simulator, with other visits and fewer
ratings."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from backcheck.knowledge.designs import Found, PlanDesign
from backcheck.knowledge.scenarios import Scenario, scenarios
from backcheck.stats.quantities import WEEK_DAYS
from backcheck.stats.simulated import Timetable

from .course import Course, Rating
from .operating import outcome, stream
from .rules import Verdict
from .simulated import Simulated, simulated_course, timetable_of

_HOURS = 24.0
_LOT = 7919  # tells the lot's own stream from the person's


def planned_course(scenario: Scenario, design: PlanDesign, seed: int, number: int) -> Simulated:
    """Person ``number`` of a scenario, under a plan: under every plan the same person as far as
    the plan allows."""
    lot = np.random.default_rng(np.random.SeedSequence([seed, scenario.number, number, _LOT]))
    timetable = _timetable(design, lot)
    whole = simulated_course(scenario, stream(scenario, seed, number), design=timetable)
    return replace(whole, course=_thinned(whole.course, int(design.every_days)))


def _timetable(design: PlanDesign, lot: np.random.Generator) -> Timetable:
    """Visits as the plan has them, what it leaves open drawn by lot."""
    agreed = scenarios().design
    visits = int(agreed.planned_visits)
    first = int(lot.integers(int(design.baseline_days), int(design.baseline_to_days) + 1))
    gaps = np.full(visits - 1, design.gap_days)
    if design.gap_spread_days:
        gaps += np.linspace(-design.gap_spread_days, design.gap_spread_days, visits - 1).round()
        lot.shuffle(gaps)
    if design.pause_weeks:
        gaps[int(design.pause_after_visits) - 1] += WEEK_DAYS * design.pause_weeks
    days = first + np.concatenate([[0.0], np.cumsum(gaps)])
    # Every day of a course of that length; then the visits where the plan has them.
    last = float(days[-1] - days[0]) / (visits - 1)
    usual = timetable_of(replace(agreed, baseline_days=float(first), gap_days=math.ceil(last)))
    given = days + agreed.visit_hours / _HOURS
    end = float(given[-1] + agreed.after_last_visit_days)
    return Timetable(usual.due_days[usual.due_days < end], given, end)


def _thinned(course: Course, every_days: int) -> Course:
    """Only the ratings of the days on which one is due."""
    kept = tuple(
        event
        for event in course.events
        if not isinstance(event, Rating) or math.floor(event.at_days) % every_days == 0
    )
    return replace(course, events=kept)


def found_by(scenario: Scenario, design: PlanDesign, seed: int, numbers: range) -> Found:
    """What is said of these people under a plan."""
    said = [outcome(planned_course(scenario, design, seed, each)).verdict for each in numbers]
    return Found(
        n=len(said),
        helping=sum(verdict.is_helping for verdict in said),
        little=said.count(Verdict.LITTLE_SIGN_OF_HELP),
        cannot_tell=said.count(Verdict.CANNOT_TELL_YET),
    )
