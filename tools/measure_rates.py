"""Measure how often each answer is given to simulated courses, and write what was measured.

    python -m tools.measure_rates [N [LOOKS]]

N courses a scenario judged at their end (default 1,000), the first LOOKS of them (default 150) at
every visit, and half as many, where nothing helped and nobody got worse, with few ratings. Writes
src/backcheck/knowledge/data/how_often_wrong.json, from which the product quotes: the counts of all
N, and of the first few, which the test command simulates again; and tools/measured/operating.json,
of which only pages tell. Afterwards run ``tools.update_golden`` and ``tools.make_docs``: the
product's words quote these figures.
"""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from backcheck.cli.many_courses import PART
from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.reading import DATA
from backcheck.knowledge.scenarios import Kind, scenarios
from backcheck.processes import WorkerEnded
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.operating import counted
from tools.measuring.calibration import reliability
from tools.measuring.discrimination import equal_alarms
from tools.measuring.ends import End, covered, ends_of, scores_of
from tools.measuring.few_ratings import called_worse, worse_counts
from tools.measuring.looks import Looked, look_counts, looked_at, success_said
from tools.measuring.spread import spread

FILE = DATA / "how_often_wrong.json"
OPERATING = Path(__file__).parent / "measured/operating.json"
N, LOOKS, SEED = 1000, 150, 2026
SMALL = PART  # the first part of each scenario
SMALL_LOOKS = 3
FALSE_ALARMS = 0.10
HELPS_FROM_POINTS = 1.0
SUCCESS_VISITS = (4, 6)


def quoted(ends: Mapping[str, Sequence[End]], command: str) -> dict[str, Any]:
    """What the product quotes: how_often_wrong.json."""
    known, n = scenarios().all, len(next(iter(ends.values())))

    def plain(key: str, first: int) -> dict[str, Any]:
        found = counted(known[key], SEED, [end.outcome for end in ends[key][:first]])
        return plain_counts(found)

    return {
        "engine": ENGINE,
        "command": command,
        "seed": SEED,
        "n": n,
        "small_n": SMALL,
        "scenarios": {key: {"whole": plain(key, n), "small": plain(key, SMALL)} for key in ends},
    }


def plain_counts(counts: Counts) -> dict[str, Any]:
    """Counts as they stand in a file."""
    told = dataclasses.asdict(counts)
    del told["scenario"], told["seed"]
    return told | {"effect_points": round(counts.effect_points, 4)}


def operating(
    ends: Mapping[str, Sequence[End]],
    looked: Mapping[str, Sequence[Looked]],
    few: Mapping[str, Sequence[Sequence[str]]],
    command: str,
) -> dict[str, Any]:
    """What only pages tell: operating.json."""
    return {
        "engine": ENGINE,
        "command": command,
        "seed": SEED,
        "n": len(next(iter(ends.values()))),
        "looks_n": len(next(iter(looked.values()))),
        "few_n": len(next(iter(few.values()))),
        "small_looks_n": SMALL_LOOKS,
        "equal": _equal(ends),
        "calibration": {"helping": _helping_said(ends), **_success(looked)},
        "covered": {key: covered(each) for key, each in ends.items()},
        "looks": {key: look_counts(each) for key, each in looked.items()},
        "small_looks": {key: look_counts(each[:SMALL_LOOKS]) for key, each in looked.items()},
        "few_ratings": {key: worse_counts(each) for key, each in few.items()},
        "p_helping_thousandths": {
            key: [round(1000 * end.p_helping) for end in each] for key, each in ends.items()
        },
    }


def _equal(ends: Mapping[str, Sequence[End]]) -> dict[str, Any]:
    known = scenarios()
    helped = [scenario.id for scenario in known.helped()]
    nulls = [scenario.id for scenario in known.nothing_helped()]
    scores = {key: scores_of(each) for key, each in ends.items()}
    return {
        method: equal_alarms(
            {key: each[method] for key, each in scores.items()}, helped, nulls, FALSE_ALARMS
        )
        for method in ("model", "visit_fall", "week_fall")
    }


def _helping_said(ends: Mapping[str, Sequence[End]]) -> dict[str, Any]:
    every = [end for each in ends.values() for end in each]
    true = [end.outcome.effect_points >= HELPS_FROM_POINTS for end in every]
    return reliability([end.p_helping for end in every], true)


def _success(looked: Mapping[str, Sequence[Looked]]) -> dict[str, Any]:
    found = {}
    for visits in SUCCESS_VISITS:
        said = [pair for each in looked.values() for pair in success_said(each, visits)]
        true = [effect >= HELPS_FROM_POINTS for _, effect in said]
        found[f"success_{visits}"] = reliability([p for p, _ in said], true)
    return found


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    looks_n = int(sys.argv[2]) if len(sys.argv) > 2 else min(LOOKS, n)
    if n < SMALL or looks_n < SMALL_LOOKS:
        raise SystemExit(f"at least {SMALL} and {SMALL_LOOKS} courses: the first are kept apart")
    command = f"python -m tools.measure_rates {n} {looks_n}"
    known = scenarios()
    every = tuple(known.all.values())
    still = [s for s in known.nobody_worse() if s.kind is Kind.NULL]
    try:
        ends = spread(ends_of, every, n, SEED, "at the end")
        _write(FILE, quoted(ends, command))
        looked = spread(looked_at, every, looks_n, SEED, "at every visit")
        few = spread(called_worse, still, max(looks_n // 2, 1), SEED, "few ratings")
    except WorkerEnded as error:
        raise SystemExit(f"\n{error}; what was not written yet is missing: run it again") from error
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    _write(OPERATING, operating(ends, looked, few, command))


def _write(file: Path, found: Mapping[str, Any]) -> None:
    file.write_text(in_lines(found) + "\n", encoding="utf-8")
    print(f"wrote {file.name}")


def in_lines(found: Mapping[str, Any]) -> str:
    """JSON with a line for each entry, and a list of numbers in one."""
    lines = json.dumps(found, indent=1)
    return re.sub(r"\[[^\[\]{}]+\]", lambda numbers: " ".join(numbers[0].split()), lines)


if __name__ == "__main__":
    main()
