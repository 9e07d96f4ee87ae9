"""One course as plain arrays, written from docs/model.md eq. 1-7 and 14-16 and not from the filter.

Letters: ``n`` rows, ``S`` natural courses, ``K`` onsets, ``p`` linear causes (b0, A1, A2, c, a, d_1
...). The rows of readings within the scale come first, then those at its ends; both are padded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from backcheck.stats.model import Prior
from backcheck.stats.run import Reading, Treatment

from .frozen import Frozen

WITHIN_STEP, ENDS_STEP = 16, 8  # rows come in such steps, so that few shapes are compiled
MOST_VISITS = 12
WEEK_DAYS = 7.0
LOGS = ("half_life_days", "lengthening", "noise_sd", "flare_sd", "flare_days", "drift_sd")


class Rows(NamedTuple):
    """Days, and what was done before each."""

    days: np.ndarray  # (n,) since the first reading
    ages: np.ndarray  # (n,) since the latest treatment, 0 before the first
    numbers: np.ndarray  # (n,) of the latest treatment, 0 before the first
    works: np.ndarray  # (K, n) whether relief has begun
    gains: np.ndarray  # (K, n) C_j of eq. 6
    fast: np.ndarray  # (S, n) g1 of eq. 4
    slow: np.ndarray  # (S, n)


class Believed(NamedTuple):
    """The prior's numbers."""

    centre: np.ndarray  # (S, p) of the linear causes
    sd: np.ndarray  # (S, p)
    flare_mean: np.ndarray  # (S,)
    flare_start_sd: np.ndarray  # ()
    cap_days: np.ndarray  # ()
    median: np.ndarray  # (6,) in the order of LOGS
    log_sd: np.ndarray  # (6,)
    log_branch: np.ndarray  # (S, K) log prior probability
    shift_sd: np.ndarray  # ()


class Layout(NamedTuple):
    """Everything that is known of a course."""

    rows: Rows
    asked: Rows  # one row: the day asked about; its age is that at the end of the week in question
    believed: Believed
    present: np.ndarray  # (n,) false in padding
    values: np.ndarray  # (within,)
    side: np.ndarray  # (ends,) +1 at the low end, -1 at the high
    edge: np.ndarray  # (ends,) half a point from the end
    shifted: np.ndarray  # (n, shifts) 1 in the rows after a shift: one shift for each gap
    log_shift: np.ndarray  # (shifts,) log prior odds against no shift at all
    levels: np.ndarray  # (ends,) where the levels behind the ends are looked for,
    levels_factor: np.ndarray  # (ends, ends) and how they lie together


def layout(course: Frozen, prior: Prior) -> Layout:
    """The arrays of a course."""
    readings = [h for h in course.happenings if isinstance(h, Reading)]
    low, high = prior.shape.scale_low, prior.shape.scale_high
    within = [h for h in readings if low < h.value < high]
    ends = [h for h in readings if not low < h.value < high]
    before, after = -len(within) % WITHIN_STEP, -len(ends) % ENDS_STEP
    days = [h.at_days for h in within] + [0.0] * before + [h.at_days for h in ends] + [0.0] * after
    treated = [h.at_days for h in course.happenings if isinstance(h, Treatment)]
    at_low = np.array([h.value <= low for h in ends] + [True] * after)
    asked = _rows([course.asked_days], treated, prior)
    present = np.repeat([1.0, 0.0, 1.0, 0.0], [len(within), before, len(ends), after])
    shifted, log_shift = _shifts(np.array(days), present, prior)
    return Layout(
        rows=_rows(days, treated, prior),
        asked=asked._replace(ages=np.maximum(asked.ages, WEEK_DAYS)),
        believed=_believed(prior),
        present=present,
        values=np.array([h.value for h in within] + [0.0] * before),
        side=np.where(at_low, 1.0, -1.0),
        edge=np.where(at_low, low + 0.5, high - 0.5),
        shifted=shifted,
        log_shift=log_shift,
        levels=np.zeros(len(at_low)),
        levels_factor=np.eye(len(at_low)),
    )


def _rows(on_days: Sequence[float], treated_days: Sequence[float], prior: Prior) -> Rows:
    days, treated = np.array(on_days), np.array(treated_days)
    numbers = (treated[None, :] < days[:, None]).sum(axis=1)  # a reading comes before a treatment
    latest = np.append(np.nan, treated)[numbers]
    onsets = np.array([after for after, _ in prior.spread.onset])
    ratio = prior.shape.gain_ratio
    steps = ratio ** np.arange(len(treated)) * (np.arange(1, len(treated) + 1) > onsets[:, None])
    gains = np.hstack([np.zeros((len(onsets), 1)), np.cumsum(steps, axis=1)])[:, numbers]
    natural = [each for _, each in prior.courses]
    return Rows(
        days=days,
        ages=np.where(numbers > 0, days - latest, 0.0),
        numbers=numbers,
        works=(numbers > onsets[:, None]).astype(float),
        gains=gains,
        fast=np.array([-np.expm1(-days / each.fast_days) for each in natural]),
        slow=np.array([-np.expm1(-days / each.slow_days) for each in natural]),
    )


def _shifts(days: np.ndarray, present: np.ndarray, prior: Prior) -> tuple[np.ndarray, np.ndarray]:
    """A shift within each gap between readings: where in it doesn't show, so its day is exact. eq.
    28

    Padded with shifts that never happen; the product looks on a grid of days instead.
    """
    seen = np.unique(days[present > 0.0])
    ends, gaps = seen[1:], np.diff(seen)
    shifted = (days[:, None] >= ends[None, :]) * present[:, None]
    odds = np.log(prior.shape.shift_per_day * gaps)
    spare = len(days) - len(ends)
    return np.pad(shifted, ((0, 0), (0, spare))), np.pad(odds, (0, spare), constant_values=-1e3)


def _believed(prior: Prior) -> Believed:
    shape, stance = prior.shape, prior.stance
    natural = [each for _, each in prior.courses]
    wobbles = [0.0] * MOST_VISITS, [shape.relief_wobble_sd] * MOST_VISITS
    means = [
        (shape.level_mean, n.fast_mean, n.slow_mean, stance.gain_mean, stance.relief_mean)
        for n in natural
    ]
    sds = [
        (shape.level_sd, n.fast_sd, n.slow_sd, stance.gain_sd, stance.relief_sd) for n in natural
    ]
    share = np.array([weight for weight, _ in prior.courses], dtype=float)
    likely = np.array([probability for _, probability in prior.spread.onset])
    logs = [getattr(prior.spread, name) for name in LOGS]
    return Believed(
        centre=np.array([[*each, *wobbles[0]] for each in means]),
        sd=np.array([[*each, *wobbles[1]] for each in sds]),
        flare_mean=np.array([n.flare_mean for n in natural]),
        flare_start_sd=np.array(shape.flare_start_sd),
        cap_days=np.array(shape.half_life_cap_days),
        median=np.array([each.median for each in logs]),
        log_sd=np.array([each.log_sd for each in logs]),
        log_branch=np.log(np.outer(share / share.sum(), likely)),
        shift_sd=np.array(shape.shift_sd),
    )
