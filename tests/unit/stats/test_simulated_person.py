"""The simulated person: the truth is the truth, and the ratings have the faults they should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backcheck.stats.simulated import Rater, Timetable, Untreated, Worth, drawn, taken_away

VISITS = 10.0 + 7.0 * np.arange(8) + 10.0 / 24.0
TIMES = Timetable(np.arange(66) + 20.0 / 24.0, VISITS, VISITS[-1] + 7.0)
STILL = Untreated(0, 0, 50, 66, 14, 1.6, 4, 0, 4, 0, 0, 0, 60, 0, 28, 0, 10, 59, 1000, 1000, 1)
NOTHING = Worth(0, 4, 0, 0)
HELP = Worth(1.6, 4, 0.15, 0)
RATER = Rater(
    *(4.5, 7, 0.4, 1.2, 5, 60, 0.75, 0.25, 0.35, 0.15, 0.10, 1, 1, 0.4, 0.5, 0.2, 1),
    *(0, 0, 10, 42, 0, 0, 0, 1),
)


def person(seed, untreated=STILL, worth=NOTHING, rater=RATER):
    return drawn(untreated, worth, rater, TIMES, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", range(5))
def test_the_same_stream_untreated_is_the_same_person_without_the_effect(seed):
    treated, twin = person(seed, worth=HELP), person(seed)
    assert np.array_equal(treated.untreated, twin.treated)
    assert np.array_equal(treated.rated, twin.rated)
    assert np.allclose(twin.treated - treated.treated, taken_away(HELP, VISITS, TIMES.due_days))


@pytest.mark.parametrize(
    "worth", [HELP, Worth(1.2, 0.6, 0, 0), Worth(0, 4, 0.25, 0), Worth(1.5, 4, 0.27, 4)]
)
def test_the_effect_is_the_mean_gap_of_the_last_week(worth):
    """Against a sum over five-minute steps, visit by visit; the step's error is below 1e-4."""
    instants = np.arange(TIMES.end_days - 7.0, TIMES.end_days, 1.0 / 288.0) + 1.0 / 576.0
    total = 0.0
    for instant in instants:
        for visit in VISITS[int(worth.onset_after_visits) :]:
            if visit < instant:
                fades = 2.0 ** (-(instant - visit) / worth.relief_half_life_days)
                total += worth.relief_points * fades + worth.gain_points
    assert person(1, worth=worth).effect_points == pytest.approx(total / len(instants), abs=1e-3)


def test_without_treatment_the_effect_is_exactly_nought():
    assert person(1).effect_points == 0.0


def test_three_in_ten_ratings_are_missing():
    share = np.mean([1.0 - person(seed).rated.mean() for seed in range(400)])
    # a person's share is uniform in .25-.35; 400 people and their first day, which is never missed
    assert share == pytest.approx(0.30 * 65 / 66, abs=0.01)


def test_bad_days_are_missed_more_often():
    rated, missed = [], []
    for seed in range(400):
        one = person(seed)
        centred = one.untreated - one.untreated.mean()
        rated += list(centred[one.rated])
        missed += list(centred[~one.rated])
    # at 15 % a point and a day-to-day variance of 1.8 the means differ by about .27; se .015
    assert np.mean(missed) - np.mean(rated) > 0.15


def test_the_diary_begins_on_a_bad_day():
    """Entry at the 75th centile raises the first day; an entry flare the first week."""
    people = [person(seed) for seed in range(400)]
    first = np.mean([one.untreated[0] - one.untreated[20:].mean() for one in people])
    assert first > 1.0
    flared = replace(STILL, entry_flare_points=3)
    gap = [person(s, flared).untreated - person(s).untreated for s in range(5)]
    assert np.allclose(gap, 3.0 * np.exp2(-TIMES.due_days / 4.0))


def test_ratings_are_steps_of_the_scale():
    for step in (1, 2):
        one = person(3, rater=replace(RATER, rating_step_points=step))
        assert set(one.readings) <= set(np.arange(0.0, 11.0, step))


def test_one_rating_in_ten_is_copied():
    same, often = [], []
    for copied, found in ((0.0, same), (0.10, often)):
        for seed in range(300):
            one = person(seed, rater=replace(RATER, copied_fraction=copied))
            given = one.readings[one.rated]
            found.append(np.mean(given[1:] == given[:-1]))
    # what is equal by chance, p, becomes p + .1 (1 - p), here p is about a third
    assert np.mean(often) - np.mean(same) == pytest.approx(0.1 * (1 - np.mean(same)), abs=0.02)


