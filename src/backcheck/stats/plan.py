"""What a diary would add, before any reading is made.

In a cell all is linear and normal, so how far a reading narrows the effect depends on when it is
made and not on what it says: the filter is run on readings in the middle of the scale, and only
its variances are kept.  docs/model.md, "Before any data"
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .answer import as_believed
from .model import Prior
from .normal import Array
from .quantities import effect_now
from .run import Happening, Posterior, Reading, Treatment, run_placed, until, weights

_WITHIN_THE_SCALE = 5.0  # what the readings say: anything that is not an end


class Expected(NamedTuple):
    """The standard deviation of the effect before and after a diary, points."""

    before: float
    after: float

    @property
    def learned_fraction(self) -> float:
        """How much of what isn't known of the effect beforehand the diary would take away: the
        share of its variance."""
        return 1.0 - (self.after / self.before) ** 2


def expected_sd(
    prior: Prior,
    readings_days: Sequence[float],
    treatments_days: Sequence[float],
    end_days: float,
    table: Array,
) -> Expected:
    """What is to be expected of a diary.

    The cells keep the weight they have beforehand, because on average over all diaries that is
    what their evidence leaves them. What the diary doesn't settle about the hyperparameters
    themselves comes on top and is left out, so ``after`` is a lower bound; an end of the scale
    would take away from what readings say.

    Args:
        prior: what is believed beforehand.
        readings_days: when the diary is filled in, days since the first of them.
        treatments_days: when treatments are given, counted in the same way.
        end_days: when the effect is asked about.
        table: (N, 8) points.
    """
    treatments: list[Happening] = [Treatment(day) for day in treatments_days]
    readings: list[Happening] = [Reading(day, _WITHIN_THE_SCALE) for day in readings_days]
    in_order = sorted(
        [*readings, *treatments], key=lambda event: (event.at_days, isinstance(event, Treatment))
    )
    cells = as_believed(prior, table, max(readings_days, default=0.0))
    unread = until(run_placed(prior, treatments, cells), end_days)
    read = until(run_placed(prior, in_order, cells), end_days)
    weight = weights(run_placed(prior, [], cells))
    return Expected(_spread(unread, weight), _spread(read, weight))


def _spread(posterior: Posterior, weight: Array) -> float:
    """The standard deviation over cells that are weighted as they were beforehand."""
    sd = effect_now(posterior).sd
    return math.sqrt(float(weight @ np.square(sd)))
