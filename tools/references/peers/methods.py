"""What other methods say of a diary: each a score, higher means "the treatment helps" more surely.

All see the primary sign only, as the product does. The state-space and regression methods see a
daily grid with gaps; treatments enter as the two regressors of the response model at its middle: a
relief that halves every four days, and lasting gains.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.tsa.statespace.structural import UnobservedComponents

from backcheck.knowledge.response import response
from backcheck.knowledge.thresholds import thresholds
from backcheck.verdict.answers import answers
from backcheck.verdict.diary import Diary
from backcheck.verdict.posterior import stratum
from backcheck.verdict.usual_rules import visit_days, weeks

_READING_SEM = 0.9  # points; of the reliable change index
_WEEK = 7.0


class Daily(NamedTuple):
    """A diary on a grid of days."""

    values: np.ndarray  # (n,) nan where nothing was written down
    relief: np.ndarray  # (n,) what is left of the latest visit's relief
    gain: np.ndarray  # (n,) how many lasting gains
    natural: np.ndarray  # (n, 2) fast and slow natural course
    last: np.ndarray  # (2,) relief and gain of the last week, on average


def daily(diary: Diary) -> Daily:
    """Day numbers count from the first reading."""
    start = math.floor(diary.readings[0].at_days)
    size = math.floor(max(diary.on_days, diary.readings[-1].at_days)) - start + 1
    values, at = np.full(size, np.nan), np.arange(size) + 0.85
    for reading in diary.readings:
        place = math.floor(reading.at_days) - start
        values[place], at[place] = reading.harm, reading.at_days - start
    visits = np.array(diary.visits) - start
    life, ratio = response().spread["half_life_days"].median, response().shape.gain_ratio
    done = (visits[None, :] < at[:, None]).sum(axis=1)
    latest = np.append(np.nan, visits)[done]
    relief = np.where(done > 0, 2.0 ** (-(at - latest) / life), 0.0)
    gain = np.append(0.0, np.cumsum(ratio ** np.arange(len(visits))))[done]
    name = stratum(diary).value
    held = response().strata[name if name != "mixed" else "persistent"]
    natural = np.column_stack([-np.expm1(-at / days) for days in (held.fast_days, held.slow_days)])
    last = np.array([relief[-7:].mean(), gain[-7:].mean()])
    return Daily(values, relief, gain, natural, last)


def product(diary: Diary) -> float:
    """P(E >= 1)."""
    found = answers(diary).effect
    return math.nan if found is None else found.p_helping["neutral"]


def visit_fall(diary: Diary) -> float:
    """First visit's day against the last's."""
    pair = visit_days(diary)
    return math.nan if pair is None else pair[0] - pair[1]


def week_fall(diary: Diary) -> float:
    """The last week before the first visit against the last week of all."""
    pair = weeks(diary, thresholds().usual_rules["week_against_week"].window_days)
    return math.nan if pair is None else pair[0] - pair[1]


def reliable_change(diary: Diary) -> float:
    """Jacobson and Truax's index; the same order as the fall, with a cut of its own (1.96)."""
    return visit_fall(diary) / (math.sqrt(2.0) * _READING_SEM)


def week_t(diary: Diary) -> float:
    """Welch's t of the two weeks."""
    first = diary.first_visit
    before = [r.harm for r in diary.readings if first - _WEEK <= r.at_days <= first]
    after = [r.harm for r in diary.readings if r.at_days > max(first, diary.on_days - _WEEK)]
    if min(len(before), len(after)) < 2:
        return math.nan
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        found = stats.ttest_ind(before, after, equal_var=False)
    return float(np.clip(np.nan_to_num(found.statistic), -99.0, 99.0))


def interrupted(diary: Diary) -> float:
    """Ordinary least squares: level, slope, and their change at the first visit; z at the end."""
    grid = daily(diary)
    day = np.arange(len(grid.values), dtype=float)
    since = np.maximum(day - np.argmax(grid.gain > 0.0), 0.0)
    treated = (grid.gain > 0.0).astype(float)
    design = np.column_stack([np.ones_like(day), day, treated, since])
    wanted = np.array([0.0, 0.0, -1.0, -since[-7:].mean()])
    return _regressed(grid.values, design, wanted)


def regressed(diary: Diary) -> float:
    """Ordinary least squares with natural course and the treatments' two regressors."""
    grid = daily(diary)
    design = np.column_stack([np.ones(len(grid.values)), grid.natural, grid.relief, grid.gain])
    return _regressed(grid.values, design, np.array([0.0, 0.0, 0.0, *-grid.last]))


def _regressed(values: np.ndarray, design: np.ndarray, wanted: np.ndarray) -> float:
    seen = np.isfinite(values)
    fitted = OLS(values[seen], design[seen]).fit()
    var = float(wanted @ fitted.cov_params() @ wanted)
    return float(wanted @ fitted.params) / math.sqrt(var) if var > 1e-12 else math.nan


def _components(natural: bool, **settings: Any) -> Callable[[Diary], float]:
    def score(diary: Diary) -> float:
        grid = daily(diary)
        columns = [grid.relief, grid.gain, *(grid.natural.T if natural else ())]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitted = UnobservedComponents(
                grid.values, exog=np.column_stack(columns), **settings
            ).fit(disp=False, maxiter=100)
        names = list(fitted.model.param_names)
        places = [names.index("beta.x1"), names.index("beta.x2")]
        cov = np.asarray(fitted.cov_params())[np.ix_(places, places)]
        var = float(grid.last @ cov @ grid.last)
        effect = -float(grid.last @ np.asarray(fitted.params)[places])
        return effect / math.sqrt(var) if var > 1e-12 else math.nan

    return score


_LEVEL: Mapping[str, Any] = {"level": "local level"}
_AR: Mapping[str, Any] = {"level": "fixed intercept", "autoregressive": 1}
METHODS: Mapping[str, Callable[[Diary], float]] = {
    "**the product**, P(E ≥ 1)": product,
    "fall, first to last visit": visit_fall,
    "reliable change index": reliable_change,
    "fall, week against week": week_fall,
    "t of diary weeks": week_t,
    "interrupted series, OLS": interrupted,
    "OLS with natural course": regressed,
    "UC local level": _components(False, **_LEVEL),
    "UC local level, natural course": _components(True, **_LEVEL),
    "UC AR(1)": _components(False, **_AR),
    "UC AR(1), natural course": _components(True, **_AR),
}
