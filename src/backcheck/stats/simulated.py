"""One simulated person: readings with gaps, and what the treatment truly did.

On purpose not the response model: straight lines, shots of pain, heavy tails, reliefs that add up,
readings that are missing on bad days, copied from the day before, or kind. Days count from the
first day of readings. All that is random is drawn in one order whatever the treatment is worth, so
that the same stream without treatment is the same person untreated. Spells draw from a stream of
their own: they came later, and the people there were before stay who they were.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attrition import Leaving, days_stayed
from .normal import Array

Marks = NDArray[np.bool_]

_WEEK_DAYS = 7
_SCALE_HIGH = 10.0


@dataclass(frozen=True, slots=True)
class Untreated:
    """What the level does by itself, points; falls are positive when better."""

    fall_points: float
    fall_spread_points: float
    fall_from_days: float
    fall_to_days: float
    flare_every_days: float
    flare_mean_points: float
    flare_half_life_days: float
    entry_flare_points: float
    entry_flare_half_life_days: float
    step_points: float
    weekend_points: float
    cycle_points: float
    cycle_days: float
    co_points: float
    co_build_days: float
    spell_points: float
    spell_begins_low_days: float
    spell_begins_high_days: float
    spell_lasts_low_days: float
    spell_lasts_high_days: float
    spell_build_days: float


@dataclass(frozen=True, slots=True)
class Worth:
    """What a treatment takes away: relief that fades, and a gain that stays."""

    relief_points: float
    relief_half_life_days: float
    gain_points: float
    onset_after_visits: float


@dataclass(frozen=True, slots=True)
class Rater:
    """How readings are made, and when they end."""

    level_low_points: float
    level_high_points: float
    noise_low_sd: float
    noise_high_sd: float
    noise_freedom: float
    run_in_days: float
    entry_fraction: float
    missing_low_fraction: float
    missing_high_fraction: float
    missing_slope_fraction: float
    copied_fraction: float
    rated_every_days: float
    second_sign_sd: float
    recall_sd: float
    relief_felt_points: float
    visit_bias_points: float
    rating_step_points: float
    entry_days: float
    shrink_fraction: float
    shrink_from_days: float
    shrink_build_days: float
    silent_above_points: float
    leave_better_points: float
    leave_worse_points: float
    leave_from_visits: float


@dataclass(frozen=True, slots=True)
class Timetable:
    """When readings are due and treatments given, days.

    ``due_days`` has one instant a day, in order. ``end_days`` ends the week in question.
    """

    due_days: Array
    treatment_days: Array
    end_days: float

    def since_second(self) -> Marks:
        """Which of the days due are the day of a treatment, the first one left out."""
        found: Marks = np.isin(np.floor(self.due_days), np.floor(self.treatment_days[1:]))
        return found

    def until(self, count: int) -> Timetable:
        """The same when it ends with the day due number ``count``, itself left out."""
        if count >= len(self.due_days):
            return self
        last = float(self.due_days[count - 1])
        given = self.treatment_days[self.treatment_days < last]
        return Timetable(self.due_days[:count], given, last)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One person. ``untreated`` and ``treated`` are the pain of each day due, as it was felt;
    ``rated`` says which readings there are. ``felt_days`` is for how long each relief was felt, as
    it is remembered. ``left_days`` is the instant after which the person is gone, infinite when
    they stay. ``effect_points`` is the mean of untreated minus treated level in the last week there
    is, exactly; ``change_points`` the usual level, as it is felt, at the start minus that of the
    last week."""

    untreated: Array
    treated: Array
    rated: Marks
    readings: Array
    second_readings: Array
    felt_days: Array
    left_days: float
    effect_points: float
    change_points: float


