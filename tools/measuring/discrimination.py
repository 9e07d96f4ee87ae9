"""Scores compared at the same false alarms: the cut that holds every null at a rate, what is found
above it, and the area under the curve. One score a course; a course says "helping" above the cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from backcheck.stats.normal import Array

Scores = Mapping[str, Array]  # by scenario
_SEED, _AGAIN = 5, 200


def strict_cut(scores: Scores, nulls: Sequence[str], rate: float) -> float:
    """The lowest cut above which no null has more than ``rate`` of its courses."""
    return max(_allowed(scores[key], rate) for key in nulls)


def _allowed(scores: Array, rate: float) -> float:
    downwards = np.sort(scores)[::-1]
    return float(downwards[int(rate * len(downwards) + 1e-9)])


def found_above(scores: Scores, keys: Sequence[str], cut: float) -> dict[str, float]:
    """The share of each scenario above the cut."""
    return {key: float(np.mean(scores[key] > cut)) for key in keys}


def area(scores: Scores, helped: Sequence[str], nulls: Sequence[str]) -> float:
    """The area under the curve: how often a helped course has the higher score, ties half."""
    below = np.sort(np.concatenate([scores[key] for key in nulls]))
    above = np.concatenate([scores[key] for key in helped])
    less = np.searchsorted(below, above, "left") + np.searchsorted(below, above, "right")
    return float(less.mean() / 2.0 / len(below))


def equal_alarms(
    scores: Scores, helped: Sequence[str], nulls: Sequence[str], rate: float
) -> dict[str, Any]:
    """Cut, shares found and area, each with its simulation error: the sd over 200 draws of the
    same number of courses from these, the cut chosen again each time."""

    def of(drawn: Scores) -> list[float]:
        cut = strict_cut(drawn, nulls, rate)
        return [cut, area(drawn, helped, nulls), *found_above(drawn, helped, cut).values()]

    rng = np.random.default_rng(_SEED)
    again = [
        of({key: rng.choice(each, len(each)) for key, each in scores.items()})
        for _ in range(_AGAIN)
    ]
    spread = np.std(again, axis=0)
    cut, whole, *found = of(scores)
    worst = max(nulls, key=lambda key: _allowed(scores[key], rate))
    return {
        "cut": round(cut, 3),
        "held_by": worst,
        "area": [round(whole, 4), round(float(spread[1]), 4)],
        "found": {
            key: [round(share, 4), round(float(error), 4)]
            for key, share, error in zip(helped, found, spread[2:], strict=True)
        },
    }
