"""The obvious way to the same answer: one joint Gaussian of all readings and today's state.

Nothing is shared with the filter but the parameters: every latent quantity of docs/model.md eq. 1-7
is written as a weighted sum of independent normals ("causes"), the joint covariance of readings and
state follows, and conditioning is one solve. O(n³), readings uncensored.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from backcheck.stats.model import NaturalCourse, Prior
from backcheck.stats.run import Happening, Reading, Treatment

ROUNDING_VAR = 1.0 / 12.0


class Cell(NamedTuple):
    half_life_days: float
    lengthening: float
    noise_var: float
    flare_var: float
    flare_days: float
    drift_var: float
    onset: float


class Joint(NamedTuple):
    mean: np.ndarray  # (8,) in the order level, fast, slow, drift, flare, gain, current, relief
    cov: np.ndarray  # (8, 8)
    log_evidence: float


def dense(prior: Prior, course: NaturalCourse, cell: Cell, happenings: list[Happening]) -> Joint:
    """Today's state given all readings, by inverting their joint covariance."""
    readings = [h for h in happenings if isinstance(h, Reading)]
    treated = [h.at_days for h in happenings if isinstance(h, Treatment)]
    times = np.array([r.at_days for r in readings])
    end = happenings[-1].at_days
    grid = np.array([*times, max(end, 0.0)])
    # Causes: b0, A1, A2, c, a, d_1..d_J, then the drift and the flare on the grid (correlated).
    stance, shape = prior.stance, prior.shape
    own_mean = [shape.level_mean, course.fast_mean, course.slow_mean]
    own_mean += [stance.gain_mean, stance.relief_mean] + [0.0] * len(treated)
    own_sd = [shape.level_sd, course.fast_sd, course.slow_sd, stance.gain_sd, stance.relief_sd]
    own_sd += [shape.relief_wobble_sd] * len(treated)
    size, count = len(own_sd), len(grid)
    cause_mean = np.concatenate(
        [own_mean, np.zeros(count), course.flare_mean * np.exp(-grid / cell.flare_days)]
    )
    cause_cov = np.zeros((size + 2 * count,) * 2)
    cause_cov[:size, :size] = np.diag(np.square(own_sd))
    cause_cov[size : size + count, size : size + count] = cell.drift_var * np.minimum.outer(
        grid, grid
    )
    sooner = np.minimum.outer(grid, grid)
    apart = np.abs(np.subtract.outer(grid, grid))
    start = (shape.flare_start_sd**2 - cell.flare_var) * np.exp(-2 * sooner / cell.flare_days)
    cause_cov[size + count :, size + count :] = (cell.flare_var + start) * np.exp(
        -apart / cell.flare_days
    )
    show = np.array(
        [
            _shown(course, cell, prior, treated, happenings, i, size, count)
            for i in range(len(times))
        ]
    )
    state = _state(cell, treated, size, count)
    noise = np.eye(len(times)) * (cell.noise_var + ROUNDING_VAR)
    reading_cov = show @ cause_cov @ show.T + noise
    surprise = np.array([r.value for r in readings]) - show @ cause_mean
    cross = state @ cause_cov @ show.T
    solved = np.linalg.solve(reading_cov, np.column_stack([surprise, cross.T]))
    _, log_det = np.linalg.slogdet(2 * np.pi * reading_cov)
    return Joint(
        state @ cause_mean + cross @ solved[:, 0],
        state @ cause_cov @ state.T - cross @ solved[:, 1:],
        float(-0.5 * (log_det + surprise @ solved[:, 0])),
    )


def _shown(course, cell, prior, treated, happenings, index, size, count):
    """The weights of every cause in one reading."""
    row = np.zeros(size + 2 * count)
    position = [i for i, h in enumerate(happenings) if isinstance(h, Reading)][index]
    at = happenings[position].at_days
    done = sum(isinstance(h, Treatment) for h in happenings[:position])
    row[0] = 1.0
    row[1] = -(1.0 - np.exp(-at / course.fast_days))
    row[2] = -(1.0 - np.exp(-at / course.slow_days))
    row[3] = -sum(prior.shape.gain_ratio ** (i - 1) for i in range(1, done + 1) if i > cell.onset)
    if done > cell.onset:
        half_life = min(
            cell.half_life_days * cell.lengthening ** (done - 1), prior.shape.half_life_cap_days
        )
        left = 2.0 ** (-(at - treated[done - 1]) / half_life)
        row[4] = -left
        row[5 + done - 1] = -left
    row[size + index] = 1.0
    row[size + count + index] = 1.0
    return row


def _state(cell, treated, size, count):
    """The weights of every cause in the eight components at the end."""
    rows = np.zeros((8, size + 2 * count))
    rows[0, 0] = rows[1, 1] = rows[2, 2] = 1.0
    rows[3, size + count - 1] = 1.0
    rows[4, size + 2 * count - 1] = 1.0
    rows[5, 3] = 1.0
    if len(treated) > cell.onset:
        rows[6, 4] = rows[6, 5 + len(treated) - 1] = 1.0
    rows[7, 4] = 1.0
    return rows
