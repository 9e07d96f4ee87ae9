"""What the prior says before any reading: the effect at visit eight, eight weeks untreated."""

from __future__ import annotations

import math
import sys
from typing import NamedTuple

import numpy as np

from backcheck.knowledge.response import STANCES, STRATA, response
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats.belief import half_life
from backcheck.stats.functional import Quantity
from backcheck.stats.model import Cells, NaturalCourse, Shape, Stance, cells
from backcheck.stats.normal import Array
from backcheck.stats.quantities import WEEK_DAYS, effect_now, share_left
from backcheck.stats.run import Treatment, run
from backcheck.stats.survey import candidate_days
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior
from tools.make_cells import points

from .table import table

VISITS = 8
WEEKS_UNTREATED = 8
BASELINE_DAYS = 10
MANY = points(4096, 2027)[:, :7]  # more than the frozen ones: nothing here is hurried
STUDY_EFFECT = {  # facts of the study: mean, sd, P(E >= 1); None: not stated
    "neutral": (0.0, 1.42, 0.22),
    "informed": (1.12, 1.53, 0.52),
    "sceptical": (0.0, 0.80, 0.10),
}
STUDY_FALL = {"acute": (2.56, 1.72), "persistent": (1.58, 1.75), "over_a_year": (0.69, 1.74)}


class Induced(NamedTuple):
    """Mean, standard deviation and P(at least one point)."""

    mean: float
    sd: float
    p_one_point: float


def stance(name: str) -> Stance:
    """A stance of the knowledge file."""
    held = response().stances[name]
    return Stance(
        held.relief_mean_points, held.relief_sd_points, held.gain_mean_points, held.gain_sd_points
    )


def effect(name: str) -> Induced:
    """E after eight weekly visits and no reading, as the product computes it."""
    held = prior(Stratum.OVER_A_YEAR)._replace(stance=stance(name))
    visits = [Treatment(WEEK_DAYS * number) for number in range(VISITS)]
    return _induced(effect_now(run(held, visits, MANY)))


def effect_by_onset(name: str, reading: str) -> Induced:
    """The same from the formula, under one of three readings of a late onset.

    ``lost``: gains up to the onset are lost, the others keep their place (the choice made);
    ``late``: the first gain after the onset is a full one; ``kept``: all come at the onset.
    """
    held = prior(Stratum.OVER_A_YEAR)
    hyper, believed, shape = cells(held.spread, MANY), stance(name), held.shape
    lasting = np.array([counted(reading, int(onset)).sum() for onset in hyper.onset])
    left = share_left(half_life(hyper, shape, VISITS), 0.0, WEEK_DAYS)
    var = (believed.gain_sd * lasting) ** 2
    var += (believed.relief_sd**2 + shape.relief_wobble_sd**2) * left**2
    mean = believed.gain_mean * lasting + believed.relief_mean * left
    return _induced(Quantity(np.full(len(mean), 1.0 / len(mean)), mean, np.sqrt(var)))


def counted(reading: str, onset: int) -> Array:
    """The gains that count at the last visit, each as a share of c.  eq. 6"""
    gains: Array = response().shape.gain_ratio ** np.arange(VISITS, dtype=float)
    if reading == "lost":
        return gains[onset:]
    return gains[: VISITS - onset] if reading == "late" else gains


def _induced(quantity: Quantity) -> Induced:
    one_point = thresholds().helping.points
    return Induced(quantity.average(), quantity.spread(), quantity.at_least(one_point))


def untreated_fall(stratum: str, *, with_flare: bool) -> tuple[float, float]:
    """Mean and sd of the untreated fall of the latent level in eight weeks.

    Without the flare: usual level of day nought minus that of the last day, which is what D
    measures. With it: mean of the first ten days minus mean of the last week, noise apart, which
    is what a diary shows.
    """
    held = prior(Stratum(stratum))
    ((_, course),) = held.courses
    hyper = cells(held.spread, MANY)
    end = 7 * WEEKS_UNTREATED
    contrast = np.zeros(end + 1)
    if with_flare:
        contrast[:BASELINE_DAYS], contrast[-7:] = 1.0 / BASELINE_DAYS, -1.0 / 7.0
    else:
        contrast[0], contrast[-1] = 1.0, -1.0
    mean, var = _steady_fall(course, hyper, contrast)
    var = var + _shift(held.shape, contrast)
    if with_flare:
        flare_mean, flare_var = _flare(course, hyper, contrast, held.shape.flare_start_sd)
        mean, var = mean + flare_mean, var + flare_var
    centre = float(mean.mean())
    return centre, math.sqrt(float(var.mean() + ((mean - centre) ** 2).mean()))


