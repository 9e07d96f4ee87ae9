"""Work on parts of scenarios, spread over the machine's cores, with progress on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from backcheck.cli.many_courses import PART, Part, parts_of
from backcheck.knowledge.scenarios import Scenario, locked_scenarios, scenarios
from backcheck.processes import cores, workers

One = TypeVar("One")
Work = Callable[[Part], list[One]]


def scenario_of(part: Part) -> Scenario:
    """The part's scenario, open or locked."""
    return {**scenarios().all, **locked_scenarios().all}[part.scenario]


def spread(
    work: Work[One], wanted: Sequence[Scenario], n: int, seed: int, what: str
) -> dict[str, list[One]]:
    """One result a course, by scenario, courses in order.

    Args:
        work: does a part; a module's function, or another process could not find it.
        wanted: the scenarios.
        n: how many courses of each.
        seed: theirs.
        what: the name of the work, for the progress line.

    Raises:
        WorkerEnded: a worker was killed.
    """
    parts = parts_of(wanted, n, seed)
    done: dict[int, list[One]] = {}
    begun = time.monotonic()
    with workers(min(cores(), len(parts))) as each:
        for number, found in each(_numbered, ((i, work, part) for i, part in enumerate(parts))):
            done[number] = found
            spent = time.monotonic() - begun
            left = spent / len(done) * (len(parts) - len(done))
            line = f"{what}: {len(done)}/{len(parts)} times {min(PART, n)} courses"
            print(f"\r{line}, {spent:.0f} s, {left:.0f} s left ", end="", file=sys.stderr)
            sys.stderr.flush()
    print(file=sys.stderr)
    by_scenario: dict[str, list[One]] = {scenario.id: [] for scenario in wanted}
    for number, part in enumerate(parts):
        by_scenario[part.scenario] += done[number]
    return by_scenario


def _numbered(task: tuple[int, Work[Any], Part]) -> tuple[int, list[Any]]:
    number, work, part = task
    return number, work(part)
