"""The product beside other methods on the same simulated courses, from the frozen scores."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy import stats

from backcheck.knowledge.scenarios import scenarios

from .table import table

PEERS = Path(__file__).parents[1] / "references/peers/peers.json"
FALSE_ALARM = 0.10  # in the worst scenario in which nothing helped
SHOWN = ("sawtooth_and_lasting", "gradual", "modest", "late", "worsening_held")


def found() -> dict[str, Any]:
    """The frozen scores."""
    read: dict[str, Any] = json.loads(PEERS.read_text(encoding="utf-8"))
    return read


def scores(read: dict[str, Any], keys: Sequence[str], method: str) -> list[np.ndarray]:
    """Of each scenario; a method that could not say anything has not said "helping"."""
    return [
        np.array([-np.inf if s is None else s for s in read["scores"][key][method]]) for key in keys
    ]


def cut(nulls: Sequence[np.ndarray], share: float) -> float:
    """The lowest score that at most this share of each null scenario exceeds."""
    return max(float(np.sort(each)[len(each) - 1 - int(share * len(each))]) for each in nulls)


def ranked(helped: np.ndarray, nulls: np.ndarray) -> float:
    """The area under the curve: how often one who was helped scores above one who was not."""
    order = stats.rankdata(np.concatenate([helped, nulls]))
    above = order[: len(helped)].sum() - len(helped) * (len(helped) + 1) / 2.0
    return float(above / (len(helped) * len(nulls)))


def _rows(read: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    known = scenarios()
    null_keys = [each.id for each in known.nothing_helped() if each.id in read["scores"]]
    for method, taken in read["milliseconds"].items():
        nulls, helped = scores(read, null_keys, method), scores(read, SHOWN, method)
        limit = cut(nulls, FALSE_ALARM)
        worst = max(zip(nulls, null_keys, strict=True), key=lambda pair: (pair[0] > limit).mean())
        yield (
            method,
            *(f"{(each > limit).mean():.2f}" for each in helped),
            f"{ranked(np.concatenate(helped), np.concatenate(nulls)):.2f}",
            f"{limit:.2f}",
            worst[1].replace("_", " "),
            f"{taken:.3g}",
        )


def render() -> str:
    """Sensitivity where the worst false alarm is a tenth, for every method."""
    read = found()
    head = ("method", *(key.replace("_", " ") for key in SHOWN))
    lines = table((*head, "AUC", "cut", "worst null", "ms a course"), _rows(read))
    nulls = len(scenarios().nothing_helped())
    versions = ", ".join(f"{name} {version}" for name, version in read["made_with"].items())
    return f"{lines}\n\n{read['n']} courses a scenario, {nulls} scenarios without help; {versions}."


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
