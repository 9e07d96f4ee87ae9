"""A reading at an end of the scale, as the plain one that would do the same.

It says only "beyond half a point from the end". The plain reading leaves the mean and the variance
of what was expected as the censored one does (moment matching).                    model.md eq. 11
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .model import HALF_POINT, Shape
from .normal import Array, below

_LEAST_PRECISION = 1e-9  # a reading that says nothing still has one


class Plain(NamedTuple):
    """The plain reading that does what a censored one does."""

    value: Array
    precision: Array  # of what was expected and the plain reading's own error together
    log_prob: Array  # nats, of what was really read
    squared: Array  # its surprise: (value - expected)² times the precision


def is_plain(shape: Shape, reading: float) -> bool:
    """Whether a reading lies between the ends."""
    return shape.scale_low < reading < shape.scale_high


def plain(shape: Shape, at_low: bool | Array, expected: Array, sd: Array) -> Plain:
    """The plain reading in place of one at an end.  eq. 11

    Args:
        shape: where the ends are.
        at_low: whether it is the low end.
        expected: of the level that was rated.
        sd: of it and of the wavering of the day, but not of rounding.
    """
    side = np.where(at_low, -1.0, 1.0)
    end = np.where(at_low, shape.scale_low + HALF_POINT, shape.scale_high - HALF_POINT)
    cut = side * (expected - end) / sd
    log_prob, ratio = below(cut)
    steep = ratio + cut
    precision = np.maximum(ratio * steep, _LEAST_PRECISION) / (sd * sd)
    return Plain(expected + side * sd / steep, precision, log_prob, ratio / steep)
