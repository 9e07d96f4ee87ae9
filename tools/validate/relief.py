"""How often the model of relief durations says "longer", with and without a trend."""

from __future__ import annotations

import sys

import numpy as np

from backcheck.stats.relief import Duration, relief
from backcheck.verdict.posterior import relief_prior

from .table import table

COURSES = 400
GAP_DAYS = 7.0
FIRST_DAYS = 3.0
SURE_PROB = 0.9
TRENDS = {"no trend": 1.0, "+15 % a visit": 1.15, "+30 % a visit": 1.30}
STUDY = {  # (reports, recall noise): shares for the three trends
    (6, 0.4): (0.02, 0.20, 0.66),
    (6, 0.6): (0.01, 0.19, 0.37),
    (8, 0.4): (0.05, 0.72, 0.99),
    (8, 0.6): (0.03, 0.44, 0.85),
    (12, 0.4): (0.03, 1.00, 1.00),
    (12, 0.6): (0.06, 0.87, 1.00),
}


def reports(
    rng: np.random.Generator, count: int, noise: float, growth: float, first_days: float
) -> list[Duration]:
    """Whole days; what outlasts the gap to the next visit is "still holding"."""
    found = []
    for number in range(1, count + 1):
        lasted = first_days * growth ** (number - 1) * np.exp(noise * rng.normal())
        held = min(lasted, GAP_DAYS)
        found.append(
            Duration(
                number,
                GAP_DAYS if lasted > GAP_DAYS else float(np.round(held)),
                still_holding=bool(lasted > GAP_DAYS),
            )
        )
    return found


def called_longer(count: int, noise: float, growth: float, *, first_log_sd: float = 0.0) -> float:
    """Share of courses in which P(b > 0) exceeds .9."""
    rng = np.random.default_rng([4, count, int(100 * noise), int(100 * growth)])
    held, said = relief_prior(), 0
    for _ in range(COURSES):
        first = FIRST_DAYS * float(np.exp(first_log_sd * rng.normal()))
        answer = relief(reports(rng, count, noise, growth, first), held)
        said += answer.p_longer is not None and answer.p_longer > SURE_PROB
    return said / COURSES


def render() -> str:
    """One row a design; the study's share in brackets."""
    rows = []
    for (count, noise), study in STUDY.items():
        shares = [called_longer(count, noise, growth) for growth in TRENDS.values()]
        pairs = [f"{a:.2f} ({b:.2f})" for a, b in zip(shares, study, strict=True)]
        rows.append((f"{count} reports, recall noise {noise}", *pairs))
    return "\n\n".join(
        [
            table(("reports", *TRENDS), rows),
            f"{COURSES} courses a cell; the first relief lasts {FIRST_DAYS:g} days in the median, "
            f"a visit every {GAP_DAYS:g} days; the study's figure in brackets.",
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
