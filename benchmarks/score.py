"""Many courses through ``score``: wall time, courses a second, and memory, as they grow in number.

    python -m benchmarks.score [--jobs N] [COUNT ...]

Each count of courses (1,000, 3,000 and 10,000 if none is given) is written to a CSV of the
benchmark's own making and scored into Parquet by the command in a process of its own. Memory is
that of the command and all processes it started, looked at four times a second in /proc: the sum
of PSS (a page that is shared counts once), the sum of RSS (it counts in each), and the RSS of the
command itself. The highest of each is printed. Seconds of the processor are those of all
processes, user and system: they hardly depend on who else uses the machine.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
VISITS, FIRST_VISIT, DAYS, ANSWERED = 8, 12, 66, 0.71  # about 47 ratings a course


def course_lines(number: int) -> Iterator[str]:
    """A made-up course: a level that falls a little, flares, and days that were not rated."""
    chance = random.Random(number)
    name, level, flare = f"C{number:07}", chance.uniform(3, 8), 0.0
    fall = chance.uniform(-0.01, 0.05)
    yield f"{name},0,pain_since,,{chance.choice(('acute', 'persistent', 'over_a_year'))}"
    for day in range(DAYS):
        flare = 0.8 * flare + chance.gauss(0, 0.6)
        if chance.random() < ANSWERED:
            value = min(10, max(0, level - fall * day + flare + chance.gauss(0, 0.7)))
            yield f"{name},{day}.8,rating,pain,{round(value)}"
        visit, rest = divmod(day - FIRST_VISIT, 7)
        if rest == 0 and 0 <= visit < VISITS:
            yield f"{name},{day}.4,visit,,"
            yield f"{name},{day + 2}.5,relief,ended,{chance.choice((0, 1, 2))}"


def write_courses(path: Path, count: int) -> int:
    """A course file of so many courses; how many rows it has."""
    rows = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("course,at,event,name,value\n")
        for number in range(count):
            for line in course_lines(number):
                file.write(line + "\n")
                rows += 1
    return rows


def tree(pid: int) -> list[int]:
    """A process and all it started."""
    found = [pid]
    for each in found:
        try:
            children = Path(f"/proc/{each}/task/{each}/children").read_text()
        except OSError:
            continue
        found += map(int, children.split())
    return found


def memory_kb(pid: int) -> tuple[int, int]:
    """PSS and RSS of a process; nothing when it has just ended."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0, 0
    kb = {line.split(":")[0]: int(line.split()[1]) for line in told.splitlines()[1:]}
    return kb["Pss"], kb["Rss"]


def peaks_of(process: subprocess.Popen[bytes]) -> tuple[int, int, int]:
    """The highest PSS of the tree, sum of RSS of the tree, and RSS of the first process; in kB."""
    highest = (0, 0, 0)
    while process.poll() is None:
        looked = [memory_kb(pid) for pid in tree(process.pid)]
        now = (sum(pss for pss, _ in looked), sum(rss for _, rss in looked), looked[0][1])
        highest = tuple(map(max, highest, now))
        time.sleep(0.25)
    return highest


def processor_seconds() -> float:
    """What ended processes that this one started have used, and those that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("counts", nargs="*", type=int, default=[1_000, 3_000, 10_000])
    asked.add_argument("--jobs", default="2")
    chosen = asked.parse_args()
    print(
        "| courses | rows | IN, MB | seconds | courses a second | processor ms a course "
        "| PSS of all, MB | RSS of all, MB | RSS of the command, MB |"
    )
    print("|---" * 9 + "|", flush=True)
    for count in chosen.counts:
        with tempfile.TemporaryDirectory() as folder:
            source, out = Path(folder, "in.csv"), Path(folder, "out.parquet")
            rows = write_courses(source, count)
            command = [sys.executable, "-m", "backcheck", "score", source, out]
            start, used = time.perf_counter(), processor_seconds()
            process = subprocess.Popen(
                [*command, "--jobs", chosen.jobs], cwd=ROOT / "src", stderr=subprocess.DEVNULL
            )
            peaks = peaks_of(process)
            taken, used = time.perf_counter() - start, processor_seconds() - used
            assert process.returncode == 0
            assert out.exists()
            told = " | ".join(f"{kb / 1024:.0f}" for kb in peaks)
            size = source.stat().st_size / 1e6
            speed = f"{taken:.1f} | {count / taken:.1f} | {1e3 * used / count:.1f}"
            print(f"| {count:,} | {rows:,} | {size:.1f} | {speed} | {told} |", flush=True)


if __name__ == "__main__":
    main()
