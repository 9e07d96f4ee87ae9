"""One course of 47 ratings and 8 visits: a run, the placed answer, one rating more, the process.

    python -m benchmarks.one_course

Prints the median and the fastest of many repeats, and each as a ratio to a fixed piece of NumPy
work timed in the same run, because machines differ and are noisy.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from backcheck.interchange.course_file import from_csv
from backcheck.stats.answer import answer
from backcheck.stats.model import frozen_points
from backcheck.stats.run import Reading, Treatment, run, step
from backcheck.stats.survey import survey
from backcheck.verdict.answers import answers
from backcheck.verdict.assessment import assess
from backcheck.verdict.diary import diary_of
from tests.support.models import OVER_A_YEAR, SHIFTING, prior, random_happenings

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/course.csv"


def timed(work: Callable[[], object], repeats: int) -> list[float]:
    """Milliseconds of each repeat."""
    work()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(1e3 * (time.perf_counter() - start))
    return taken


def yardstick() -> None:
    """A fixed piece of work: a hundred updates of an (8, 8, 512) array, as the filter does them."""
    cov, column = np.ones((8, 8, 512)), np.full((8, 512), 1e-3)
    for _ in range(100):
        cov -= column[:, None] * column[None, :]


def process() -> None:
    """``check`` of the example as a process of its own."""
    command = [sys.executable, "-m", "backcheck", "check", str(EXAMPLE), "--json"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT / "src")


def main() -> None:
    """Print the table."""
    happenings = random_happenings(np.random.default_rng(0), readings=47, treatments=8)
    inner = [
        h._replace(value=min(max(h.value, 1.0), 9.0)) if isinstance(h, Reading) else h
        for h in happenings
    ]
    ends = sum(h != i for h, i in zip(happenings, inner, strict=True))
    points = frozen_points(512)
    shifting = prior(shape=SHIFTING)
    before = answer(shifting, happenings[:-1])
    (course,) = from_csv(EXAMPLE.read_bytes())
    assert sum(isinstance(h, Treatment) for h in happenings) == 8
    unit = statistics.median(timed(yardstick, 40))
    print(f"yardstick {unit:.2f} ms (100 rank-one updates of 512 cells)\n")
    print("| what | median ms | fastest ms | median / yardstick |\n|---|---|---|---|")
    for name, work, repeats in (
        ("run, 47 ratings and 8 visits, 512 cells", lambda: run(prior(), inner, points), 300),
        (f"the same with {ends} ratings at 0 or 10", lambda: run(prior(), happenings, points), 300),
        ("the survey, 128 cells", lambda: survey(shifting, OVER_A_YEAR, inner), 300),
        ("**the answer**: survey, 1,024 placed cells", lambda: answer(shifting, inner), 300),
        ("one rating more, in the cells that are there", lambda: step(before, happenings[-1]), 500),
        ("the three answers of examples/course.csv", lambda: answers(diary_of(course)), 100),
        ("the whole answer of examples/course.csv", lambda: assess(course), 50),
        ("`check --json` as a process", process, 15),
    ):
        taken = timed(work, repeats)
        middle = statistics.median(taken)
        print(f"| {name} | {middle:.2f} | {min(taken):.2f} | {middle / unit:.2f} |")


if __name__ == "__main__":
    main()
