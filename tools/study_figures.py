"""The feasibility study's own figures on its scenarios, from its prototype: for comparison only.

400 courses a scenario. ``helping`` is the share with P(E >= 1) at or above .65 where the study
gives it; for N0, N1 and N2 it gives the share at any look (which can only be larger), and none for
D1, where even the lower cut of .58 was never reached. ``visit`` is "at least 2 points or 30 %, last
visit against first"; for the seven unseen nulls on ratings without what the scenario adds.
"""

from __future__ import annotations

from typing import NamedTuple


class Figures(NamedTuple):
    """Shares of one scenario."""

    helping: float
    visit: float


STUDY = {
    "N0": Figures(0.01, 0.24),
    "N1": Figures(0.04, 0.65),
    "N2": Figures(0.08, 0.48),
    "D1": Figures(0.00, 0.10),
    "unseen 1": Figures(0.01, 0.25),
    "unseen 2": Figures(0.07, 0.43),
    "unseen 3": Figures(0.05, 0.28),
    "unseen 4": Figures(0.16, 0.27),
    "unseen 5": Figures(0.06, 0.30),
    "unseen 6": Figures(0.03, 0.25),
    "unseen 7": Figures(0.07, 0.64),
    "R1": Figures(0.53, 0.75),
    "R2": Figures(0.28, 0.78),
    "R3": Figures(0.25, 0.68),
    "L1": Figures(0.35, 0.71),
    "M1": Figures(0.11, 0.44),
}
STUDY_N = 400
WORSE_FOUND, VERY_LIKELY_WORST = 0.28, 0.02
