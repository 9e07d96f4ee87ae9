"""What other versions of NumPy and Python, and other thread counts, say of the same courses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from .table import table

VERSIONS = Path(__file__).parents[1] / "references/versions/versions.json"


def render() -> str:
    """One line a run; the first is what the others are compared with."""
    runs = json.loads(VERSIONS.read_text(encoding="utf-8"))
    lines = [
        (
            f"Python {run['python']}, NumPy {run['numpy']}, threads: {run['threads']}",
            f"{run['courses']:,}",
            f"{run['numbers']:,}",
            f"{run['numbers_that_differ']:,}",
            f"{run['largest_difference']:.3f}",
            f"{run['texts_that_differ']:,}",
        )
        for run in runs.values()
    ]
    head = ("run", "courses", "numbers", "differ", "largest difference", "answers that differ")
    return table(head, lines)


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
