"""Measure how often each answer is given to simulated courses, and write what was measured.

    python -m tools.measure_rates [N]

N courses a scenario (default 1,000). Writes src/backcheck/knowledge/data/how_often_wrong.json: the
counts of all N, and of the first few, which the test command simulates again. Afterwards run
``tools.update_golden`` and ``tools.make_docs``: the product's words quote these figures.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from typing import Any

from backcheck.cli.many_courses import PART, added_up, counts_of, parts_of
from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.reading import DATA
from backcheck.knowledge.scenarios import scenarios
from backcheck.processes import WorkerEnded
from backcheck.verdict.assessment import ENGINE

FILE = DATA / "how_often_wrong.json"
N, SEED = 1000, 2026
SMALL = PART  # the first part of each scenario


def measured(n: int, processes: int | None = None) -> dict[str, Any]:
    """All scenarios, counted; progress on stderr."""
    parts = parts_of(tuple(scenarios().all.values()), n, SEED)
    found: list[Counts] = []
    begun = time.monotonic()
    for counts in counts_of(parts, processes):
        found.append(counts)
        done = f"{len(found)}/{len(parts)} parts, {time.monotonic() - begun:.0f} s"
        print(f"\r{done} {counts.scenario:30}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    whole = {each.scenario: each for each in added_up(found)}
    small = {each.scenario: each for each in reversed(found)}  # each scenario's first part stays
    return {
        "engine": ENGINE,
        "command": f"python -m tools.measure_rates {n}",
        "seed": SEED,
        "n": n,
        "small_n": SMALL,
        "scenarios": {
            key: {"whole": _plain(each), "small": _plain(small[key])} for key, each in whole.items()
        },
    }


def _plain(counts: Counts) -> dict[str, Any]:
    told = dataclasses.asdict(counts)
    del told["scenario"], told["seed"]
    return told | {"effect_points": round(counts.effect_points, 4)}


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    if n < SMALL:
        raise SystemExit(f"at least {SMALL} courses a scenario: the first {SMALL} are kept apart")
    try:
        found = measured(n)
    except WorkerEnded as error:
        raise SystemExit(f"\n{error}; nothing was written: run it again") from error
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    FILE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE.name}")


if __name__ == "__main__":
    main()