def drawn(
    untreated: Untreated,
    worth: Worth,
    rater: Rater,
    timetable: Timetable,
    rng: np.random.Generator,
) -> Drawn:
    """One person's readings.

    Args:
        untreated: what the level does by itself.
        worth: what a treatment does.
        rater: how readings are made.
        timetable: when they are due, when treatments are given.
        rng: the stream; the same stream gives the same person.
    """
    due = timetable.due_days
    level = rng.uniform(rater.level_low_points, rater.level_high_points)
    usual = level - _drifts(untreated, timetable, due, rng)
    usual = usual - _spell(untreated, due, rng.spawn(1)[0])
    weekend = untreated.weekend_points * _weekend(due, rng)
    wave, noise, sd = _flares_and_noise(untreated, rater, due, rng)
    flare = untreated.entry_flare_points * _fading(
        due - rater.entry_days, untreated.entry_flare_half_life_days
    )
    pain = usual - weekend + wave + flare + noise
    less = taken_away(worth, timetable.treatment_days, due)
    offset = rng.normal(0.0, rater.second_sign_sd)
    second = pain - noise + offset + sd * _heavy(rater.noise_freedom, len(due), rng)
    rated = ~_missing(rater, wave + noise, rng) & (np.floor(due) % rater.rated_every_days == 0)
    rated[0] = True
    copied = (rng.random(len(due)) < rater.copied_fraction) & rated
    kind = np.where(timetable.since_second(), rater.visit_bias_points, 0.0)
    used = _scale_used(rater, due)
    recall = np.exp(rater.recall_sd * rng.standard_normal(len(timetable.treatment_days)))
    rated &= ~_silent(rater, wave + flare + noise, due > timetable.treatment_days[0])
    stayed = _stayed(rater, pain - less, timetable)
    rated[stayed:] = False
    seen = timetable.until(stayed)
    effect = effect_points(worth, seen)
    return Drawn(
        untreated=pain,
        treated=pain - less,
        rated=rated,
        readings=_written(used * (pain - less) - kind, rater.rating_step_points, rated, copied),
        second_readings=_written(
            used * (second - less) - kind, rater.rating_step_points, rated, copied
        ),
        felt_days=recall * _felt_days(worth, timetable.treatment_days, rater.relief_felt_points),
        left_days=seen.end_days if stayed < len(due) else math.inf,
        effect_points=effect,
        change_points=float(usual[0] - usual[:stayed][-_WEEK_DAYS:].mean() + effect),
    )


def _stayed(rater: Rater, felt: Array, timetable: Timetable) -> int:
    """For how many of the days due the person stays."""
    visit = timetable.treatment_days[int(rater.leave_from_visits) - 1]
    earliest = int(np.searchsorted(timetable.due_days, visit))
    leaving = Leaving(rater.leave_better_points, rater.leave_worse_points)
    return days_stayed(leaving, felt, earliest)


def _silent(rater: Rater, worse: Array, after: Marks) -> Marks:
    """The days under treatment that are so much worse than the person's mean that nothing is put
    down; at 0 points there are none."""
    bad: Marks = worse - worse.mean() >= rater.silent_above_points
    return bad & after & (rater.silent_above_points > 0.0)


def _scale_used(rater: Rater, at: Array) -> Array:
    """How much of the pain felt is put down on each day: 1, and less once the scale drifts."""
    since = (at - rater.shrink_from_days) / rater.shrink_build_days
    found: Array = 1.0 - rater.shrink_fraction * np.clip(since, 0.0, 1.0)
    return found


def _fading(since: Array, half_life_days: float) -> Array:
    """1 at the instant itself, halving after it; nothing before."""
    halved = np.exp2(-np.maximum(since, 0.0) / half_life_days)
    found: Array = np.where(since >= 0.0, halved, 0.0)
    return found


def _spell(untreated: Untreated, at: Array, rng: np.random.Generator) -> Array:
    """How far the usual level is lower on each day because of a spell that comes, and may go: it
    sets in evenly over its build-up, and goes in the same way."""
    begins = rng.uniform(untreated.spell_begins_low_days, untreated.spell_begins_high_days)
    lasts = rng.uniform(untreated.spell_lasts_low_days, untreated.spell_lasts_high_days)
    coming, going = (
        np.clip((at - day) / untreated.spell_build_days, 0.0, 1.0)
        for day in (begins, begins + lasts)
    )
    found: Array = untreated.spell_points * (coming - going)
    return found


def _drifts(
    untreated: Untreated, timetable: Timetable, at: Array, rng: np.random.Generator
) -> Array:
    """How far the usual level has fallen by each day, from all causes but the treatment."""
    fall = untreated.fall_points + untreated.fall_spread_points * rng.standard_normal()
    lasting = rng.uniform(untreated.fall_from_days, untreated.fall_to_days)
    step_day = rng.uniform(timetable.treatment_days[0], timetable.treatment_days[-1])
    phase = rng.uniform(0.0, 2.0 * math.pi)
    found: Array = (
        fall * np.minimum(at / lasting, 1.0)
        + untreated.step_points * (at >= step_day)
        + untreated.co_points * np.minimum(at / untreated.co_build_days, 1.0)
        + untreated.cycle_points * np.sin(2.0 * math.pi * at / untreated.cycle_days + phase)
    )
    return found


