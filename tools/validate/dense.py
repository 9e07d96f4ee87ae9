"""The filter against one dense joint Gaussian, and reading by reading against all at once."""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np

from backcheck.stats.model import CELLS as ALL_CELLS
from backcheck.stats.model import frozen_points
from backcheck.stats.run import Happening, Reading, Treatment, run, step
from tests.support.dense import Cell, dense
from tests.support.models import (
    ACUTE,
    OVER_A_YEAR,
    PERSISTENT,
    SHAPE,
    in_order,
    prior,
    random_happenings,
)
from tests.support.moments import Moments, moments

from .table import small, table

COURSES, CELLS = 60, 16
STEPPED_COURSES = 20
NO_ENDS = SHAPE._replace(scale_low=-1e9, scale_high=1e9)  # nothing is censored


class Apart(NamedTuple):
    """Largest absolute differences."""

    mean: float
    cov: float
    log_evidence: float


def from_dense(seed: int) -> Apart:
    """One random course in each of the cells."""
    rng = np.random.default_rng([1, seed])
    happenings = random_happenings(
        rng, int(rng.integers(3, 60)), int(rng.integers(0, 13)), whole=False
    )
    moved = float(rng.choice([0.0, 0.0, 9.0]))  # now and then the first readings come late
    happenings = _from_day(happenings, moved)
    course = (ACUTE, PERSISTENT, OVER_A_YEAR)[seed % 3]
    chosen = prior(course, shape=NO_ENDS)
    block = moments(*run(chosen, happenings, frozen_points(CELLS)))
    found = []
    for index in range(CELLS):
        cell = Cell(*(float(getattr(block.cells, name)[index]) for name in Cell._fields))
        truth = dense(chosen, course, cell, happenings)
        evidence = float(block.log_weight[index]) + np.log(CELLS)
        found.append(
            Apart(
                float(np.abs(block.mean[:, index] - truth.mean).max()),
                float(np.abs(block.cov[:, :, index] - truth.cov).max()),
                abs(evidence - truth.log_evidence),
            )
        )
    return _largest(found)


def from_steps(seed: int) -> Apart:
    """One random course with ends, 512 cells a stratum: the full run against event by event."""
    happenings = random_happenings(np.random.default_rng([2, seed]))
    chosen, points = prior(ACUTE, OVER_A_YEAR), frozen_points(ALL_CELLS)
    stepped = run(chosen, happenings[:1], points)
    for happening in happenings[1:]:
        stepped = step(stepped, happening)
    full = run(chosen, happenings, points)
    return _largest(
        [_apart(moments(one), moments(other)) for one, other in zip(stepped, full, strict=True)]
    )


def _from_day(happenings: list[Happening], day: float) -> list[Happening]:
    """The course without the readings before ``day``, which becomes its day nought."""
    kept = [h for h in happenings if isinstance(h, Treatment) or h.at_days >= day]
    start = min(h.at_days for h in kept if isinstance(h, Reading))
    return in_order([h._replace(at_days=h.at_days - start) for h in kept])


def _apart(one: Moments, other: Moments) -> Apart:
    return Apart(
        float(np.abs(one.mean - other.mean).max()),
        float(np.abs(one.cov - other.cov).max()),
        float(np.abs(one.log_weight - other.log_weight).max()),
    )


def _largest(found: list[Apart]) -> Apart:
    return Apart(*(max(column) for column in zip(*found, strict=True)))


def render() -> str:
    """Largest differences of mean, covariance and log evidence."""
    joint = _largest([from_dense(seed) for seed in range(COURSES)])
    steps = _largest([from_steps(seed) for seed in range(STEPPED_COURSES)])
    rows = [
        (f"dense joint Gaussian, {COURSES} courses × {CELLS} cells", *map(small, joint), "1e-08"),
        (
            f"event by event, {STEPPED_COURSES} courses × {2 * ALL_CELLS:,} cells",
            *map(small, steps),
            "1e-10",
        ),
    ]
    return table(("largest difference from", "mean", "covariance", "log evidence", "goal"), rows)


if __name__ == "__main__":
    sys.stdout.write(render() + "\n")
