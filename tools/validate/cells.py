"""How far the product's probabilities lie from those of 65,536 cells."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.model import ENOUGH_CELLS, FEW_CELLS, MANY_CELLS, frozen_points
from backcheck.stats.quantities import now
from backcheck.stats.run import Posterior, effective_cells, run
from tools.make_cells import points

from .courses import Drawn, drawn
from .table import table

COURSES, STEADY_COURSES = 100, 40
REFERENCE_CELLS = 65_536
REFERENCE_SEED = 65_537  # not the frozen points' own, so that nothing is shared with them
OTHER_SEED = 65_539
CHECKED = 20  # courses on which the reference itself is made twice
NAMES = ("P(E ≥ 1)", "P(D ≥ 30 %)", "P(D ≥ 1)", "P(D ≤ −1)")


class Compared(NamedTuple):
    """One course: the probabilities with few, many and all cells, each (4,)."""

    few: np.ndarray
    many: np.ndarray
    all: np.ndarray
    effective: float  # cells of the few, for each natural course

    @property
    def raised(self) -> bool:
        """Whether the product goes on to the many."""
        return self.effective < ENOUGH_CELLS

    @property
    def product(self) -> np.ndarray:
        """What the product answers."""
        return self.many if self.raised else self.few


def probabilities(posterior: Posterior) -> np.ndarray:
    """The four that the verdict rests on."""
    rules = thresholds()
    today = now(posterior, rules.better.fraction)
    return np.array(
        [
            today.effect.at_least(rules.helping.points),
            today.share.at_least(0.0),
            today.change.at_least(rules.better.points),
            1.0 - today.change.at_least(-rules.worse.points),
        ]
    )


def reference(course: Drawn, seed: int) -> np.ndarray:
    """The same with 65,536 cells of another scramble."""
    return probabilities(run(course.prior, course.happenings, points(REFERENCE_CELLS, seed)))


def compare(course: Drawn) -> Compared:
    """One course, three ways."""
    few = run(course.prior, course.happenings, frozen_points(FEW_CELLS))
    many = run(course.prior, course.happenings, frozen_points(MANY_CELLS))
    return Compared(
        probabilities(few),
        probabilities(many),
        reference(course, REFERENCE_SEED),
        effective_cells(few) / len(course.prior.courses),
    )


def render() -> str:
    """The table, and how sure its yardstick is."""
    found = [compare(drawn(seed)) for seed in range(COURSES)]
    steady = [compare(drawn(seed, steady=True)) for seed in range(STEADY_COURSES)]
    again = np.array([reference(drawn(seed), OTHER_SEED) for seed in range(CHECKED)])
    apart = np.abs(again - np.array([one.all for one in found[:CHECKED]])).max()
    raised = f"{sum(one.raised for one in found)} of {COURSES}"
    raised_steady = f"{sum(one.raised for one in steady)} of {STEADY_COURSES}"
    return "\n\n".join(
        [
            f"{COURSES} courses drawn from the prior, a sixth of them pushed to the floor; "
            f"{raised} raised to {MANY_CELLS:,}:",
            _table(found),
            f"{STEADY_COURSES} courses as steady as the study's real diaries; "
            f"{raised_steady} raised:",
            _table(steady),
            f"Two scrambles of {REFERENCE_CELLS:,} cells differ by at most {apart:.4f} on "
            f"{CHECKED} of the first courses.",
        ]
    )


def _table(found: Sequence[Compared]) -> str:
    truth = np.array([one.all for one in found])
    ways = {
        f"{FEW_CELLS} cells": np.array([one.few for one in found]),
        "**the product**": np.array([one.product for one in found]),
        f"{MANY_CELLS:,} cells": np.array([one.many for one in found]),
    }
    lines = []
    for way, answers in ways.items():
        away = np.abs(answers - truth)
        lines += [(way, name, *_spread(away[:, place])) for place, name in enumerate(NAMES)]
        lines.append((way, "any of the four", *_spread(away.max(axis=1))))
    return table(("cells", "probability", "mean", "99 of 100", "largest"), lines)


def _spread(away: np.ndarray) -> tuple[str, str, str]:
    return f"{away.mean():.4f}", f"{np.quantile(away, 0.99):.3f}", f"{away.max():.3f}"


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