def _weekend(at: Array, rng: np.random.Generator) -> Array:
    """1 on two days in a row of every seven, else 0."""
    first = rng.integers(_WEEK_DAYS)
    return (((np.floor(at) + first) % _WEEK_DAYS) < 2).astype(np.float64)


def _flares_and_noise(
    untreated: Untreated, rater: Rater, due: Array, rng: np.random.Generator
) -> tuple[Array, Array, float]:
    """Flares and noise of each day due, and the noise's sd.

    The days are preceded by a run-in; they begin on the first day of its second half on which the
    person is at or above the entry centile of the run-in: people come when it is bad. Or that day
    is a later one of the days due, as far as the run-in goes back.
    """
    run_in = int(rater.run_in_days)
    whole = run_in + len(due)
    shots = np.sort(rng.uniform(0.0, whole, rng.poisson(whole / untreated.flare_every_days)))
    heights = untreated.flare_mean_points * rng.standard_exponential(len(shots))
    sd = rng.uniform(rater.noise_low_sd, rater.noise_high_sd)
    noise = sd * _heavy(rater.noise_freedom, whole, rng)

    def flares(at: Array) -> Array:
        since = at[:, None] - shots[None, :]
        found: Array = _fading(since, untreated.flare_half_life_days) @ heights
        return found

    own = flares(np.arange(run_in) + due[0]) + noise[:run_in]
    bad = np.flatnonzero(own[run_in // 2 :] >= np.quantile(own, rater.entry_fraction))
    entry = run_in // 2 + int(bad[0]) if len(bad) else int(np.argmax(own))
    entry = max(entry - int(rater.entry_days), 0)
    return flares(due + entry), noise[entry : entry + len(due)], float(sd)


def _heavy(freedom: float, size: int, rng: np.random.Generator) -> Array:
    """Student's t, scaled to an sd of 1."""
    found: Array = rng.standard_t(freedom, size) * math.sqrt((freedom - 2.0) / freedom)
    return found


def _missing(rater: Rater, worse: Array, rng: np.random.Generator) -> Marks:
    """Which days are missed; a day that is a point worse than usual rather more often."""
    share = rng.uniform(rater.missing_low_fraction, rater.missing_high_fraction)
    centred = worse - worse.mean()
    prob = np.clip(share * (1.0 + rater.missing_slope_fraction * centred), 0.0, 1.0)
    found: Marks = rng.random(len(worse)) < prob
    return found


def _written(felt: Array, step: float, rated: Marks, copied: Marks) -> Array:
    """What is put down on each day: a step of the scale, or the reading before it again."""
    written = np.clip(np.round(felt / step) * step, 0.0, _SCALE_HIGH)
    before = written[0]
    for day in np.flatnonzero(rated):
        if copied[day]:
            written[day] = before
        before = written[day]
    return written


def taken_away(worth: Worth, treatments: Array, at: Array) -> Array:
    """Points that the treatments before each instant take away: reliefs add up, gains stay."""
    late = treatments[int(worth.onset_after_visits) :]
    since = at[:, None] - late[None, :]
    given = since > 0.0
    halved = np.exp2(-np.maximum(since, 0.0) / worth.relief_half_life_days)
    found: Array = (given * (worth.relief_points * halved + worth.gain_points)).sum(axis=1)
    return found


def effect_points(worth: Worth, timetable: Timetable) -> float:
    """The mean of what is taken away over the week before the end, as an integral."""
    end = timetable.end_days
    start = end - _WEEK_DAYS
    late = timetable.treatment_days[int(worth.onset_after_visits) :]
    given = late[late < end]
    begin = np.maximum(given, start)
    life = worth.relief_half_life_days
    relief = np.exp2(-(begin - given) / life) - np.exp2(-(end - given) / life)
    area = worth.relief_points * life / math.log(2.0) * relief + worth.gain_points * (end - begin)
    return float(area.sum()) / _WEEK_DAYS


def _felt_days(worth: Worth, treatments: Array, felt_points: float) -> Array:
    """For how long the relief that there is after each treatment stays above what is felt."""
    relief = Worth(worth.relief_points, worth.relief_half_life_days, 0.0, worth.onset_after_visits)
    after = taken_away(relief, treatments, treatments + 1e-9)
    ratio = np.maximum(after / felt_points, 1.0)
    found: Array = worth.relief_half_life_days * np.log2(ratio)
    return found
