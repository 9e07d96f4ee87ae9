"""What P(E >= 1) is held against under another stance than the verdict's own, as measured by
tools/measure_stances.py: the value that is reached as often as the neutral cut is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from .reading import DATA, KnowledgeFaults
from .response import STANCES

FILE = "stance_cuts.json"
CUTS = ("very_likely_prob", "probably_prob", "little_prob")
_HEAD = ("engine", "command", "seed", "n", "stances")


@dataclass(frozen=True, slots=True)
class StanceCuts:
    """The cuts of one stance, and how often "helping" is said with them where nothing helped and
    where the treatment did: shares of all such courses that were simulated."""

    stance: str
    very_likely_prob: float
    probably_prob: float
    little_prob: float
    of_nothing: float
    of_helped: float


def read_stance_cuts(text: str | None = None) -> Mapping[str, StanceCuts]:
    """Read stance_cuts.json (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    root = json.loads((DATA / FILE).read_text(encoding="utf-8") if text is None else text)
    faults = [f"{key} is missing" for key in _HEAD if key not in root]
    found = root.get("stances", {})
    if set(found) != set(STANCES):
        faults.append(f"stances: must be {', '.join(STANCES)}")
    for stance, entry in found.items():
        wanted = {*CUTS, "of_nothing", "of_helped"}
        if set(entry) != wanted:
            faults.append(f"{stance}: must have {', '.join(sorted(wanted))} and nothing else")
        faults += [f"{stance}.{k}: from 0 to 1" for k, v in entry.items() if not 0.0 <= v <= 1.0]
    if faults:
        raise KnowledgeFaults(FILE, [*faults, "run python -m tools.measure_stances"])
    return {stance: StanceCuts(stance, **found[stance]) for stance in STANCES}


@cache
def stance_cuts() -> Mapping[str, StanceCuts]:
    """What was measured for this release."""
    return read_stance_cuts()
