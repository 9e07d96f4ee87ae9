"""The model for the sampler. Sampled are the six logs of eq. 8 and, for every reading at an end of
the scale, the level behind it; what is linear and normal given these is integrated by one dense
joint normal a branch (which onset, which natural course), and branches are summed. All of it is
exact: no filter, no matched moments, no cells.

A reading at an end is censored. Between the ends it is what the product takes it for, a normal
with 1/12 added to the variance: how much exact rounding would change is not asked here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpyro
import numpyro.distributions as dist
from jax.scipy.linalg import solve_triangular
from jax.scipy.special import log_ndtr, logsumexp, ndtr

from .layout import LOGS, WEEK_DAYS, Layout, Rows

SHARE = 0.3  # D >= 30 % of b0
_LN2 = 0.6931471805599453
_BEHIND = 0.5  # of the noise's variance; see ``_beyond``


class Hyper(NamedTuple):
    """eq. 8"""

    half_life_days: Any
    lengthening: Any
    noise_sd: Any
    flare_sd: Any
    flare_days: Any
    drift_sd: Any


def hyper_of(layout: Layout, u: Any) -> Hyper:
    """From standard normals to hyperparameters."""
    return Hyper(*(layout.believed.median * jnp.exp(layout.believed.log_sd * u)))


def model(layout: Layout) -> None:
    """One course, as numpyro asks for it."""
    u = numpyro.sample("u", dist.Normal(0.0, 1.0).expand([len(LOGS)]).to_event(1))
    ends = layout.side.shape[0]
    xi = jnp.zeros(0)
    if ends:
        xi = numpyro.sample("xi", dist.ImproperUniform(dist.constraints.real_vector, (), (ends,)))
    numpyro.factor("readings", log_posterior(layout, u, xi))


def log_posterior(layout: Layout, u: Any, xi: Any) -> Any:
    """Log density of the readings and of the levels at the ends, up to a constant."""
    hyper, levels = hyper_of(layout, u), _levels(layout, xi)
    return logsumexp(log_branches(layout, hyper, levels)) + _beyond(layout, hyper, levels)


def _levels(layout: Layout, xi: Any) -> Any:
    """The levels behind the readings at the ends, from the coordinates that are sampled."""
    return layout.levels + layout.levels_factor @ xi


def placed(layout: Layout) -> Layout:
    """The layout with coordinates for the levels at the ends: what the readings within would
    foretell of them at the middle of the prior. Coordinates only, so that the sampler's steps are
    of one size; the density is that of the levels themselves.
    """
    layout, within = jax.tree.map(jnp.asarray, layout), layout.values.shape[0]
    if not layout.side.shape[0]:
        return layout
    mean, cov, _ = joint(layout, hyper_of(layout, jnp.zeros(len(LOGS))), 0, 0)
    factor = jnp.linalg.cholesky(cov)
    residual = layout.values - mean[:within]
    shown = solve_triangular(factor[:within, :within], residual, lower=True)
    expected = mean[within:] + factor[within:, :within] @ shown
    return layout._replace(levels=expected, levels_factor=factor[within:, within:])


@jax.custom_vjp
def _inverse(cov: Any) -> tuple[Any, Any]:
    """Inverse and log determinant, with a gradient that needs no gradient of a factorisation."""
    factor = jnp.linalg.cholesky(cov)
    half = solve_triangular(factor, jnp.eye(cov.shape[0]), lower=True)
    return half.T @ half, 2.0 * jnp.log(jnp.diag(factor)).sum()


def _inverse_forward(cov: Any) -> tuple[tuple[Any, Any], Any]:
    found = _inverse(cov)
    return found, found[0]


def _inverse_backward(inverse: Any, given: tuple[Any, Any]) -> tuple[Any]:
    return (given[1] * inverse - inverse @ given[0] @ inverse,)


_inverse.defvjp(_inverse_forward, _inverse_backward)


class Shifts(NamedTuple):
    """What the rows say of a shift in each gap, the first entry: of none.  eq. 28"""

    log_weight: Any  # (1 + shifts,) with the evidence of all rows
    size: Any  # (shifts,) posterior mean
    var: Any  # (shifts,)


def _shifts(layout: Layout, inverse: Any, log_det: Any, residual: Any) -> Shifts:
    """The size of a shift integrated over its prior; (K + v s s')^-1 by Sherman and Morrison."""
    solved, var = inverse @ residual, layout.believed.shift_sd**2
    none = -0.5 * (residual @ solved + log_det)
    pull = layout.shifted.T @ solved
    hold = (layout.shifted * (inverse @ layout.shifted)).sum(axis=0)
    known = 1.0 + var * hold
    said = layout.log_shift + 0.5 * (var * pull**2 / known - jnp.log(known))
    log_weight = none + jnp.concatenate([jnp.zeros(1), said])
    return Shifts(log_weight, var * pull / known, var / known)


def _masked(layout: Layout, rows: Any, first: int) -> Any:
    return rows * layout.present[first : first + rows.shape[0]]


def _beyond(layout: Layout, hyper: Hyper, levels: Any) -> Any:
    """Log probability of the readings at the ends, given the levels behind them.  eq. 2

    A level here already holds one part of the day's noise, the censoring the other: two independent
    normals are one, so the model is the same, and no coordinate is ever much stiffer than the
    others.
    """
    if not layout.side.shape[0]:
        return 0.0
    inside = layout.side * (layout.edge - levels) / (hyper.noise_sd * (1.0 - _BEHIND) ** 0.5)
    return _masked(layout, log_ndtr(inside), layout.values.shape[0]).sum()


def log_branches(layout: Layout, hyper: Hyper, levels: Any) -> Any:
    """Log weight of every branch, shifts summed, in the order of ``log_branch``."""
    courses, onsets = layout.believed.log_branch.shape
    seen = jnp.concatenate([layout.values, levels])

    def one(course: int, onset: int) -> Any:
        mean, cov, _ = joint(layout, hyper, course, onset)
        return logsumexp(_shifts(layout, *_inverse(cov), seen - mean).log_weight)

    return layout.believed.log_branch.ravel() + jax.vmap(one)(*_pairs(courses, onsets))


def _pairs(courses: int, onsets: int) -> tuple[Any, Any]:
    """Every natural course with every onset."""
    return jnp.repeat(jnp.arange(courses), onsets), jnp.tile(jnp.arange(onsets), courses)


def joint(layout: Layout, hyper: Hyper, course: int, onset: int) -> tuple[Any, Any, Any]:
    """Mean and covariance of readings within and of levels at the ends.  eq. 1-6"""
    rows, believed = layout.rows, layout.believed
    causes = _causes(rows, layout, hyper, course, onset)
    mean = causes @ believed.centre[course]
    mean += believed.flare_mean[course] * jnp.exp(-rows.days / hyper.flare_days)
    sooner = jnp.minimum(rows.days[:, None], rows.days[None, :])
    apart = jnp.abs(rows.days[:, None] - rows.days[None, :])
    first = (believed.flare_start_sd**2 - hyper.flare_sd**2) * jnp.exp(
        -2.0 * sooner / hyper.flare_days
    )
    cov = (causes * believed.sd[course] ** 2) @ causes.T + hyper.drift_sd**2 * sooner
    cov += (hyper.flare_sd**2 + first) * jnp.exp(-apart / hyper.flare_days)
    both = layout.present[:, None] * layout.present[None, :]
    within, ends = layout.values.shape[0], layout.side.shape[0]
    own = jnp.concatenate(
        [
            jnp.full(within, hyper.noise_sd**2 + 1.0 / 12.0),
            jnp.full(ends, _BEHIND * hyper.noise_sd**2),
        ]
    )
    own = jnp.where(layout.present > 0.0, own, 1.0)  # in padding a standard normal of its own
    return mean * layout.present, cov * both + jnp.diag(own), causes


def _causes(rows: Rows, layout: Layout, hyper: Hyper, course: int, onset: int) -> Any:
    """How b0, A1, A2, c, a, d_1 ... show in each row, (n, p)."""
    left = rows.works[onset] * 2.0 ** (-rows.ages / _half_lives(rows, layout, hyper))
    return _showing(rows, layout, (course, onset), left)


def _showing(rows: Rows, layout: Layout, chosen: tuple[int, int], left: Any) -> Any:
    course, onset = chosen
    visits = layout.believed.sd.shape[1] - 5
    own = left[:, None] * (rows.numbers[:, None] == 1 + jnp.arange(visits)[None, :])
    first = jnp.stack(
        [jnp.ones_like(left), -rows.fast[course], -rows.slow[course], -rows.gains[onset], -left],
        axis=1,
    )
    return jnp.concatenate([first, -own], axis=1)


def _half_lives(rows: Rows, layout: Layout, hyper: Hyper) -> Any:
    grown = hyper.half_life_days * hyper.lengthening ** (jnp.maximum(rows.numbers, 1) - 1.0)
    return jnp.minimum(grown, layout.believed.cap_days)


def answers(layout: Layout, u: Any, xi: Any) -> dict[str, Any]:
    """What one draw says of E and D: exact given the draw, so nothing more is drawn."""
    hyper, levels = hyper_of(layout, u), _levels(layout, xi)
    seen = jnp.concatenate([layout.values, levels])
    courses, onsets = layout.believed.log_branch.shape
    pairs = _pairs(courses, onsets)
    log_weight, mean, sd = jax.vmap(lambda s, k: _asked(layout, hyper, seen, (s, k)))(*pairs)
    weight = jax.nn.softmax(layout.believed.log_branch.ravel()[:, None] + log_weight, axis=(0, 1))

    def at_least(which: int, threshold: float) -> Any:
        return (weight * ndtr((mean[..., which] - threshold) / sd[..., which])).sum()

    def moments(which: int) -> tuple[Any, Any]:
        first, second = mean[..., which], mean[..., which] ** 2 + sd[..., which] ** 2
        return (weight * first).sum(), (weight * second).sum()

    effect, change = moments(0), moments(1)
    return {
        "effect_1": at_least(0, 1.0),
        "change_share": at_least(2, 0.0),
        "change_1": at_least(1, 1.0),
        "change_worse": 1.0 - at_least(1, -1.0),
        "effect": effect[0],
        "effect_squared": effect[1],
        "change": change[0],
        "change_squared": change[1],
        "shift": weight[:, 1:].sum(),
    }


def _asked(
    layout: Layout, hyper: Hyper, seen: Any, chosen: tuple[int, int]
) -> tuple[Any, Any, Any]:
    """E, D and D - 30 % b0 given all rows: log weights (1 + shifts,), means and sds (1 + shifts,
    3).

    eq. 14-16; a shift lies before the last reading, so all of it counts in D.
    """
    asked, believed = layout.asked, layout.believed
    course, onset = chosen
    rate = _LN2 / _half_lives(asked, layout, hyper)
    begin = asked.ages - WEEK_DAYS
    left = (jnp.exp(-rate * begin) - jnp.exp(-rate * asked.ages)) / (WEEK_DAYS * rate)
    row = _showing(asked, layout, chosen, asked.works[onset] * left)[0]
    none = jnp.zeros_like(row)
    effect = -none.at[3:].set(row[3:])
    change = -row.at[0].set(0.0)
    wanted = jnp.stack([effect, change, change.at[0].add(-SHARE)])
    drifts = jnp.array([0.0, -1.0, -1.0])
    var = believed.sd[course] ** 2
    until = hyper.drift_sd**2 * jnp.minimum(layout.rows.days, asked.days[0])
    expected, cov, causes = joint(layout, hyper, course, onset)
    inverse, log_det = _inverse(cov)
    cross = ((wanted * var) @ causes.T + drifts[:, None] * until[None, :]) * layout.present
    residual, solved = seen - expected, cross @ inverse
    before = (wanted**2 * var).sum(axis=1) + drifts**2 * hyper.drift_sd**2 * asked.days[0]
    mean = wanted @ believed.centre[course] + solved @ residual
    left_var = before - (solved * cross).sum(axis=1)
    found = _shifts(layout, inverse, log_det, residual)
    shows = drifts - (solved @ layout.shifted).T  # (shifts, 3)
    means = jnp.vstack([mean, mean + shows * found.size[:, None]])
    spreads = jnp.vstack([left_var, left_var + shows**2 * found.var[:, None]])
    return found.log_weight, means, jnp.sqrt(jnp.maximum(spreads, 1e-12))
