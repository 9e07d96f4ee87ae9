"""The filter: what is believed of the state in a block of cells, and how an event changes it.

Per cell the model is linear and Gaussian, so a reading is one exact scalar Kalman update (Durbin &
Koopman 2012, §4.3); a reading at an end of the scale is a censored one, matched in two moments.
The functions that change a belief do so in place and return it; ``run.step`` copies first.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from .model import (
    CURRENT,
    DRIFT,
    FAST,
    FLARE,
    GAIN,
    HALF_POINT,
    LEVEL,
    RELIEF,
    ROUNDING_VAR,
    SLOW,
    STATE_SIZE,
    UNTREATED,
    Cells,
    NaturalCourse,
    Placed,
    Prior,
    Shape,
    cells,
)
from .normal import Array, below

_LN2 = math.log(2.0)
_LOG_2PI = math.log(2.0 * math.pi)
_SETTLE_DAYS = 20.0  # after so long a flare's units are made anew: exp(-20 / .4) still has a square


class Treatments(NamedTuple):
    """What the treatments so far have done to the design, apart from the state.  eq. 5-6"""

    number: int  # how many so far
    last_days: float  # nan before the first
    gain: Array  # (N,) C_j, how many lasting gains have been added
    half_life_days: Array  # (N,) h_j, of the latest treatment
    fading: Array  # (N,) -ln 2 / h_j, the rate of its relief's decay per day


class Belief(NamedTuple):
    """x ~ N(mean, cov) in each of N cells that share a natural course.  model.md eq. 9-10

    ``at_days`` counts from the first reading; before it the natural course stands still.

    The flare is held in units that fade with it, exp(-(t - flare_since_days) / tau), so that its
    fading costs nothing: the unit stands in the design. ``settled`` gives it back in points.
    """

    at_days: float
    mean: Array  # (8, N) points
    cov: Array  # (8, 8, N) points squared, symmetric to the bit
    log_weight: Array  # (N,) nats, log prior weight + log evidence
    treatments: Treatments
    cells: Cells
    course: NaturalCourse
    shape: Shape
    design: Array  # (7, N) how the components showed in the latest reading; see ``_design``
    flare_since_days: float


def begin(prior: Prior, course: NaturalCourse, placed: Placed) -> Belief:
    """The belief before any event.  eq. 4, 7, 8

    Args:
        prior: stance, spread and shape are read from it.
        course: the natural course of this block.
        placed: its N cells.
    """
    hyper, size = cells(prior.spread, placed.points, placed.shift_days), len(placed.points)
    stance, shape = prior.stance, prior.shape
    mean = np.zeros((STATE_SIZE, size))
    cov = np.zeros((STATE_SIZE, STATE_SIZE, size))
    for component, (centre, sd) in {
        LEVEL: (shape.level_mean, shape.level_sd),
        FAST: (course.fast_mean, course.fast_sd),
        SLOW: (course.slow_mean, course.slow_sd),
        FLARE: (course.flare_mean, shape.flare_start_sd),
        GAIN: (stance.gain_mean, stance.gain_sd),
        RELIEF: (stance.relief_mean, stance.relief_sd),
    }.items():
        mean[component], cov[component, component] = centre, sd**2
    none = Treatments(0, math.nan, np.zeros(size), hyper.half_life_days, np.zeros(size))
    weight, design = placed.log_weight.copy(), np.ones((STATE_SIZE - 1, size))
    return Belief(0.0, mean, cov, weight, none, hyper, course, shape, design, 0.0)


def copy(belief: Belief) -> Belief:
    """A belief whose arrays may be changed in place."""
    return belief._replace(
        mean=belief.mean.copy(),
        cov=belief.cov.copy(),
        log_weight=belief.log_weight.copy(),
        design=belief.design.copy(),
    )


def predict(belief: Belief, at_days: float) -> Belief:
    """Let time pass to ``at_days``, in place: drift widens, a flare fades.  eq. 3, 28

    Time before the first reading (day 0) leaves the state as it is.

    Raises:
        ValueError: time would run backwards.
    """
    if at_days < belief.at_days:
        raise ValueError("events must come in the order of time")
    before, now = max(belief.at_days, 0.0), max(at_days, 0.0)
    if now == before:
        return belief._replace(at_days=at_days)
    cov, hyper, unit = belief.cov, belief.cells, belief.design[FLARE]
    cov[DRIFT, DRIFT] += hyper.drift_var * (now - before)
    if shifts_between(belief.shape, before, now):
        shifted = (before < hyper.shift_days) & (hyper.shift_days <= now)
        cov[DRIFT, DRIFT] += shifted * belief.shape.shift_sd**2
    if now - belief.flare_since_days > _SETTLE_DAYS:
        keep = np.exp((now - before) * hyper.fading)
        _rescale_flare(belief, unit * keep)
        unit[...] = 1.0
        cov[FLARE, FLARE] += hyper.flare_var * (1.0 - keep * keep)
        return belief._replace(at_days=at_days, flare_since_days=now)
    # In fading units r stands still, and var (1 - keep²) grows from both ends of the gap.
    cov[FLARE, FLARE] -= hyper.flare_var / (unit * unit)
    np.exp((now - belief.flare_since_days) * hyper.fading, out=unit)
    cov[FLARE, FLARE] += hyper.flare_var / (unit * unit)
    return belief._replace(at_days=at_days)


def shifts_between(shape: Shape, before_days: float, now_days: float) -> int:
    """How many of the days on which a shift is looked for lie after the one day, up to the other.

    They are the middles of equal pieces, counted from the first reading.  eq. 28
    """
    grid = shape.shift_grid_days
    return math.floor(now_days / grid + 0.5) - math.floor(before_days / grid + 0.5)


def _rescale_flare(belief: Belief, scale: Array) -> None:
    """Hold the flare in units ``scale`` times smaller, in place."""
    belief.mean[FLARE] *= scale
    belief.cov[FLARE] *= scale
    belief.cov[:, FLARE] *= scale


def settled(belief: Belief) -> Belief:
    """A copy that holds every component in points."""
    found = copy(belief)
    _rescale_flare(found, found.design[FLARE])
    found.design[FLARE] = 1.0
    return found._replace(flare_since_days=max(found.at_days, 0.0))


def natural_fall(course: NaturalCourse, at_days: float) -> tuple[float, float]:
    """g1 and g2: how much of the fast and the slow natural fall has happened.  eq. 4"""
    since_days = max(at_days, 0.0)
    return -math.expm1(-since_days / course.fast_days), -math.expm1(-since_days / course.slow_days)


def half_life(hyper: Cells, shape: Shape, number: int) -> Array:
    """h_j of treatment ``number``, (N,) days, capped.  eq. 5"""
    grown = hyper.half_life_days * hyper.lengthening ** (number - 1)
    return np.minimum(grown, shape.half_life_cap_days)


def left_now(belief: Belief) -> Array:
    """The share of the latest relief that is left at the belief's own time, (N,).  eq. 5"""
    age_days = belief.at_days - belief.treatments.last_days
    left: Array = np.exp(age_days * belief.treatments.fading)
    return left


