"""Before any data: what a plan of diary and visits would be able to show.

How it is computed: docs/model.md, "Before any data"
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from statistics import NormalDist

from backcheck.knowledge.designs import PlanDesign, designs
from backcheck.knowledge.scenarios import scenarios
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.model import frozen_table
from backcheck.stats.plan import expected_sd
from backcheck.stats.quantities import WEEK_DAYS

from .course import Stratum
from .course_plan import MOST_BASELINE_DAYS, CoursePlan, Pause
from .posterior import prior

LEVERS = ("longer_baseline", "daily", "pause", "irregular")
IRREGULAR_DAYS = (5, 10, 3, 9, 11, 4, 7)  # gaps, a week on average
_LONGER_DAYS, _PAUSE_WEEKS = 14, 2
_CELLS = 512
_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Information:
    """What a plan would add. The widths are half of the interval that is told with an answer:
    what isn't known of the effect, in points, beforehand and (at best) afterwards."""

    plan: CoursePlan
    ratings: int
    before_points: float
    after_points: float
    learned_fraction: float
    enough_before: bool  # of rated days, for any verdict but "worse"


@cache
def plan_information(plan: CoursePlan) -> Information:
    """What is to be expected of a plan, every rating that is due made."""
    design = scenarios().design
    ratings = [day + design.rating_hours / _HOURS for day in plan.rating_days()]
    visits = [day + design.visit_hours / _HOURS for day in plan.visit_days()]
    first = ratings[0]
    expected = expected_sd(
        prior(plan.stratum),
        [at - first for at in ratings],
        [at - first for at in visits],
        visits[-1] + WEEK_DAYS - first,
        frozen_table(_CELLS),
    )
    wide = NormalDist().inv_cdf(0.5 + 0.5 * thresholds().interval.coverage)
    return Information(
        plan=plan,
        ratings=len(ratings),
        before_points=round(wide * expected.before, 3),
        after_points=round(wide * expected.after, 3),
        learned_fraction=round(expected.learned_fraction, 3),
        enough_before=plan.ratings_before() >= thresholds().enough.days_before,
    )


def levers(plan: CoursePlan) -> list[tuple[str, Information]]:
    """What one change of a plan would add, by the change's name; those that change nothing are
    left out."""
    longer_days = min(plan.baseline_days + _LONGER_DAYS, MOST_BASELINE_DAYS)
    others = (
        replace(plan, baseline_days=longer_days),
        replace(plan, every_days=1),
        _paused(plan),
        replace(plan, gap_days=IRREGULAR_DAYS),
    )
    changed = zip(LEVERS, others, strict=True)
    return [(name, plan_information(other)) for name, other in changed if other != plan]


def _paused(plan: CoursePlan) -> CoursePlan:
    if plan.pause is not None or plan.visits < 2:
        return plan
    return replace(plan, pause=Pause(_PAUSE_WEEKS, plan.visits // 2))


def plan_of(design: PlanDesign, stratum: Stratum, visits: int) -> CoursePlan:
    """A simulated design as a plan: where the lot decides, the middle of what it may give."""
    pause = Pause(int(design.pause_weeks), int(design.pause_after_visits))
    return CoursePlan(
        visits=visits,
        baseline_days=int((design.baseline_days + design.baseline_to_days) / 2),
        every_days=int(design.every_days),
        stratum=stratum,
        pause=pause if pause.weeks else None,
        gap_days=IRREGULAR_DAYS if design.gap_spread_days else (int(design.gap_days),),
    )


def simulated_as(plan: CoursePlan) -> PlanDesign | None:
    """The simulated design that is this plan, if there is one."""
    visits = int(scenarios().design.planned_visits)
    for design in designs().all.values():
        by_lot = design.baseline_to_days > design.baseline_days
        if not by_lot and plan_of(design, plan.stratum, visits) == plan:
            return design
    return None
