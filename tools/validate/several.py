"""Two signs together on simulated courses: does the interval hold the truth, does it tell more."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backcheck.knowledge.scenarios import Scenario, scenarios
from backcheck.knowledge.several import several
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.combine import Estimate, Part, combine
from backcheck.stats.normal import Array
from backcheck.verdict.answers import answers
from backcheck.verdict.diary import diary_of
from backcheck.verdict.operating import one_of
from backcheck.verdict.posterior import effect_prior
from backcheck.verdict.several import several_signs

from .table import table

COURSES, SEED = 40, 31
_INDEPENDENT = [Part(0.0, 1.0)]


class Told(NamedTuple):
    """One course: the truth, and what was said of each sign and of both."""

    truth: float
    primary: float  # mean of E
    second: float
    p_primary: float
    p_both: float
    width_primary: float
    width_both: float
    holds_primary: bool
    holds_both: bool
    holds_independent: bool
    correlation: float
    discordant: bool


def told(scenario: Scenario, number: int) -> Told | None:
    """What is said of a course; None where its primary sign has too few days."""
    simulated = one_of(scenario, SEED, number)
    diary = diary_of(simulated.course)
    found = several_signs(diary, answers(diary))
    if found.combined is None:
        return None
    truth, both = simulated.effect_points, found.combined.effect
    primary, second = (each.effect for each in found.signs)
    fitted = [Estimate(each.points.mean, each.sd) for each in (primary, second)]
    own = [Part(part.fraction, part.weight_fraction) for part in several().own]
    alone = combine(fitted, effect_prior(diary), _INDEPENDENT, own).effect
    low, high = alone.interval(thresholds().interval.coverage)
    return Told(
        truth,
        primary.points.mean,
        second.points.mean,
        primary.p_helping["neutral"],
        found.combined.p_helping,
        primary.points.high - primary.points.low,
        both.high - both.low,
        primary.points.low <= truth <= primary.points.high,
        both.low <= truth <= both.high,
        low <= truth <= high,
        found.combined.correlation,
        bool(found.discordant),
    )


def _row(name: str, all_of: list[Told]) -> list[str]:
    columns = Told(*(np.array(column, dtype=np.float64) for column in zip(*all_of, strict=True)))
    errors = columns.primary - columns.truth, columns.second - columns.truth
    cut = thresholds().helping.probably_prob
    return [
        name,
        str(len(all_of)),
        f"{np.mean(columns.truth):.1f}",
        *(f"{np.mean(held):.2f}" for held in columns[7:10]),
        f"{np.mean(columns.width_both) / np.mean(columns.width_primary):.2f}",
        *(f"{np.mean(p >= cut):.2f}" for p in (columns.p_primary, columns.p_both)),
        f"{np.corrcoef(*errors)[0, 1]:.2f}",
        f"{np.mean(columns.correlation):.2f}",
        f"{np.mean(columns.discordant):.2f}",
    ]


def _area(probability: Array, helped: Array) -> float:
    """How often a course that was helped is given more than one that was not."""
    more = probability[helped][:, None] - probability[~helped][None, :]
    return float(np.mean((more > 0.0) + 0.5 * (more == 0.0)))


def render() -> str:
    """A row a scenario, then all courses."""
    rows, everything = [], []
    for scenario in scenarios().all.values():
        found = [told(scenario, number) for number in range(COURSES)]
        enough = [each for each in found if each is not None]
        rows.append(_row(scenario.id, enough))
        everything += enough
    rows.append(_row("**all**", everything))
    helped = np.array([each.truth >= thresholds().helping.points for each in everything])
    areas = (
        _area(np.array([getattr(each, name) for each in everything]), helped)
        for name in ("p_primary", "p_both")
    )
    head = (
        "scenario", "courses", "true E", "holds: primary", "both", "both, if independent",
        "width, both : primary", "P ≥ .65: primary", "both", "errors' correlation", "estimated",
        "said not to go along",
    )  # fmt: skip
    one, both = areas
    return (
        f"{table(head, rows)}\n\n"
        f"A course in which the treatment is worth a point is given a larger P(E ≥ 1) than one in "
        f"which it isn't in {one:.3f} of all pairs by the primary sign, in {both:.3f} by both."
    )


if __name__ == "__main__":
    print(render())
