"""Whether an answer holds, as the JSON object of ``check --robust --json``."""

from __future__ import annotations

from typing import Any

from backcheck.verdict.alternatives import Alternative
from backcheck.verdict.robust import Robustness

from .decimals import decimal_text
from .moments import at_text

Json = dict[str, Any]


def robust_json(found: Robustness | None, dated: bool) -> Json | None:
    """The object under the key ``robust``; None where it wasn't asked for or can't be told.

    ``alternatives`` are other strata and stances, the last week left out, and those single ratings
    without which the verdict is another; without each of the others it is the same.
    """
    if found is None:
        return None
    return {
        "holds": found.holds,
        "depends_on": [reason.value for reason in found.depends_on],
        "alternatives": [_alternative(each, dated) for each in found.alternatives],
        "ratings_tried": found.ratings_tried,
    }


def _alternative(each: Alternative, dated: bool) -> Json:
    return {
        "stratum": each.stratum.value,
        "stance": each.stance,
        "without": [_at(days, dated) for days in each.without_days],
        "verdict": each.verdict.value,
        "p_helping": each.helping_prob,
    }


def _at(days: float, dated: bool) -> str | float:
    return at_text(days, dated) if dated else float(decimal_text(days))