def _steady_fall(course: NaturalCourse, hyper: Cells, contrast: Array) -> tuple[Array, Array]:
    """Mean and variance of the contrast of natural course and drift over the days.  eq. 3-4"""
    days = np.arange(len(contrast), dtype=float)
    fast = float(contrast @ np.expm1(-days / course.fast_days))
    slow = float(contrast @ np.expm1(-days / course.slow_days))
    drift = float(contrast @ np.minimum.outer(days, days) @ contrast)
    var = (course.fast_sd * fast) ** 2 + (course.slow_sd * slow) ** 2 + hyper.drift_var * drift
    return np.full(len(var), course.fast_mean * fast + course.slow_mean * slow), var


def _shift(shape: Shape, contrast: Array) -> float:
    """The variance that a shift on an unknown day brings in, if there is one.  eq. 28"""
    days = candidate_days(shape, len(contrast) - 1.0)
    after = np.array([contrast[math.ceil(day) :].sum() for day in days])
    each = shape.shift_per_day * shape.shift_grid_days
    return float(each / (1.0 + each * len(days)) * np.square(after).sum()) * shape.shift_sd**2


def _flare(
    course: NaturalCourse, hyper: Cells, contrast: Array, start_sd: float
) -> tuple[Array, Array]:
    """The same of the flare: what is left of the first one, and those that came since.  eq. 3"""
    days = np.arange(len(contrast), dtype=float)
    first = np.exp(-days / hyper.flare_days[:, None]) @ contrast
    apart = np.abs(np.subtract.outer(days, days))
    steady = np.array([contrast @ np.exp(-apart / tau) @ contrast for tau in hyper.flare_days])
    return course.flare_mean * first, hyper.flare_var * (steady - first**2) + (
        start_sd * first
    ) ** 2


def onset_table() -> str:
    """The induced prior under the readings of a late onset; model.md prints it too."""
    words = {
        "lost": "gains up to the onset are lost, the others keep their place (**chosen**)",
        "late": "the gains begin afresh at the onset",
        "kept": "all gains come at once at the onset",
    }
    lines = []
    for reading, said in words.items():
        neutral, informed = (effect_by_onset(name, reading) for name in STANCES[:2])
        figures = (neutral.sd, neutral.p_one_point, informed.mean, informed.sd)
        lines.append((said, *(f"{figure:.2f}" for figure in figures)))
    head = ("late onset", "neutral sd", "neutral P(E ≥ 1)", "informed mean", "informed sd")
    return table(head, lines)


def render() -> str:
    """Three tables beside the study's figures."""
    effects = []
    for name in STANCES:
        both = zip(effect(name), STUDY_EFFECT[name], strict=True)
        pairs = [f"{ours:.2f} ({study:.2f})" for ours, study in both]
        effects.append((name, *pairs))
    falls = []
    for name in STRATA:
        plain = untreated_fall(name, with_flare=False)
        shown = untreated_fall(name, with_flare=True)
        study = STUDY_FALL[name]
        falls.append((name, *(f"{mean:.2f}, {sd:.2f}" for mean, sd in (plain, shown, study))))
    return "\n\n".join(
        [
            f"E after {VISITS} weekly visits, no reading; the study's figure in brackets:",
            table(("stance", "mean", "sd", "P(E ≥ 1)"), effects),
            "The same under three readings of a late onset:",
            onset_table(),
            f"Untreated fall in {WEEKS_UNTREATED} weeks, mean and sd:",
            table(
                (
                    "stratum",
                    "usual level (what D measures)",
                    f"first {BASELINE_DAYS} days minus last week",
                    "study",
                ),
                falls,
            ),
        ]
    )


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
