"""On which visits the numbers are looked at, as it was agreed: one rule for page and picture."""

from __future__ import annotations

from backcheck.knowledge.thresholds import thresholds

from .diary import agreement
from .rules import NextStep

# After these the course is not simply gone on with: no further look is planned.
ENDS = frozenset({NextStep.REFER, NextStep.STOP_AND_REASSESS, NextStep.FINISH})


def is_look(visits: int) -> bool:
    """The first look, the decision, then every second visit; from the last agreed one on, each."""
    when, again = agreement(), int(thresholds().levels.look_again_visits)
    first, decide, last = (
        int(n) for n in (when.first_look_visits, when.decide_visits, when.last_visits)
    )
    after = visits - decide
    return visits == first or visits >= last or (after >= 0 and after % again == 0)


def next_look(visits: int) -> int:
    """The number of the visit with which the next look comes."""
    coming = visits + 1
    while not is_look(coming):
        coming += 1
    return coming
