"""A stance exchanged after the fact against the stance held from the beginning."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.stats.model import Stance, frozen_points
from backcheck.stats.quantities import now
from backcheck.stats.run import run, weights
from backcheck.stats.stance import under
from tests.support.models import ACUTE, NEUTRAL, OVER_A_YEAR, SHAPE, prior, random_happenings
from tests.support.moments import moments

INFORMED = Stance(0.6, 1.0, 0.15, 0.25)
SCEPTICAL = Stance(0.0, 0.6, 0.0, 0.12)
NO_ENDS = SHAPE._replace(scale_low=-1e9, scale_high=1e9)


@pytest.mark.parametrize("wanted", [INFORMED, SCEPTICAL], ids=["informed", "sceptical"])
@pytest.mark.parametrize("seed", range(5))
def test_without_censoring_the_exchange_is_exact(seed, wanted):
    happenings = random_happenings(np.random.default_rng(seed), whole=False)
    points = frozen_points(256)
    held = run(prior(ACUTE, OVER_A_YEAR, shape=NO_ENDS), happenings, points)
    truth = run(prior(ACUTE, OVER_A_YEAR, stance=wanted, shape=NO_ENDS), happenings, points)
    found = under(held, NEUTRAL, wanted)
    np.testing.assert_allclose(weights(found), weights(truth), atol=1e-9)
    for one, other in zip(map(moments, found), map(moments, truth), strict=True):
        np.testing.assert_allclose(one.mean, other.mean, atol=1e-9)
        np.testing.assert_allclose(one.cov, other.cov, atol=1e-9)


@pytest.mark.parametrize("wanted", [INFORMED, SCEPTICAL], ids=["informed", "sceptical"])
def test_with_censoring_the_probability_moves_by_less_than_two_hundredths(wanted):
    """Diaries that reach the ends; docs/validation.md has the figures of 150 others."""
    worst = 0.0
    for seed in range(60):
        happenings = random_happenings(np.random.default_rng(seed))
        points = frozen_points(256)
        held = run(prior(), happenings, points)
        found = now(under(held, NEUTRAL, wanted), 0.3).effect.at_least(1.0)
        truth = now(run(prior(stance=wanted), happenings, points), 0.3).effect.at_least(1.0)
        worst = max(worst, abs(found - truth))
    assert worst < 0.02


def test_a_wider_stance_is_refused():
    held = run(prior(stance=SCEPTICAL), [], frozen_points(8))
    with pytest.raises(ValueError, match="no wider"):
        under(held, SCEPTICAL, NEUTRAL)
