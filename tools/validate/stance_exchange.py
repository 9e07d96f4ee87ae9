"""A stance exchanged after the fact against the same stance held from the beginning."""

from __future__ import annotations

import sys

import numpy as np

from backcheck.knowledge.response import STANCES
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.answer import answer
from backcheck.stats.model import Prior
from backcheck.stats.quantities import effect_now
from backcheck.stats.run import Reading
from backcheck.stats.stance import under
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior
from tests.support.models import random_happenings

from .prior import stance
from .table import table

COURSES = 150


def difference(seed: int, held: Prior, wanted: str) -> float:
    """Of P(E >= 1), on one random diary of whole numbers that may reach the ends."""
    happenings = random_happenings(np.random.default_rng([3, seed]))
    one_point, other = thresholds().helping.points, stance(wanted)
    found = effect_now(under(answer(held, happenings), held.stance, other))
    truth = effect_now(answer(held._replace(stance=other), happenings))
    return abs(found.at_least(one_point) - truth.at_least(one_point))


def censored_share() -> float:
    """How many of all these readings lie at an end of the scale."""
    values = np.array(
        [
            event.value
            for seed in range(COURSES)
            for event in random_happenings(np.random.default_rng([3, seed]))
            if isinstance(event, Reading)
        ]
    )
    return float(np.isin(values, (0.0, 10.0)).mean())


def render() -> str:
    """Mean and largest difference for each stance."""
    held = prior(Stratum.OVER_A_YEAR)
    rows = []
    for wanted in STANCES[1:]:
        found = np.array([difference(seed, held, wanted) for seed in range(COURSES)])
        rows.append((wanted, f"{found.mean():.4f}", f"{found.max():.3f}"))
    return "\n\n".join(
        [
            table(("stance wanted", "mean difference of P(E ≥ 1)", "largest"), rows),
            f"{COURSES} random diaries; {100 * censored_share():.0f} % of their readings lie "
            "at an end of the scale.",
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
