"""The obvious way to the same answer: one joint Gaussian of all readings and today's state.

Nothing is shared with the filter but the parameters: every latent quantity of docs/model.md eq. 1-7
is written as a weighted sum of independent normals ("causes"), the joint covariance of readings and
state follows, and conditioning is one solve. O(n³), readings uncensored.
"""

from __future__ import annotations

import math
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


class World(NamedTuple):
    """Every cause: b0, A1, A2, c, a, d_1..d_J, then drift and flare on the grid of days."""

    prior: Prior
    course: NaturalCourse
    cell: Cell
    happenings: list[Happening]
    treated: list[float]
    grid: np.ndarray  # the readings' days, then the days looked at
    mean: np.ndarray
    cov: np.ndarray

    @property
    def own(self) -> int:
        """How many causes do not live on the grid."""
        return 5 + len(self.treated)


def _world(
    prior: Prior,
    course: NaturalCourse,
    cell: Cell,
    happenings: list[Happening],
    looks: list[float],
    shift_days: float = math.inf,
) -> World:
    treated = [h.at_days for h in happenings if isinstance(h, Treatment)]
    grid = np.array([*(h.at_days for h in happenings if isinstance(h, Reading)), *looks])
    stance, shape = prior.stance, prior.shape
    own_mean = [shape.level_mean, course.fast_mean, course.slow_mean]
    own_mean += [stance.gain_mean, stance.relief_mean] + [0.0] * len(treated)
    own_sd = [shape.level_sd, course.fast_sd, course.slow_sd, stance.gain_sd, stance.relief_sd]
    own_sd += [shape.relief_wobble_sd] * len(treated)
    size, count = len(own_sd), len(grid)
    mean = np.concatenate(
        [own_mean, np.zeros(count), course.flare_mean * np.exp(-grid / cell.flare_days)]
    )
    cov = np.zeros((size + 2 * count,) * 2)
    cov[:size, :size] = np.diag(np.square(own_sd))
    sooner = np.minimum.outer(grid, grid)
    apart = np.abs(np.subtract.outer(grid, grid))
    start = (shape.flare_start_sd**2 - cell.flare_var) * np.exp(-2 * sooner / cell.flare_days)
    cov[size : size + count, size : size + count] = cell.drift_var * sooner
    shifted = grid >= shift_days
    shift_var = shape.shift_sd**2
    cov[size : size + count, size : size + count] += shift_var * np.outer(shifted, shifted)
    cov[size + count :, size + count :] = (cell.flare_var + start) * np.exp(
        -apart / cell.flare_days
    )
    return World(prior, course, cell, happenings, treated, grid, mean, cov)


def _row(world: World, place: int, done: int, *, flare: bool, treatment: bool) -> np.ndarray:
    """The weights of every cause in the level on a day of the grid, after ``done`` treatments."""
    row, at, cell = np.zeros(len(world.mean)), world.grid[place], world.cell
    row[0] = 1.0
    row[1] = -(1.0 - np.exp(-at / world.course.fast_days))
    row[2] = -(1.0 - np.exp(-at / world.course.slow_days))
    row[world.own + place] = 1.0
    row[world.own + len(world.grid) + place] = float(flare)
    if treatment:
        ratio = world.prior.shape.gain_ratio
        row[3] = -sum(ratio ** (i - 1) for i in range(1, done + 1) if i > cell.onset)
    if treatment and done > cell.onset:
        grown = cell.half_life_days * cell.lengthening ** (done - 1)
        half_life = min(grown, world.prior.shape.half_life_cap_days)
        left = 2.0 ** (-(at - world.treated[done - 1]) / half_life)
        row[4] = row[5 + done - 1] = -left
    return row


def _given_readings(world: World, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Mean and covariance of ``rows`` of the causes given all readings, and their evidence."""
    show, values, done = [], [], 0
    for happening in world.happenings:
        if isinstance(happening, Treatment):
            done += 1
        else:
            show.append(_row(world, len(show), done, flare=True, treatment=True))
            values.append(happening.value)
    shown = np.array(show)
    noise = np.eye(len(values)) * (world.cell.noise_var + ROUNDING_VAR)
    reading_cov = shown @ world.cov @ shown.T + noise
    surprise = np.array(values) - shown @ world.mean
    cross = rows @ world.cov @ shown.T
    solved = np.linalg.solve(reading_cov, np.column_stack([surprise, cross.T]))
    _, log_det = np.linalg.slogdet(2 * np.pi * reading_cov)
    return (
        rows @ world.mean + cross @ solved[:, 0],
        rows @ world.cov @ rows.T - cross @ solved[:, 1:],
        float(-0.5 * (log_det + surprise @ solved[:, 0])),
    )


def dense(
    prior: Prior,
    course: NaturalCourse,
    cell: Cell,
    happenings: list[Happening],
    shift_days: float = math.inf,
) -> Joint:
    """Today's state given all readings, by inverting their joint covariance."""
    end = max(happenings[-1].at_days, 0.0)
    world = _world(prior, course, cell, happenings, [end], shift_days)
    rows = np.zeros((8, len(world.mean)))
    rows[0, 0] = rows[1, 1] = rows[2, 2] = rows[5, 3] = rows[7, 4] = 1.0
    rows[3, world.own + len(world.grid) - 1] = 1.0
    rows[4, world.own + 2 * len(world.grid) - 1] = 1.0
    if len(world.treated) > cell.onset:
        rows[6, 4] = rows[6, world.own - 1] = 1.0
    return Joint(*_given_readings(world, rows))


def dense_levels(
    prior: Prior,
    course: NaturalCourse,
    cell: Cell,
    happenings: list[Happening],
    ends: list[int],
) -> Joint:
    """The levels rated where a reading lay at an end, then b0, c and a, given the rest.

    Args:
        prior: what is believed beforehand.
        course: one of its natural courses.
        cell: the hyperparameters.
        happenings: all events; the first reading, which begins the count of days, lies between.
        ends: the places of the readings at an end.
    """
    plain = [each for place, each in enumerate(happenings) if place not in ends]
    looks = [happenings[place].at_days for place in ends]
    world = _world(prior, course, cell, plain, looks)
    first = len(world.grid) - len(looks)
    rows = [
        _row(world, first + number, _treated(happenings[:place]), flare=True, treatment=True)
        for number, place in enumerate(ends)
    ]
    state = np.zeros((3, len(world.mean)))
    state[0, 0] = state[1, 3] = state[2, 4] = 1.0
    return Joint(*_given_readings(world, np.array([*rows, *state])))


def _treated(happenings: list[Happening]) -> int:
    return sum(isinstance(each, Treatment) for each in happenings)


def dense_lines(
    prior: Prior,
    course: NaturalCourse,
    cell: Cell,
    happenings: list[Happening],
    looks: list[float],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Usual level and what was expected anyway on the days looked at: means and sds of both."""
    world = _world(prior, course, cell, happenings, looks)
    first = len(world.grid) - len(looks)
    rows = [
        _row(
            world,
            first + index,
            sum(day < look for day in world.treated),
            flare=False,
            treatment=treatment,
        )
        for treatment in (True, False)
        for index, look in enumerate(looks)
    ]
    mean, cov, _ = _given_readings(world, np.array(rows))
    sd = np.sqrt(np.diag(cov))
    half = len(looks)
    return mean[:half], sd[:half], mean[half:], sd[half:]
