"""stats/relief.py against a brute-force grid made with scipy.stats, and how often it is right.

The product sums 30 x 41 x 8 points; here a grid of the same prior reaches further and is several
times finer in each direction. Tolerance .01 of P(longer) and 3 % of the median: with up to twelve
reports (the most a course is agreed for) the coarse grid's points lie at most about as far apart
as the posterior is wide. (With twenty reports of little noise it is too coarse by up to .07.)
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from backcheck.stats.relief import Duration, Relief, relief
from backcheck.verdict.posterior import relief_prior
from tools.validate.relief import called_longer, reports

PRIOR = relief_prior()
ANY = PRIOR._replace(enough_ended=0)  # the grid is right also where no answer would be given
LEVELS, TRENDS, SDS = 91, 121, 41
REACH, SD_REACH = 5.0, 4.0


def brute_force(durations: list[Duration]) -> tuple[float, float]:
    """Median at the latest report and P(b > 0)."""
    axes = [np.linspace(-end, end, n) for end, n in ((REACH, LEVELS), (REACH, TRENDS))]
    z_mu, z_b, z_sd = np.meshgrid(*axes, np.linspace(-SD_REACH, SD_REACH, SDS), indexing="ij")
    mu = math.log(PRIOR.median_days.median) + PRIOR.median_days.log_sd * z_mu
    b = PRIOR.trend_sd * z_b
    sd = PRIOR.recall_sd.median * np.exp(PRIOR.recall_sd.log_sd * z_sd)
    log_weight = stats.norm.logpdf(z_mu) + stats.norm.logpdf(z_b) + stats.norm.logpdf(z_sd)
    for each in durations:
        centre = mu + b * (each.number - 1)
        log_weight = log_weight + _log_prob(each, centre, sd)
    weight = np.exp(log_weight - log_weight.max())
    weight /= weight.sum()
    latest = max(each.number for each in durations)
    middle = TRENDS // 2
    longer = weight[:, middle + 1 :].sum() + 0.5 * weight[:, middle].sum()
    return float(np.exp((weight * (mu + b * (latest - 1))).sum())), float(longer)


def _log_prob(each: Duration, centre: np.ndarray, sd: np.ndarray) -> np.ndarray:
    if each.still_holding:
        return stats.norm.logsf((math.log(each.held_days) - centre) / sd)
    high = (math.log(each.held_days + 0.5) - centre) / sd
    if each.held_days <= 0.5:
        return stats.norm.logcdf(high)
    low = (math.log(each.held_days - 0.5) - centre) / sd
    # The difference of two tails, taken on the side where both are small.
    near, far = np.where(low > 0, -low, high), np.where(low > 0, -high, low)
    log_near = stats.norm.logcdf(near)
    return log_near + np.log1p(-np.exp(stats.norm.logcdf(far) - log_near))


@pytest.mark.parametrize("seed", range(12))
def test_the_grid_agrees_with_brute_force(seed):
    rng = np.random.default_rng(seed)
    count, noise = int(rng.integers(6, 13)), float(rng.uniform(0.3, 0.8))
    durations = reports(rng, count, noise, float(rng.uniform(0.85, 1.3)), rng.uniform(1.0, 6.0))
    found = relief(durations, ANY)
    median, longer = brute_force(durations)
    assert found.median_days == pytest.approx(median, rel=0.03)
    assert found.p_longer == pytest.approx(longer, abs=0.01)


@pytest.mark.parametrize(
    ("name", "durations"),
    [
        ("never any", [Duration(k, 0.0, still_holding=False) for k in range(1, 9)]),
        ("always holding", [Duration(k, 7.0, still_holding=True) for k in range(1, 9)]),
        ("always three", [Duration(k, 3.0, still_holding=False) for k in range(1, 13)]),
    ],
)
def test_one_sided_reports_agree_too(name, durations):
    found = relief(durations, ANY)
    median, longer = brute_force(durations)
    assert found.median_days == pytest.approx(median, rel=0.03), name
    assert found.p_longer == pytest.approx(longer, abs=0.01), name


def test_too_few_reports_are_not_answered():
    few = reports(np.random.default_rng(0), PRIOR.enough_reports - 1, 0.4, 1.3, 3.0)
    assert relief(few, PRIOR) == Relief(None, None, enough=False)


def test_reports_that_only_hold_are_not_answered():
    holding = [Duration(k, 7.0, still_holding=True) for k in range(1, 9)]
    assert relief(holding, PRIOR) == Relief(None, None, enough=False)


def test_a_report_far_from_all_others_keeps_its_digits():
    """Seven of a fortnight and then none: two tails near one would lose their difference.

    Tolerance .03: such scatter lies beyond the two sds that the grid of the recall noise spans.
    """
    durations = [Duration(k, 14.0, still_holding=False) for k in range(1, 8)]
    durations.append(Duration(8, 0.0, still_holding=False))
    assert relief(durations, PRIOR).p_longer == pytest.approx(brute_force(durations)[1], abs=0.03)


def test_without_a_trend_longer_is_seldom_called():
    assert called_longer(8, 0.4, 1.0) <= 0.08


def test_a_trend_of_thirty_percent_is_found():
    assert called_longer(8, 0.4, 1.3) >= 0.95
