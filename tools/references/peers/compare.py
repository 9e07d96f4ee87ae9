"""Score the same simulated courses by every method and write what was found.

    python -m tools.references.peers.compare [N]

N courses a scenario. Needs the environment of tools/references/peers/requirements.lock, and src and
. on PYTHONPATH. Writes peers.json: the scores and the processor seconds of every method.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # times are of one core

import numpy as np
import pandas as pd
import scipy
import statsmodels

from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.diary import Diary, diary_of
from backcheck.verdict.operating import one_of

from .methods import METHODS

PEERS = Path(__file__).parent / "peers.json"
N, SEED = 60, 60_000  # a seed of its own


def compared(n: int) -> dict[str, Any]:
    """Every scenario, every method."""
    scores: dict[str, dict[str, list[float | None]]] = {}
    seconds: dict[str, list[float]] = {name: [] for name in METHODS}
    for key, scenario in scenarios().all.items():
        scores[key] = {name: [] for name in METHODS}
        for number in range(n):
            diary = diary_of(one_of(scenario, SEED, number).course)
            for name in METHODS:
                score, taken = _scored(name, diary)
                scores[key][name].append(score)
                seconds[name].append(taken)
        print(f"{key}: {n}", file=sys.stderr, flush=True)
    return {
        "seed": SEED,
        "n": n,
        "made_with": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "scipy": scipy.__version__,
            "pandas": pd.__version__,
            "statsmodels": statsmodels.__version__,
        },
        "milliseconds": {name: round(1e3 * float(np.median(t)), 3) for name, t in seconds.items()},
        "scores": scores,
    }


def _scored(name: str, diary: Diary) -> tuple[float | None, float]:
    begun = time.process_time()
    try:
        score = METHODS[name](diary)
    except (np.linalg.LinAlgError, ValueError):
        score = float("nan")  # a method that gives up has said nothing
    taken = time.process_time() - begun
    return (round(score, 4) if np.isfinite(score) else None), taken


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    PEERS.write_text(json.dumps(compared(n)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
