"""tools/measured/operating.json as the pages read it, and the goals it is held against."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from backcheck.knowledge.how_often_wrong import how_often_wrong
from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.operating import standard_error
from tools.measure_rates import OPERATING

STRONG = ("sawtooth_and_lasting", "gradual", "modest", "late")  # as the goals name them
METHODS = {
    "model": "the model",
    "week_fall": "last week against the week before treatment",
    "visit_fall": "last visit against the first",
}
COVERAGE_GOAL = 0.85


class Goal(NamedTuple):
    """What was wished for the four shares found, least and most."""

    name: str
    found: tuple[float, float, float, float]


GOALS = (
    Goal("goal", (0.47, 0.18, 0.21, 0.22)),
    Goal("aim", (0.53, 0.28, 0.25, 0.35)),
    Goal("moonshot", (0.66, 0.39, 0.35, 0.50)),
)


@cache
def operating() -> Mapping[str, Any]:
    """What was measured."""
    found: dict[str, Any] = json.loads(OPERATING.read_text(encoding="utf-8"))
    return found


def code(key: str) -> str:
    """A scenario's short name in tables."""
    return scenarios().all[key].code


def percent(count: float, n: int) -> str:
    """A share with its simulation error."""
    return f"{100 * count / n:.0f} ±{100 * standard_error(int(count), n):.0f}"


def found(method: str, key: str) -> tuple[float, float]:
    """Share found at equal false alarms, and its error."""
    share, error = operating()["equal"][method]["found"][key]
    return share, error


def reached(goal: Goal) -> list[bool]:
    """Which of the four shares are at or above the goal."""
    pairs = zip(STRONG, goal.found, strict=True)
    return [found("model", key)[0] >= wished for key, wished in pairs]


def worst_covered(kind: str, among: Sequence[str]) -> tuple[str, float]:
    """The scenario in which the interval of "effect" or "change" holds the truth least often."""
    counts, n = operating()["covered"], operating()["n"]
    worst = min(among, key=lambda key: counts[key][kind])
    return worst, counts[worst][kind] / n


def look_share(key: str, way: str, what: str) -> float:
    """The share of a scenario's courses that a way of looking ends, or of which it says this."""
    counts = operating()["looks"][key]
    return float(counts[way][what] / counts["n"])


def mean_visits(keys: Sequence[str], way: str) -> float:
    """Visits a course takes, the mean over scenarios."""
    each = [operating()["looks"][key] for key in keys]
    return sum(counts[way]["visits"] / counts["n"] for counts in each) / len(keys)


def mean_share(keys: Sequence[str], way: str, what: str) -> float:
    """The mean over scenarios of ``look_share``."""
    return sum(look_share(key, way, what) for key in keys) / len(keys)


def said_at_end(key: str, verdict: str) -> float:
    """The share of a verdict at the end."""
    counts = how_often_wrong().whole[key]
    return counts.verdicts[verdict] / counts.n
