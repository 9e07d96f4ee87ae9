"""The filter against the obvious way: one dense joint Gaussian, and one reading at a time."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.stats.answer import answer
from backcheck.stats.model import Shape, frozen_points
from backcheck.stats.run import Reading, Treatment, run, step, until, weights
from tests.support.dense import Cell, dense
from tests.support.models import ACUTE, OVER_A_YEAR, SHAPE, in_order, prior, random_happenings
from tests.support.moments import moments

NO_ENDS = SHAPE._replace(scale_low=-1e9, scale_high=1e9)  # nothing is censored


def _cell(block, index):
    return Cell(*(float(column[index]) for column in block.cells[:7]))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("course", [ACUTE, OVER_A_YEAR], ids=["acute", "over a year"])
def test_the_filter_agrees_with_the_dense_joint_gaussian(seed, course):
    """Tolerance 1e-8: both roads are exact; the dense solve loses about six digits of sixteen."""
    rng = np.random.default_rng(seed)
    happenings = random_happenings(rng, readings=int(rng.integers(3, 60)), whole=False)
    chosen = prior(course, shape=NO_ENDS)
    block = moments(*run(chosen, happenings, frozen_points(16)))
    for index in range(16):
        truth = dense(chosen, course, _cell(block, index), happenings)
        np.testing.assert_allclose(block.mean[:, index], truth.mean, atol=1e-8)
        np.testing.assert_allclose(block.cov[:, :, index], truth.cov, atol=1e-8)
        evidence = block.log_weight[index] + np.log(16)
        assert evidence == pytest.approx(truth.log_evidence, abs=1e-8)


def test_treatments_before_the_first_reading_agree_too():
    happenings = [Treatment(-9.0), Treatment(-2.0), Reading(0.0, 6.0), Reading(1.0, 5.0)]
    happenings += [Treatment(5.0), Reading(6.0, 4.0), Reading(9.5, 4.5)]
    chosen = prior(shape=NO_ENDS)
    block = moments(*run(chosen, happenings, frozen_points(32)))
    for index in range(32):
        truth = dense(chosen, OVER_A_YEAR, _cell(block, index), happenings)
        np.testing.assert_allclose(block.mean[:, index], truth.mean, atol=1e-8)
        np.testing.assert_allclose(block.cov[:, :, index], truth.cov, atol=1e-8)


@pytest.mark.parametrize("seed", range(6))
def test_one_by_one_equals_the_full_run(seed):
    happenings = random_happenings(np.random.default_rng(seed))
    chosen = prior(ACUTE, OVER_A_YEAR)
    stepped = run(chosen, happenings[:1], frozen_points(512))
    for happening in happenings[1:]:
        stepped = step(stepped, happening)
    full = run(chosen, happenings, frozen_points(512))
    for one, other in zip(map(moments, stepped), map(moments, full), strict=True):
        np.testing.assert_allclose(one.mean, other.mean, atol=1e-10)
        np.testing.assert_allclose(one.cov, other.cov, atol=1e-10)
        np.testing.assert_allclose(one.log_weight, other.log_weight, atol=1e-10)


def test_a_step_leaves_the_posterior_before_it_as_it_was():
    before = run(prior(), [Reading(0.0, 6.0)], frozen_points(64))
    kept = moments(before[0]).mean
    step(before, Reading(1.0, 2.0))
    step(before, Treatment(1.0))
    until(before, 30.0)
    np.testing.assert_array_equal(moments(before[0]).mean, kept)


def test_a_shift_of_all_values_within_the_scale_moves_only_the_level():
    """With a flat prior on the level, as model.md says; tolerance: the prior is not quite flat."""
    flat = Shape(5.5, 1e5, *NO_ENDS[2:])
    happenings = random_happenings(np.random.default_rng(3), whole=False)
    moved = [h._replace(value=h.value + 1.5) if isinstance(h, Reading) else h for h in happenings]
    one = moments(*run(prior(shape=flat), happenings, frozen_points(64)))
    other = moments(*run(prior(shape=flat), moved, frozen_points(64)))
    np.testing.assert_allclose(other.mean[0] - one.mean[0], 1.5, atol=1e-5)
    np.testing.assert_allclose(other.mean[1:], one.mean[1:], atol=1e-5)


def test_more_readings_never_widen_a_cell():
    """In a fixed cell, uncensored, every variance falls or stays with a reading more."""
    happenings = random_happenings(np.random.default_rng(8), whole=False)
    chosen, points = prior(shape=NO_ENDS), frozen_points(64)
    end = happenings[-1].at_days
    drop = [i for i, h in enumerate(happenings) if isinstance(h, Reading)][5:40:7]
    full = moments(*until(run(chosen, happenings, points), end))
    for index in drop:
        fewer = moments(
            *until(run(chosen, happenings[:index] + happenings[index + 1 :], points), end)
        )
        for component in range(8):
            assert (full.cov[component, component] <= fewer.cov[component, component] + 1e-9).all()


@pytest.mark.parametrize("value", [0.0, 10.0], ids=["all nought", "all ten"])
def test_readings_at_an_end_stay_finite_and_positive(value):
    happenings = [Reading(float(day), value) for day in range(60)]
    happenings = in_order([*happenings, *(Treatment(10.5 + 7 * k) for k in range(7))])
    for block in map(moments, answer(prior(ACUTE, OVER_A_YEAR), happenings)):
        assert np.isfinite(block.mean).all()
        assert (np.linalg.eigvalsh(np.moveaxis(block.cov, 2, 0)) > -1e-9).all()
        assert np.isfinite(block.log_weight).all()


def test_ten_thousand_readings_keep_the_covariance_sound():
    rng = np.random.default_rng(0)
    happenings = [Reading(day / 30.0, float(rng.integers(1, 10))) for day in range(10_000)]
    block = moments(*run(prior(), in_order([*happenings, Treatment(40.0)]), frozen_points(64)))
    assert (np.linalg.eigvalsh(np.moveaxis(block.cov, 2, 0)) > -1e-9).all()
    assert weights((block,)).sum() == pytest.approx(1.0)


def test_a_surprise_of_ten_points_at_the_end_of_the_scale_does_not_break():
    happenings = [Reading(0.0, 10.0), Reading(0.01, 0.0), Reading(0.02, 10.0)]
    block = moments(*run(prior(), happenings, frozen_points(512)))
    assert np.isfinite(block.mean).all()
    assert np.isfinite(block.log_weight).all()


def test_time_must_not_run_backwards():
    belief = run(prior(), [Reading(0.0, 5.0), Reading(3.0, 5.0)], frozen_points(8))
    with pytest.raises(ValueError, match="order of time"):
        step(belief, Reading(2.0, 5.0))


@pytest.mark.parametrize("gap_days", [19.0, 21.0, 400.0])
def test_a_long_gap_agrees_with_the_dense_joint_gaussian(gap_days):
    """The units in which a flare is held are made anew on the way."""
    days = [0.0, 1.0, 2.5, 2.5 + gap_days, 4.0 + gap_days, 30.0 + gap_days]
    happenings = [Reading(day, 5.0 + 0.3 * day % 2) for day in days]
    chosen = prior(shape=NO_ENDS)
    block = moments(*run(chosen, happenings, frozen_points(64)))
    for index in range(64):
        truth = dense(chosen, OVER_A_YEAR, _cell(block, index), happenings)
        np.testing.assert_allclose(block.mean[:, index], truth.mean, atol=1e-8)
        np.testing.assert_allclose(block.cov[:, :, index], truth.cov, atol=1e-8)
