"""How the time of an answer grows: with ratings, with cells, with courses.

    python -m benchmarks.growth [COUNT ...]

Prints three tables and draws benchmarks/growth.svg. Times of ratings and cells are medians of
repeats taken in turn, so that a slow minute slows every size; courses (100, 300, 1,000 and 3,000 if
no COUNT is given) go through ``score`` with two workers, in a process of its own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from backcheck.stats.answer import answer
from backcheck.stats.run import Happening, Reading, Treatment, run
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior
from tests.support.models import in_order
from tools.make_cells import SEED, points

from .growth_picture import Line, drawn_picture
from .score import ROOT, write_courses

PICTURE = Path(__file__).parent / "growth.svg"
RATINGS = (12, 24, 47, 94, 188, 376)
CELLS = (32, 64, 128, 256, 512, 1024, 2048)
COURSES = (100, 300, 1_000, 3_000)
ROUNDS = 30


def in_turn(works: Mapping[int, Callable[[], object]]) -> dict[int, float]:
    """Median milliseconds of each, one repeat of each after the other."""
    taken: dict[int, list[float]] = {size: [] for size in works}
    for _ in range(ROUNDS):
        for size, work in works.items():
            start = time.perf_counter()
            work()
            taken[size].append(1e3 * (time.perf_counter() - start))
    return {size: statistics.median(each) for size, each in taken.items()}


def diary(days: int) -> list[Happening]:
    """A rating every evening of so many days, between the ends, and weekly visits from day ten."""
    chance = np.random.default_rng(days)
    values = np.clip(np.round(chance.normal(5.5, 1.2, days)), 1.0, 9.0)
    ratings = [Reading(float(day), float(value)) for day, value in enumerate(values)]
    return in_order([*ratings, *(Treatment(day + 0.4) for day in range(10, days, 7))])


def by_ratings() -> dict[int, float]:
    """Milliseconds of the whole answer."""
    held = prior(Stratum.OVER_A_YEAR)
    diaries = {count: diary(count) for count in RATINGS}
    return in_turn({n: lambda told=told: answer(held, told) for n, told in diaries.items()})


def by_cells() -> dict[int, float]:
    """Milliseconds of one run over 47 ratings and their visits."""
    held, told = prior(Stratum.OVER_A_YEAR), diary(47)
    tables = {count: points(count, SEED)[:, :7] for count in CELLS}
    return in_turn({n: lambda table=table: run(held, told, table) for n, table in tables.items()})


def by_courses(counts: tuple[int, ...]) -> dict[int, float]:
    """Seconds of ``score``, starting and joining included."""
    found = {}
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder, "in.csv"), Path(folder, "out.parquet")
            write_courses(source, count)
            command = [sys.executable, "-m", "backcheck", "score", source, out, "--jobs", "2"]
            start = time.perf_counter()
            subprocess.run(command, cwd=ROOT / "src", stderr=subprocess.DEVNULL, check=True)
            found[count] = time.perf_counter() - start
    return found


def told(line: Line) -> str:
    """A table of one line, and how steep it is at its end."""
    sizes, times = list(line.at), list(line.at.values())
    slope = np.log(times[-1] / times[-2]) / np.log(sizes[-1] / sizes[-2])
    rows = "\n".join(f"| {size:,} | {taken:.3g} |" for size, taken in line.at.items())
    end = f"From {sizes[-2]:,} to {sizes[-1]:,} it grows as their number to the {slope:.2f}."
    return f"| {line.what} | {line.unit} |\n|---:|---:|\n{rows}\n\n{end}\n"


def main() -> None:
    """Measure, print, draw."""
    counts = tuple(map(int, sys.argv[1:])) or COURSES
    lines = [
        Line("ratings of a course", "ms of its answer", by_ratings()),
        Line("cells", "ms of a run, 47 ratings", by_cells()),
        Line("courses", "seconds of score", by_courses(counts)),
    ]
    print("\n".join(told(line) for line in lines))
    PICTURE.write_text(drawn_picture(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
