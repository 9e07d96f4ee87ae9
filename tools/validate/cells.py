"""How far the product's probabilities lie from those of eight times the cells."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.answer import answered
from backcheck.stats.model import CELLS, frozen_points
from backcheck.stats.quantities import now
from backcheck.stats.run import Posterior, effective, run, weights
from tools.make_cells import points

from .courses import Drawn, drawn
from .table import table

COURSES, STEADY_COURSES = 1000, 200
YARDSTICK_CELLS, YARDSTICK_ENOUGH = 8192, 3000.0
YARDSTICK_SEED = 65_537  # not the frozen points' own, so that nothing is shared with them
OTHER_SEED = 65_539
CHECKED = 50  # courses on which the yardstick itself is made twice
NAMES = ("P(E ≥ 1)", "P(D ≥ 30 %)", "P(D ≥ 1)", "P(D ≤ −1)")


class Compared(NamedTuple):
    """One course: the probabilities as answered, spread by the prior, and measured, each (4,)."""

    product: np.ndarray
    spread: np.ndarray
    truth: np.ndarray
    effective: float  # cells that carry the product's answer
    shift: bool  # whether a shift is likelier than not


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


def yardstick(course: Drawn, seed: int) -> np.ndarray:
    """The same with eight times the cells, of another scramble, placed until 3,000 carry it."""
    table = points(YARDSTICK_CELLS, seed)
    return probabilities(
        answered(course.prior, course.happenings, table, YARDSTICK_ENOUGH).posterior
    )


def compare(course: Drawn) -> Compared:
    """One course, three ways."""
    found = answered(course.prior, course.happenings)
    weight = weights(found.posterior)
    shifted = np.isfinite(np.concatenate([each.shift_days for each in found.placed]))
    unplaced = run(course.prior, course.happenings, frozen_points(CELLS))
    return Compared(
        probabilities(found.posterior),
        probabilities(unplaced),
        yardstick(course, YARDSTICK_SEED),
        effective(weight),
        bool(weight[shifted].sum() > 0.5),
    )


def render() -> str:
    """The table, and how sure its yardstick is."""
    found = [compare(drawn(seed)) for seed in range(COURSES)]
    steady = [compare(drawn(seed, steady=True)) for seed in range(STEADY_COURSES)]
    again = np.array([yardstick(drawn(seed), OTHER_SEED) for seed in range(CHECKED)])
    apart = np.abs(again - np.array([one.truth for one in found[:CHECKED]])).max()
    return "\n\n".join(
        [
            f"{COURSES:,} courses drawn from the prior, a sixth of them pushed to the floor; in "
            f"{sum(one.shift for one in found)} a shift is likelier than not; "
            f"{_carried(found)}:",
            _table(found),
            f"{STEADY_COURSES} courses as steady as the study's real diaries; {_carried(steady)}:",
            _table(steady),
            f"Two scrambles of the yardstick differ by at most {apart:.4f} on {CHECKED} courses.",
        ]
    )


def _carried(found: Sequence[Compared]) -> str:
    cells = np.array([one.effective for one in found])
    told = f"{np.median(cells):.0f} cells in the median, {cells.min():.0f} at least"
    return f"an answer is carried by {told}"


def _table(found: Sequence[Compared]) -> str:
    truth = np.array([one.truth for one in found])
    ways = {
        f"**the product**, {CELLS} placed cells": np.array([one.product for one in found]),
        f"{CELLS} cells spread by the prior, no shift": np.array([one.spread for one in found]),
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
