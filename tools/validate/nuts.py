"""The product against the frozen answers of a sampler with an exact likelihood."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.answer import answer
from backcheck.stats.quantities import now
from backcheck.stats.run import until
from backcheck.verdict.assessment import ENGINE
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior
from tools.references.nuts.frozen import PROBABILITIES, Frozen, answers, courses

from .cells import NAMES, probabilities
from .table import table


class Apart(NamedTuple):
    """One course: the product's probabilities minus the sampler's, (4,), and of E's mean and sd."""

    course: Frozen
    frozen: Mapping[str, Any]
    away: np.ndarray
    mean_away: float
    sd_away: float


def apart(course: Frozen, frozen: Mapping[str, Any]) -> Apart:
    """The product's answer now, against what is frozen."""
    believed = answer(prior(Stratum(course.stratum)), course.happenings)
    asked = until(believed, course.asked_days)
    effect = now(asked, thresholds().better.fraction).effect
    return Apart(
        course,
        frozen,
        probabilities(asked) - np.array([frozen[name] for name in PROBABILITIES]),
        effect.average() - frozen["mean_effect"],
        effect.spread() - frozen["sd_effect"],
    )


def all_apart() -> list[Apart]:
    """Every course that has an answer."""
    frozen = answers()["courses"]
    return [apart(each, frozen[each.name]) for each in courses() if each.name in frozen]


def _rows(found: Sequence[Apart]) -> Iterator[tuple[str, ...]]:
    kinds = [*dict.fromkeys(each.course.kind for each in found), "**all**"]
    for kind in kinds:
        some = [each for each in found if kind in (each.course.kind, "**all**")]
        away = np.abs([each.away for each in some])
        error = max(max(each.frozen["errors"][name] for name in PROBABILITIES) for each in some)
        yield (
            kind,
            str(len(some)),
            *(f"{each:.3f}" for each in away.max(axis=0)),
            f"{away.max(axis=1).mean():.4f}",
            f"{max(abs(each.mean_away) for each in some):.3f}",
            f"{max(abs(each.sd_away) for each in some):.3f}",
            f"{error:.4f}",
        )


def render() -> str:
    """Largest differences by kind of course, and how long both took."""
    found = all_apart()
    divergent = sum(each.frozen["divergences"] for each in found)
    least = min(each.frozen["least_ess"] for each in found)
    rhat = max(each.frozen["largest_rhat"] for each in found)
    head = (
        "courses",
        "how many",
        *NAMES,
        "mean of the largest",
        "mean of E",
        "sd of E",
        "sampler's own error",
    )
    told = answers()["made_with"]
    return "\n\n".join(
        [
            "Largest differences; the last column is the largest Monte Carlo standard error:",
            table(head, _rows(found)),
            f"numpyro {told['numpyro']}, jax {told['jax']}; {divergent} divergences, R-hat at most "
            f"{rhat:.3f}, at least {least:,} effective draws.",
            _timed([each.frozen for each in found if each.frozen.get("engine") == ENGINE]),
        ]
    )


def _timed(found: Sequence[Mapping[str, Any]]) -> str:
    """How long the sampler took beside the engine of today; others were sampled beside another."""
    ratios = np.array([each["seconds"] / each["product_seconds"] for each in found])
    if not len(ratios):
        return f"None was sampled beside {ENGINE}."
    seconds = np.median([each["seconds"] for each in found])
    return (
        f"{len(ratios)} were sampled in one process with {ENGINE}: {seconds:.0f} s a course in the "
        f"median, {np.median(ratios):,.0f} times as long as the product "
        f"({ratios.min():,.0f} to {ratios.max():,.0f}; compiling counts where it was needed)."
    )


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
