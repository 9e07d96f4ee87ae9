"""Measure the locked scenarios, once per release and engine, and keep what came out.

    python -m tools.measure_locked [--n N] [--again WHY]

N courses a scenario (default 1,000), judged at their end. Adds to tools/measured/locked.json, from
which docs/generated/locked-set.md is made; nothing that was measured is ever taken out of it. What
that set is for: src/backcheck/knowledge/data/locked_scenarios.toml.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from backcheck import __version__
from backcheck.knowledge.scenarios import Scenario, locked_scenarios
from backcheck.processes import WorkerEnded
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.operating import counted
from tools.measure_rates import in_lines, plain_counts
from tools.measuring.ends import End, covered, ends_of
from tools.measuring.spread import spread

FILE = Path(__file__).parent / "measured/locked.json"
N, SEED = 1000, 4711


def results() -> list[dict[str, Any]]:
    """What was measured so far, the oldest first."""
    if not FILE.exists():
        return []
    found: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["results"]
    return found


def refusal(known: Sequence[Mapping[str, Any]], why: str | None) -> str | None:
    """Why these scenarios may not be measured now; None when they may."""
    done = [each for each in known if (each["release"], each["engine"]) == (__version__, ENGINE)]
    if why is not None and not why.strip():
        return "--again needs a reason; the page shows it"
    if done and why is None:
        return (
            f"{ENGINE} of release {__version__} was measured on the locked scenarios already. "
            'They are measured once a release: --again "why" measures them again, and the page '
            "shows both and the reason"
        )
    return None


def result(
    ends: Mapping[str, Sequence[End]], known: Mapping[str, Scenario], why: str | None
) -> dict[str, Any]:
    """One measurement as it is kept."""
    return {
        "release": __version__,
        "engine": ENGINE,
        "again": why,
        "seed": SEED,
        "n": len(next(iter(ends.values()))),
        "scenarios": {key: _measured(known[key], each) for key, each in ends.items()},
    }


def _measured(scenario: Scenario, ends: Sequence[End]) -> dict[str, Any]:
    counts = counted(scenario, SEED, [end.outcome for end in ends])
    return plain_counts(counts) | {"covered": covered(ends)}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    asked.add_argument("--n", type=int, default=N, help=f"courses a scenario (default: {N})")
    asked.add_argument("--again", metavar="WHY", help="measure again what was measured, and why")
    arguments = asked.parse_args()
    known, before = locked_scenarios().all, results()
    refused = refusal(before, arguments.again)
    if refused:
        raise SystemExit(refused)
    try:
        ends = spread(ends_of, tuple(known.values()), arguments.n, SEED, "locked")
    except WorkerEnded as error:
        raise SystemExit(f"\n{error}; nothing was written: run it again") from error
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    found = {"results": [*before, result(ends, known, arguments.again)]}
    FILE.write_text(in_lines(found) + "\n", encoding="utf-8")
    print(f"wrote {FILE.name}")


if __name__ == "__main__":
    main()