def _design(belief: Belief, seen: int) -> Array:
    """h: how the first ``seen`` components show in a reading taken now, (seen, N).  eq. 2

    Level and drift show as they are, the flare in its unit and the gain as ``treat`` left it.
    """
    design, treated = belief.design, belief.treatments
    fast, slow = natural_fall(belief.course, belief.at_days)
    design[FAST], design[SLOW] = -fast, -slow
    if treated.number:
        np.negative(left_now(belief), out=design[CURRENT])
    return design[:seen]


class Update(NamedTuple):
    """What a reading does to a belief: m + (cov h) shift, P - (cov h)(cov h)' shrink.  eq. 9, 11

    ``design`` is h for the first components; ``shown`` is cov h for those that are live.
    """

    design: Array
    shown: Array
    shift: Array
    shrink: Array
    log_density: Array


def update_of(belief: Belief, reading: float) -> Update:
    """What one reading, at the belief's own time, would do.  eq. 2, 9-11

    Before the first treatment its components are independent of the rest and of every reading, so
    only the first five are live.
    """
    treated = belief.treatments.number > 0
    live, seen = (STATE_SIZE, STATE_SIZE - 1) if treated else (UNTREATED, UNTREATED)
    shape = belief.shape
    design = _design(belief, seen)
    shown = np.einsum("kin,kn->in", belief.cov[:seen, :live], design)
    expected = np.einsum("kn,kn->n", belief.mean[:seen], design)
    var = np.einsum("kn,kn->n", shown[:seen], design) + belief.cells.noise_var
    if shape.scale_low < reading < shape.scale_high:
        return Update(design, shown, *_plain(reading, expected, var))
    at_low = reading <= shape.scale_low
    return Update(design, shown, *_censored(at_low, expected, var, shape))


