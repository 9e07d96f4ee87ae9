"""Measure what each simulated plan of a course finds, and write what was measured.

    python -m tools.measure_designs [N]

N people a scenario and plan (default 200; about seven minutes on two cores). Writes
src/backcheck/knowledge/data/designs.json, which ``backcheck plan`` and the page of plans quote.
Afterwards run ``tools.make_docs``.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time

from backcheck.knowledge.designs import FILE, Found, designs
from backcheck.knowledge.reading import DATA
from backcheck.knowledge.scenarios import scenarios
from backcheck.processes import cores, workers
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.plan_simulated import found_by

N, SEED, PART = 200, 2029, 20
_COUNTS = tuple(field.name for field in dataclasses.fields(Found))
Task = tuple[str, str, int, int]


def counted(task: Task) -> tuple[Task, Found]:
    """Some people of one scenario under one plan."""
    design, scenario, first, last = task
    people = range(first, last)
    return task, found_by(scenarios().all[scenario], designs().all[design], SEED, people)


def measured(n: int) -> dict[str, dict[str, dict[str, int]]]:
    """Every plan with every scenario; progress on stderr."""
    people = [key for keys in designs().people.values() for key in keys]
    tasks: list[Task] = [
        (design, scenario, first, min(first + PART, n))
        for design in designs().all
        for scenario in people
        for first in range(0, n, PART)
    ]
    counts = {
        design: {key: dict.fromkeys(_COUNTS, 0) for key in people} for design in designs().all
    }
    begun = time.monotonic()
    with workers(cores()) as each:
        for done, ((design, scenario, *_), found) in enumerate(each(counted, tasks), start=1):
            for count in _COUNTS:
                counts[design][scenario][count] += getattr(found, count)
            told = f"{done}/{len(tasks)} parts, {time.monotonic() - begun:.0f} s"
            print(f"\r{told}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return counts


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    found = {
        "engine": ENGINE,
        "command": f"python -m tools.measure_designs {n}",
        "seed": SEED,
        "n": n,
        "designs": measured(n),
    }
    (DATA / FILE).write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {FILE}")


if __name__ == "__main__":
    main()
