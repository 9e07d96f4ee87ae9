"""Operating characteristics: how often each answer is given to simulated courses of a kind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.scenarios import Scenario
from backcheck.knowledge.thresholds import USUAL_RULES

from .answers import Answers, answers
from .diary import diary_of
from .rules import NextStep, Verdict, next_step_of, verdict_of
from .simulated import Simulated, simulated_course
from .usual_rules import usual_rules


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said of one simulated course, and the truth about it: ``effect_points`` and
    ``change_points`` are what the treatment truly did, and how the usual level truly changed."""

    verdict: Verdict
    next_step: NextStep
    usual_rules: Mapping[str, bool | None]
    answers: Answers
    effect_points: float
    change_points: float


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
    truth = (simulated.effect_points, simulated.change_points)
    return Outcome(verdict, step, usual_rules(diary), found, *truth)


def counted(scenario: Scenario, seed: int, found: Sequence[Outcome]) -> Counts:
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


def operating(scenario: Scenario, seed: int, numbers: Iterable[int]) -> Counts:
    """These courses of a scenario, counted."""
    return counted(scenario, seed, [outcome(one_of(scenario, seed, each)) for each in numbers])


def merged(parts: Sequence[Counts]) -> Counts:
    """Counts of several parts of one scenario as one.

    Raises:
        ValueError: no part, or parts of different scenarios or seeds.
    """
    if len({(part.scenario, part.seed) for part in parts}) != 1:
        raise ValueError("only parts of one scenario and one seed can be added")
    n = sum(part.n for part in parts)
    return Counts(
        scenario=parts[0].scenario,
        n=n,
        seed=parts[0].seed,
        effect_points=math.fsum(part.effect_points * part.n for part in parts) / n,
        verdicts=_added([part.verdicts for part in parts]),
        next_steps=_added([part.next_steps for part in parts]),
        usual_helped=_added([part.usual_helped for part in parts]),
        usual_unknown=_added([part.usual_unknown for part in parts]),
    )


def _added(counts: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    return {key: sum(each[key] for each in counts) for key in counts[0]}


def standard_error(count: int, n: int) -> float:
    """The simulation error of the rate count / n: the binomial standard error, with one success
    and one failure added so that a count of 0 or n is not called exact."""
    rate = (count + 1.0) / (n + 2.0)
    return math.sqrt(rate * (1.0 - rate) / n)
