"""What a plan would be able to show, in words and tables: first in words, then what one change
would add, then what the simulated plans found."""

from __future__ import annotations

from dataclasses import dataclass

from backcheck.knowledge.designs import HELPED, Found, designs, measured_designs
from backcheck.knowledge.scenarios import scenarios
from backcheck.knowledge.thresholds import thresholds
from backcheck.knowledge.wording import label
from backcheck.verdict.course import Stratum
from backcheck.verdict.course_plan import CoursePlan
from backcheck.verdict.plan import (
    Information,
    levers,
    plan_information,
    plan_of,
    simulated_as,
)

from .document import Sayings, Table
from .how_often_wrong import share

_SAID = (
    "plan.say_baseline",
    "plan.say_elsewhere",
    "plan.say_pause",
    "plan.say_often",
    "plan.say_not_better",
)


@dataclass(frozen=True, slots=True)
class PlanReport:
    """Everything that is said of a plan, in the order in which it is read."""

    this: Sayings
    changed: Table
    meaning: Sayings
    simulated: Table
    about: str


def plan_report(plan: CoursePlan, language: str = "en") -> PlanReport:
    """The report of a plan.

    Args:
        plan: diary and visits.
        language: one of ``wording.languages()``.
    """
    found = plan_information(plan)
    counted = next(iter(measured_designs().values()))
    helped, nothing = counted.of_helped(), counted.worst_of_nothing()
    return PlanReport(
        this=Sayings(label("plan.yours", language), _said(found, language)),
        changed=_changed(found, language),
        meaning=Sayings(
            label("plan.meaning", language), tuple(label(key, language) for key in _SAID)
        ),
        simulated=_simulated(plan.stratum, language),
        about=label("plan.error", language, helped=helped.n, nothing=nothing.n),
    )


def _said(found: Information, language: str) -> tuple[str, ...]:
    said = [
        label(
            "plan.expect",
            language,
            ratings=found.ratings,
            after=found.after_points,
            before=found.before_points,
        ),
        label("plan.learned", language, share=found.learned_fraction),
    ]
    if not found.enough_before:
        needed = int(thresholds().enough.days_before)
        said.append(label("plan.too_few", language, count=needed))
    return (*said, _power(found.plan, language))


def _power(plan: CoursePlan, language: str) -> str:
    """How often the plan finds what is there; of the plans that were simulated."""
    design = simulated_as(plan)
    if design is None:
        return label("plan.not_simulated", language)
    measured = measured_designs()[design.id]
    helped, nothing = measured.of_helped(), measured.worst_of_nothing()
    points = [scenarios().all[key].effect_points for key in designs().people[HELPED]]
    return label(
        "plan.power",
        language,
        low=min(points),
        high=max(points),
        found=helped.helping / helped.n,
        wrong=nothing.helping / nothing.n,
    )


def _changed(found: Information, language: str) -> Table:
    """The plan as it is, and with one change each."""
    rows = [("plan.as_it_is", found)]
    rows += [(f"plan.lever_{name}", each) for name, each in levers(found.plan)]
    columns = ("plan.change", "plan.ratings", "plan.width")
    return Table(
        tuple(label(key, language) for key in columns),
        tuple((label(key, language), *_width(each, language)) for key, each in rows),
    )


def _width(found: Information, language: str) -> tuple[str, str]:
    return str(found.ratings), label("plan.points", language, points=found.after_points)


def _simulated(stratum: Stratum, language: str) -> Table:
    columns = ("plan.simulated", "plan.width", "plan.found", "plan.untold", "plan.wrong")
    visits = int(scenarios().design.planned_visits)
    rows = []
    for key, measured in measured_designs().items():
        helped, nothing = measured.of_helped(), measured.worst_of_nothing()
        width = _width(plan_information(plan_of(designs().all[key], stratum, visits)), language)
        shares = (
            _share(helped.helping, helped, language),
            _share(helped.cannot_tell, helped, language),
            _share(nothing.helping, nothing, language),
        )
        rows.append((label(f"plan.design_{key}", language), width[1], *shares))
    return Table(tuple(label(key, language) for key in columns), tuple(rows))


def _share(count: int, of: Found, language: str) -> str:
    return share(count, of.n, language, digits=0)
