"""Operating characteristics: how often each answer is given to simulated courses of a kind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from backcheck.knowledge.scenarios import Scenario
from backcheck.knowledge.thresholds import USUAL_RULES

from .answers import answers
from .diary import diary_of
from .rules import NextStep, Verdict, next_step_of, verdict_of
from .simulated import Simulated, simulated_course
from .usual_rules import usual_rules


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one simulated course, and the truth about it."""

    verdict: Verdict
    next_step: NextStep
    usual_rules: Mapping[str, bool | None]
    effect_points: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each answer was given to ``n`` courses of a scenario.

    ``usual_helped`` counts each usual rule's "helped", ``usual_unknown`` where it could not be
    computed. Every verdict, step and rule has its key, with 0 where it never came up.
    """

    scenario: str
    n: int
    seed: int
    effect_points: float
    verdicts: Mapping[str, int]
    next_steps: Mapping[str, int]
    usual_helped: Mapping[str, int]
    usual_unknown: Mapping[str, int]


def stream(scenario: Scenario, seed: int, number: int) -> np.random.Generator:
    """The random stream of one course: it depends on nothing but these three."""
    return np.random.default_rng(np.random.SeedSequence([seed, scenario.number, number]))


def one_of(scenario: Scenario, seed: int, number: int) -> Simulated:
    """Course ``number`` (0, 1, ...) of a scenario."""
    name = f"{scenario.id}-{number}"
    return simulated_course(scenario, stream(scenario, seed, number), name)


def outcome(simulated: Simulated) -> Outcome:
    """What is said of the course: the verdict, step and usual rules of ``assess``, no words."""
    diary = diary_of(simulated.course)
    found = answers(diary)
    verdict = verdict_of(diary, found)
    step = next_step_of(diary, found, verdict)
    return Outcome(verdict, step, usual_rules(diary), simulated.effect_points)


def outcomes(scenario: Scenario, seed: int, numbers: Iterable[int]) -> list[Outcome]:
    """What is said of these courses of a scenario."""
    return [outcome(one_of(scenario, seed, number)) for number in numbers]


def counted(scenario: Scenario, seed: int, found: list[Outcome]) -> Counts:
    """Outcomes become counts.

    Raises:
        ValueError: there is nothing to count.
    """
    if not found:
        raise ValueError("no course to count")
    verdicts = Counter(each.verdict.value for each in found)
    steps = Counter(each.next_step.value for each in found)
    said = [each.usual_rules for each in found]
    return Counts(
        scenario=scenario.id,
        n=len(found),
        seed=seed,
        effect_points=math.fsum(each.effect_points for each in found) / len(found),
        verdicts={verdict.value: verdicts[verdict.value] for verdict in Verdict},
        next_steps={step.value: steps[step.value] for step in NextStep},
        usual_helped={rule: sum(each[rule] is True for each in said) for rule in USUAL_RULES},
        usual_unknown={rule: sum(each[rule] is None for each in said) for rule in USUAL_RULES},
    )


def operating(scenario: Scenario, n: int, seed: int) -> Counts:
    """Courses 0 to n - 1 of a scenario, counted."""
    return counted(scenario, seed, outcomes(scenario, seed, range(n)))


def standard_error(count: int, n: int) -> float:
    """The simulation error of the rate count / n: the binomial standard error, with one success
    and one failure added so that a count of 0 or n is not called exact."""
    rate = (count + 1.0) / (n + 2.0)
    return math.sqrt(rate * (1.0 - rate) / n)
