"""Seeing the same readings under another stance without reading them again.

The relief a and the gain c do not move, and a stance is only their prior. Bayes' rule lets one
prior be exchanged for another after the fact: multiply each cell's posterior by the ratio of the
two normal densities, which is a normal factor again.                              model.md eq. 20

Exact where no reading is censored; with censored readings the moments matched under the first
stance are kept (tests/property/test_stance.py states the largest difference).
"""

from __future__ import annotations

import numpy as np

from .belief import Belief, copy
from .model import GAIN, RELIEF, Stance
from .run import Posterior


def under(posterior: Posterior, held: Stance, wanted: Stance) -> Posterior:
    """The posterior under ``wanted``, from the one under ``held``.

    Args:
        posterior: reached with the prior ``held``; left as it is.
        held: its stance.
        wanted: another; no wider than ``held`` in relief and in gain.

    Raises:
        ValueError: ``wanted`` is wider, so the ratio of the priors has no normal form to rely on.
    """
    if wanted.relief_sd > held.relief_sd or wanted.gain_sd > held.gain_sd:
        raise ValueError("only a stance that is no wider can be reached from this one")
    return tuple(_under(copy(block), held, wanted) for block in posterior)


def _under(belief: Belief, held: Stance, wanted: Stance) -> Belief:
    _exchange(
        belief, RELIEF, (held.relief_mean, held.relief_sd), (wanted.relief_mean, wanted.relief_sd)
    )
    _exchange(belief, GAIN, (held.gain_mean, held.gain_sd), (wanted.gain_mean, wanted.gain_sd))
    return belief


def _exchange(
    belief: Belief, component: int, old: tuple[float, float], new: tuple[float, float]
) -> None:
    """Multiply by N(x; new) / N(x; old) ~ exp(pull x - precision x² / 2), in place."""
    precision = new[1] ** -2 - old[1] ** -2
    pull = new[0] * new[1] ** -2 - old[0] * old[1] ** -2
    mean, cov = belief.mean, belief.cov
    centre, column = mean[component].copy(), cov[:, component].copy()
    var = column[component]
    keep = 1.0 / (1.0 + precision * var)
    # The normalising constant of the factor under N(centre, var) is the change of evidence.
    belief.log_weight[...] += 0.5 * np.log(keep) + keep * (
        pull * centre + 0.5 * (pull * pull * var - precision * centre * centre)
    )
    mean += column * (keep * (pull - precision * centre))
    shrink = column * np.sqrt(precision * keep)
    cov -= shrink[:, None] * shrink[None, :]
