"""Seeing the same readings under another stance without reading them again.

The relief a and the gain c do not move, and a stance is only their prior. Bayes' rule lets one
prior be exchanged for another after the fact: multiply each cell's posterior by the ratio of the
two normal densities, which is a normal factor again.                              model.md eq. 20

Exact where no reading is censored; with censored readings the moments matched under the first
stance are kept (tests/property/test_stance.py states the largest difference).
"""

from __future__ import annotations

import math

from .belief import FIXED, Belief, copy
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
    belief.known_root = None
    return belief


def _exchange(
    belief: Belief, component: int, old: tuple[float, float], new: tuple[float, float]
) -> None:
    """Multiply by N(x; new) / N(x; old), in place; x = u times the belief's own unit."""
    place = FIXED.index(component)
    unit, column = belief.fixed_sd[place], place + 1
    precision = new[1] ** -2 - old[1] ** -2
    pull = new[0] * new[1] ** -2 - old[0] * old[1] ** -2
    belief.gram[column, column] += precision * unit * unit
    belief.gram[0, column] -= pull * unit
    belief.gram[0, 0] += (new[0] / new[1]) ** 2 - (old[0] / old[1]) ** 2
    belief.evidence += math.log(old[1] / new[1])
