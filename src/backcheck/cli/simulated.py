"""Simulated courses are answered and counted, on standard output."""

from __future__ import annotations

import json
from collections.abc import Sequence

from backcheck.interchange.operating_json import counts_json
from backcheck.knowledge.scenarios import Scenario
from backcheck.processes import WorkerEnded

from .exits import BadInput
from .many_courses import PART, added_up, counts_of, parts_of
from .progress import progress_of


def show(wanted: Sequence[Scenario], n: int, seed: int, *, as_json: bool) -> None:
    """Counts on standard output, progress on standard error.

    Raises:
        BadInput: a worker process was killed; there is no file of input to blame.
    """
    parts = parts_of(wanted, n, seed)
    done = progress_of(counts_of(parts), len(parts), f"times {min(PART, n)} courses")
    try:
        counts = added_up(list(done))
    except WorkerEnded as error:
        raise BadInput(f"simulate: {error}; run it again, perhaps with a smaller --n") from error
    if as_json:
        found = [counts_json(s, c) for s, c in zip(wanted, counts, strict=True)]
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from . import terminal_rates  # rich is not needed for JSON  # noqa: PLC0415

    terminal_rates.show(wanted, counts)
