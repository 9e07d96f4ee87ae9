"""Many simulated courses over the machine's cores. The counts don't depend on how many there are:
a course's random stream hangs on nothing but seed, scenario and its own number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.scenarios import Scenario, scenarios
from backcheck.processes import cores, workers
from backcheck.verdict.operating import merged, operating

PART = 20  # courses a process works through before it reports
_WORTH_A_PROCESS = 60


class Part(NamedTuple):
    """Courses ``first`` to ``last`` (not included) of one scenario."""

    scenario: str
    seed: int
    first: int
    last: int


def parts_of(wanted: Sequence[Scenario], n: int, seed: int) -> list[Part]:
    """The work, cut into parts."""
    return [
        Part(scenario.id, seed, first, min(first + PART, n))
        for scenario in wanted
        for first in range(0, n, PART)
    ]


def counts_of(parts: Sequence[Part], processes: int | None = None) -> Iterator[Counts]:
    """The counts of each part, in order, as they come.

    Args:
        parts: the work.
        processes: how many at once; as many as the machine has cores when None. Little work is
            done in this process.

    Raises:
        WorkerEnded: one of the processes was killed.
    """
    wanted = cores() if processes is None else processes
    if wanted < 2 or sum(part.last - part.first for part in parts) < _WORTH_A_PROCESS:
        yield from map(_counts, parts)
        return
    early: dict[int, Counts] = {}
    following = 0
    with workers(min(wanted, len(parts))) as each:
        for number, counts in each(_numbered, enumerate(parts)):
            early[number] = counts
            while following in early:
                yield early.pop(following)
                following += 1


def added_up(counts: Sequence[Counts]) -> list[Counts]:
    """One count a scenario from the counts of its parts, which stand next to each other."""
    return [merged(list(of_one)) for _, of_one in groupby(counts, key=lambda each: each.scenario)]


def _counts(part: Part) -> Counts:
    scenario = scenarios().all[part.scenario]
    return operating(scenario, part.seed, range(part.first, part.last))


def _numbered(task: tuple[int, Part]) -> tuple[int, Counts]:
    number, part = task
    return number, _counts(part)
