"""Counts of simulated courses as the JSON object of ``simulate --json``.

Shares are of all courses; ``error`` is the share's simulation error, its standard error.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.scenarios import Scenario
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.operating import standard_error

Json = dict[str, Any]
_DIGITS = 4


def counts_json(scenario: Scenario, counts: Counts) -> Json:
    """The object of one scenario."""
    return {
        "scenario": scenario.id,
        "code": scenario.code,
        "kind": scenario.kind.value,
        "n": counts.n,
        "seed": counts.seed,
        "true_effect": round(counts.effect_points, _DIGITS),
        "verdicts": _shares(counts.verdicts, counts.n),
        "next_steps": _shares(counts.next_steps, counts.n),
        "usual_rules": {
            rule: {**share, "not_computable": counts.usual_unknown[rule]}
            for rule, share in _shares(counts.usual_helped, counts.n).items()
        },
        "engine": ENGINE,
    }


def _shares(tally: Mapping[str, int], n: int) -> dict[str, Json]:
    return {
        key: {
            "count": count,
            "share": round(count / n, _DIGITS),
            "error": round(standard_error(count, n), _DIGITS),
        }
        for key, count in tally.items()
    }
