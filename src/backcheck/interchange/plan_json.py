"""What a plan would be able to show, as the JSON object of ``plan --json``."""

from __future__ import annotations

from typing import Any

from backcheck.knowledge.designs import measured_designs
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.course_plan import CoursePlan
from backcheck.verdict.operating import standard_error
from backcheck.verdict.plan import Information, levers, plan_information, simulated_as

Json = dict[str, Any]
_DIGITS = 4


def plan_json(plan: CoursePlan) -> Json:
    """The object of one plan. Half-widths are those of the interval that is told with an answer,
    in points; ``simulated`` is null unless this very plan was simulated."""
    return {
        "visits": plan.visits,
        "baseline_days": plan.baseline_days,
        "every_days": plan.every_days,
        "pause": None
        if plan.pause is None
        else {"weeks": plan.pause.weeks, "after_visits": plan.pause.after_visits},
        "stratum": plan.stratum.value,
        **_information(plan_information(plan)),
        "changes": {name: _information(found) for name, found in levers(plan)},
        "simulated": _simulated(plan),
        "engine": ENGINE,
    }


def _information(found: Information) -> Json:
    return {
        "ratings": found.ratings,
        "enough_before": found.enough_before,
        "half_width_before": found.before_points,
        "half_width_after": found.after_points,
        "learned_fraction": found.learned_fraction,
    }


def _simulated(plan: CoursePlan) -> Json | None:
    design = simulated_as(plan)
    if design is None:
        return None
    measured = measured_designs()[design.id]
    helped, nothing = measured.of_helped(), measured.worst_of_nothing()
    return {
        "design": design.id,
        "helped": _rate(helped.helping, helped.n),
        "not_helped_worst": _rate(nothing.helping, nothing.n),
    }


def _rate(count: int, n: int) -> Json:
    share, error = count / n, standard_error(count, n)
    return {"n": n, "share": round(share, _DIGITS), "error": round(error, _DIGITS)}