def condition(belief: Belief, reading: float) -> Belief:
    """Let one reading speak, at the belief's own time, in place.  eq. 9"""
    return absorb(belief, update_of(belief, reading))


def absorb(belief: Belief, update: Update) -> Belief:
    """Make an update, in place.  eq. 9"""
    live = len(update.shown)
    belief.mean[:live] += update.shown * update.shift
    scaled = update.shown * np.sqrt(update.shrink)
    belief.cov[:live, :live] -= np.einsum("in,jn->ijn", scaled, scaled)  # symmetric to the bit
    belief.log_weight[...] += update.log_density
    return belief


def _plain(reading: float, expected: Array, var: Array) -> tuple[Array, Array, Array]:
    """Shift and shrink of a reading within the scale, and its log density.  eq. 9"""
    shrink = 1.0 / (var + ROUNDING_VAR)
    surprise = reading - expected
    shift = surprise * shrink
    surprise *= shift
    surprise -= np.log(shrink)
    surprise += _LOG_2PI
    surprise *= -0.5
    return shift, shrink, surprise


def _censored(
    at_low: bool, expected: Array, var: Array, shape: Shape
) -> tuple[Array, Array, Array]:
    """Shift and shrink of a reading that says only "beyond the end".  eq. 11

    Moment matching of the truncated normal (assumed density filtering); P(z beyond the end) is the
    evidence.
    """
    sd = np.sqrt(var)
    if at_low:
        cut = (shape.scale_low + HALF_POINT - expected) / sd
    else:
        cut = (expected - (shape.scale_high - HALF_POINT)) / sd
    log_prob, ratio = below(cut)
    shift = (-ratio if at_low else ratio) / sd
    return shift, ratio * (ratio + cut) / var, log_prob


def treat(belief: Belief) -> Belief:
    """A treatment at the belief's own time, in place.  eq. 5-6

    The relief of the treatment before ends (reset, not summed) and a new one begins: e = a + d.
    Cells whose onset has not come leave the state as it is.
    """
    mean, cov, hyper, shape = belief.mean, belief.cov, belief.cells, belief.shape
    number = belief.treatments.number + 1
    works = hyper.onset < number
    mean[CURRENT] = np.where(works, mean[RELIEF], mean[CURRENT])
    row = np.where(works, cov[RELIEF], cov[CURRENT])
    row[CURRENT] = np.where(
        works, cov[RELIEF, RELIEF] + shape.relief_wobble_sd**2, cov[CURRENT, CURRENT]
    )
    cov[CURRENT] = row
    cov[:, CURRENT] = row
    gain = belief.treatments.gain + works * shape.gain_ratio ** (number - 1)
    np.negative(gain, out=belief.design[GAIN])
    held_days = half_life(hyper, shape, number)
    after = Treatments(
        number=number,
        last_days=belief.at_days,
        gain=gain,
        half_life_days=held_days,
        fading=-_LN2 / held_days,
    )
    return belief._replace(treatments=after)