def test_visits_are_rated_kindly_from_the_second_on():
    kind = person(5, rater=replace(RATER, visit_bias_points=2, copied_fraction=0))
    plain = person(5, rater=replace(RATER, visit_bias_points=0, copied_fraction=0))
    changed = np.flatnonzero(kind.readings != plain.readings)
    assert set(changed) <= set(np.floor(VISITS[1:]).astype(int))
    assert len(changed) >= 6  # but where the scale ends


def test_the_second_sign_shares_the_level_and_has_its_own_noise():
    one = person(7, untreated=replace(STILL, fall_points=4))
    assert not np.array_equal(one.readings, one.second_readings)
    assert np.corrcoef(one.readings, one.second_readings)[0, 1] > 0.5


def test_a_spell_comes_within_its_days_and_goes_again():
    """The rest of the person stays the same to the last bit: a spell has a stream of its own."""
    spell = replace(STILL, spell_points=2, spell_begins_low_days=20, spell_begins_high_days=20)
    spell = replace(spell, spell_lasts_low_days=14, spell_lasts_high_days=14, spell_build_days=4)
    gap = person(9).untreated - person(9, spell).untreated
    at = TIMES.due_days
    assert np.all(gap[at < 20] == 0.0)
    assert gap[(at > 24) & (at < 34)] == pytest.approx(2.0)
    assert gap[at > 38] == pytest.approx(0.0, abs=1e-12)
    assert np.interp(22, at, gap) == pytest.approx(1.0)
    assert person(9, spell).change_points == pytest.approx(person(9).change_points)
    lasting = replace(spell, spell_lasts_low_days=1000, spell_lasts_high_days=1000)
    assert person(9, lasting).change_points == pytest.approx(person(9).change_points + 2.0)


def test_the_bad_day_can_be_a_later_one_of_the_diary():
    rater = replace(RATER, entry_fraction=1, entry_days=3)
    people = [person(seed, rater=rater).untreated for seed in range(400)]
    assert np.argmax(np.mean(people, axis=0)) == 3
    flared = replace(STILL, entry_flare_points=3, entry_flare_half_life_days=10)
    gap = person(2, flared, rater=rater).untreated - person(2, rater=rater).untreated
    since = TIMES.due_days - 3
    assert np.allclose(gap, np.where(since >= 0, 3.0 * np.exp2(-since / 10.0), 0.0))


def test_a_scale_that_drifts_is_put_down_and_not_felt():
    drifts = replace(RATER, shrink_fraction=0.5, copied_fraction=0, visit_bias_points=0)
    drifting, plain = person(4, rater=drifts), person(4)
    assert np.array_equal(drifting.treated, plain.treated)
    assert drifting.change_points == plain.change_points
    at = TIMES.due_days
    assert np.array_equal(drifting.readings[at < 10], np.clip(np.round(plain.treated), 0, 10)[:10])
    late = at > 52
    half = np.clip(np.round(0.5 * plain.treated), 0, 10)
    assert np.array_equal(drifting.readings[late], half[late])


def test_a_bad_day_goes_unrated_once_there_was_a_visit():
    """What is bad is worse than the person's own mean: flares and noise, the level is the same."""
    silent = person(6, rater=replace(RATER, silent_above_points=0.1))
    plain = person(6)
    gone = plain.rated & ~silent.rated
    before = TIMES.due_days < VISITS[0]
    assert not gone[before].any()
    centred = plain.untreated - plain.untreated.mean()
    after = plain.rated & ~before
    assert np.array_equal(gone[after], (centred >= 0.1)[after])


def test_people_leave_after_a_week_that_is_better_or_worse_than_the_first():
    better = replace(STILL, fall_points=4)
    rater = replace(RATER, leave_better_points=2, leave_from_visits=4)
    one = person(8, better, rater=rater)
    weeks = np.convolve(one.treated, np.ones(7) / 7, "valid")
    last = np.flatnonzero(one.rated)[-1]
    day = int(one.left_days)
    assert last <= day
    assert weeks[0] - weeks[day - 6] >= 2.0
    assert one.left_days > VISITS[3]
    earlier = range(int(np.floor(VISITS[3])), day)
    assert all(weeks[0] - weeks[d - 6] < 2.0 for d in earlier)
    assert one.change_points < person(8, better).change_points  # of the last week there is
    worse = person(8, replace(STILL, fall_points=-4), rater=replace(rater, leave_worse_points=1.5))
    assert worse.left_days < TIMES.end_days
    assert person(8, rater=RATER).left_days == np.inf


def test_a_relief_that_nobody_feels_lasts_no_time():
    assert np.all(person(1).felt_days == 0.0)
    assert np.all(person(1, worth=HELP).felt_days > 0.0)
    late = person(1, worth=Worth(1.5, 4, 0, 4)).felt_days
    assert np.all(late[:4] == 0.0)
    assert np.all(late[4:] > 0.0)
