"""Say what ``check --json`` says of the example and of 200 simulated courses, and compare.

    python -m tools.references.versions.say LABEL ANSWERS.json

Run it once in each environment, with src and . on PYTHONPATH; it needs NumPy alone. The first run
writes its answers to ANSWERS.json, a file of no further use; the others are compared with it,
number by number. versions.json keeps what was found, ``python -m tools.validate.versions`` prints
it.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path
from typing import Any

import numpy as np

from backcheck.interchange.answer_json import to_json
from backcheck.interchange.course_file import from_csv
from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import Course
from backcheck.verdict.operating import one_of

ROOT = Path(__file__).parents[3]
FILE = Path(__file__).parent / "versions.json"
SIMULATED, SEED = 200, 70_000


def courses() -> list[Course]:
    """The example, and the simulated in turn from every scenario."""
    found = list(from_csv((ROOT / "examples/course.csv").read_bytes()))
    every = list(scenarios().all.values())
    for number in range(SIMULATED):
        scenario = every[number % len(every)]
        found.append(one_of(scenario, SEED, number // len(every)).course)
    return found


def said() -> list[dict[str, Any]]:
    """Every answer, as it is printed."""
    return [json.loads(json.dumps(to_json(assess(course)))) for course in courses()]


def numbers(answer: Any, where: str = "") -> dict[str, float]:
    """Every number of an answer by its place."""
    if isinstance(answer, dict):
        parts = answer.items()
    elif isinstance(answer, list):
        parts = enumerate(answer)
    else:
        known = isinstance(answer, int | float) and not isinstance(answer, bool)
        return {where: float(answer)} if known else {}
    return {k: v for key, part in parts for k, v in numbers(part, f"{where}/{key}").items()}


def main(label: str, kept: Path) -> None:
    """Compare this environment's answers with the first's."""
    answers = said()
    if not kept.exists():
        kept.write_text(json.dumps(answers), encoding="utf-8")
    first = json.loads(kept.read_text("utf-8"))
    pairs = [(numbers(a), numbers(b)) for a, b in zip(first, answers, strict=True)]
    away = [abs(one[k] - other.get(k, np.inf)) for one, other in pairs for k in one]
    runs = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    runs[label] = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "threads": os.environ.get("OPENBLAS_NUM_THREADS", "not set"),
        "courses": len(answers),
        "numbers": len(away),
        "numbers_that_differ": sum(each > 0.0 for each in away),
        "largest_difference": max(away),
        "texts_that_differ": sum(_text(a) != _text(b) for a, b in zip(first, answers, strict=True)),
    }
    FILE.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    print(label, json.dumps(runs[label]))


def _text(answer: dict[str, Any]) -> str:
    """Everything that is said, verdict and sentences included."""
    return json.dumps(answer, sort_keys=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
