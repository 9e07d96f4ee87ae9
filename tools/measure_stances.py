"""Measure which thresholds belong to the informed and the sceptical prior, and write them.

    python -m tools.measure_stances [N]

N simulated courses a scenario (default 100; about two minutes on two cores). A threshold under
another stance is the value that P(E >= 1) reaches there as often as it reaches the verdict's own
threshold under the neutral stance, over all these courses. Writes
src/backcheck/knowledge/data/stance_cuts.json, which says whether a verdict depends on what one
believes beforehand. To be run again whenever priors or thresholds change.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from backcheck.knowledge.reading import DATA
from backcheck.knowledge.response import STANCES
from backcheck.knowledge.scenarios import Kind, scenarios
from backcheck.knowledge.stance_cuts import CUTS, FILE
from backcheck.processes import cores, workers
from backcheck.stats.normal import Array
from backcheck.verdict.answers import answers
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.diary import diary_of
from backcheck.verdict.operating import one_of
from backcheck.verdict.rules import neutral_cuts

N, SEED = 100, 2028
Seen = tuple[str, int, tuple[float, ...]]


def seen(task: tuple[str, int]) -> Seen:
    """P(E >= 1) of one simulated course under each stance."""
    key, number = task
    simulated = one_of(scenarios().all[key], SEED, number)
    effect = answers(diary_of(simulated.course)).effect
    assert effect is not None
    return key, number, tuple(effect.p_helping[stance] for stance in STANCES)


def measured(n: int) -> dict[str, Any]:
    """All scenarios; the order in which processes are done does not matter."""
    tasks = [(key, number) for key in scenarios().all for number in range(n)]
    with workers(cores()) as each:
        found = sorted(each(seen, tasks))
    probs = np.array([row[2] for row in found])
    helped = np.array([scenarios().all[row[0]].kind is Kind.HELPED for row in found])
    return {
        "engine": ENGINE,
        "command": f"python -m tools.measure_stances {n}",
        "seed": SEED,
        "n": n,
        "stances": {
            stance: _stance(probs[:, 0], probs[:, place], helped, own=stance == STANCES[0])
            for place, stance in enumerate(STANCES)
        },
    }


def _stance(neutral: Array, other: Array, helped: Array, own: bool) -> dict[str, float]:
    found = (cut if own else _matched(neutral, other, cut) for cut in neutral_cuts())
    cuts = dict(zip(CUTS, found, strict=True))
    reached = other >= cuts["probably_prob"]
    return {
        **cuts,
        "of_nothing": round(float(reached[~helped].mean()), 4),
        "of_helped": round(float(reached[helped].mean()), 4),
    }


def _matched(neutral: Array, other: Array, cut: float) -> float:
    """The value that ``other`` reaches as often as ``neutral`` reaches ``cut``."""
    share = float((neutral < cut).mean())
    return round(float(np.quantile(other, share)), 3)


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    text = json.dumps(measured(n), indent=1) + "\n"
    (DATA / FILE).write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
