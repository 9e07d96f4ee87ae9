"""The picture agrees with the answer, and shows what the diary holds and what it lacks."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.stats.answer import answered, heaviest
from backcheck.stats.functional import Quantity
from backcheck.stats.mixture import quantiles
from backcheck.stats.run import weights
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import (
    AlsoStarted,
    Closed,
    Course,
    Plan,
    Primary,
    Rating,
    ReliefReport,
)
from backcheck.verdict.picture import Picture, picture
from backcheck.verdict.rules import NextStep
from tests.support.courses import course, ratings, visits, weekly
from tests.support.models import ACUTE, OVER_A_YEAR, SHIFTING, prior, random_happenings
from tools.validate.picture import asked, difference, gap_of_last_week


def _drawn(chosen: Course, on_days: float | None = None) -> Picture:
    found = picture(assess(chosen, on_days))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(12))
def test_the_mean_gap_of_the_last_week_is_the_effect(seed):
    """Tolerance .05 points: the contract's. Two hundred courses: docs/validation.md."""
    assert abs(difference(asked(seed))) < 0.05


def test_a_sign_whose_high_values_are_better_is_drawn_on_its_own_scale():
    asleep = ratings([3] * 12 + [6] * 30, sign="sleep")
    answer = assess(course([Primary(0.0, "sleep")], asleep, visits([12, 19, 26, 33])))
    found = picture(answer)
    assert found is not None and answer.answers.effect is not None
    assert found.ratings[0][1] == 3
    assert found.usual.mean[-1] > found.usual.mean[0]
    assert all(low <= high for low, high in zip(found.usual.low, found.usual.high, strict=True))
    assert gap_of_last_week(found) == pytest.approx(answer.answers.effect.points.mean, abs=0.05)


def test_before_the_first_visit_both_lines_are_the_same_and_each_visit_is_a_step():
    found = _drawn(weekly([7] * 12 + [4] * 30, 4))
    early = [i for i, mark in enumerate(found.marks) if mark <= found.visits[0]]
    assert [found.usual.mean[i] for i in early] == [found.anyway.mean[i] for i in early]
    at = found.marks.index(found.visits[2])
    assert found.marks[at + 1] - found.marks[at] < 0.001
    assert found.usual.mean[at + 1] < found.usual.mean[at]
    assert found.anyway.mean[at + 1] == pytest.approx(found.anyway.mean[at], abs=0.01)


@pytest.mark.parametrize("probability", [0.05, 0.5, 0.95])
def test_quantiles_agree_with_the_ones_of_the_answers(probability):
    rng = np.random.default_rng(3)
    weight = rng.dirichlet(np.full(512, 0.05))
    mean, sd = rng.normal(5.0, 2.0, (9, 512)), rng.uniform(0.1, 2.0, (9, 512))
    truth = [Quantity(weight, m, s).quantile(probability) for m, s in zip(mean, sd, strict=True)]
    np.testing.assert_allclose(quantiles(weight, mean, sd, (probability,), 5e-4), truth, atol=1e-3)


def test_days_without_a_rating_are_counted_from_the_first_until_the_day_of_the_answer():
    found = _drawn(course(ratings([5, 5], 3), ratings([5], 8), visits([12])))
    assert found.missed == ((5, 7), (9, 11))
    assert _drawn(course(ratings([5, 5], 3), visits([5]))).missed == ()


def test_after_the_closing_nothing_is_missed():
    ended = course(ratings([5] * 3), visits([2]), [Closed(5.0)])
    assert _drawn(ended, 30.0).missed == ((3, 4),)


def test_the_effect_is_the_one_of_the_answer():
    answer = assess(weekly([7] * 12 + [4] * 30, 4))
    found = picture(answer)
    assert found is not None and answer.answers.effect is not None
    assert found.effect == answer.answers.effect.points
    assert _drawn(course(ratings([6] * 9))).effect is None


def test_the_picture_ends_where_the_week_of_the_answer_ends():
    early = weekly([6] * 40, 4)
    assert _drawn(early).end_days == pytest.approx(_drawn(early).visits[-1] + 7.0)
    late = _drawn(early, 80.0)
    assert (late.on_days, late.end_days, late.marks[-1]) == (80.0, 80.0, 80.0)


def test_reports_and_other_beginnings_are_carried():
    extra = [ReliefReport(15.0, 2.0), ReliefReport(22.0, None), AlsoStarted(16.0, "walking")]
    found = _drawn(course(ratings([6] * 30), visits([12, 19]), extra))
    assert [(r.held_days, r.holding) for r in found.reliefs] == [
        (2.0, False),
        (pytest.approx(22.0 - found.visits[1]), True),
    ]
    assert [event.what for event in found.also_started] == ["walking"]


def test_looks_are_those_that_were_or_are_planned():
    falling = [9, 9, 8, 9, 8, 9, 8, 8, 9, 8, 8, 8, *([6, 7, 6, 5] * 3), *([4, 5, 4, 3] * 4)]
    looks = _drawn(course(ratings(falling), visits([12, 19, 26, 33]), [Plan(0.0, 8)])).looks
    assert [(look.visit, look.passed) for look in looks] == [(4, True), (6, False), (8, False)]
    last = 33 + 10 / 24
    assert looks[1].at_days == pytest.approx(last + 14.0)
    unseen = _drawn(course(ratings([6] * 5), [Plan(0.0, 12)])).looks
    assert [(look.visit, look.at_days) for look in unseen] == [
        (number, None) for number in (4, 6, 8, 10, 12)
    ]


def test_a_course_that_ought_to_stop_plans_no_further_look():
    steady = course(ratings([6] * 54), visits([12, 19, 26, 33, 40, 47]), [Plan(0.0, 8)])
    assert assess(steady).next_step is NextStep.STOP_AND_REASSESS
    assert [(look.visit, look.passed) for look in _drawn(steady).looks] == [(4, True), (6, True)]


def test_the_last_day_of_the_agreement_is_a_look_when_it_has_come():
    late = course(ratings([6] * 110), visits([12, 19, 26]))
    assert (None, True) in [(look.visit, look.passed) for look in _drawn(late).looks]


def test_after_the_closing_no_look_is_planned():
    ended = course(ratings([6] * 40), visits([12, 19, 26, 33]), [Closed(39.0)])
    assert [(look.visit, look.passed) for look in _drawn(ended).looks] == [(4, True)]


def test_without_ratings_of_the_sign_there_is_nothing_to_draw():
    assert picture(assess(course(visits([1, 8])))) is None
    reach = [Primary(0.0, "reach_cm"), Rating(1.0, "pain", 6.0)]
    assert picture(assess(course(reach, visits([2])))) is None


def test_a_measured_sign_is_drawn_as_it_was_measured():
    """Beyond the ends too: nobody's own number is changed; the lines are in centimetres."""
    reach = [Primary(0.0, "reach_cm"), *ratings([70.0] * 5 + [-3.0] * 20, sign="reach_cm")]
    drawn = picture(assess(course(reach, visits([5, 12]))))
    assert {value for _, value in drawn.ratings} == {70.0, -3.0}
    assert 45.0 > drawn.usual.mean[0] > 20.0 > drawn.usual.mean[-1]
    band = zip(drawn.usual.low, drawn.usual.mean, drawn.usual.high, strict=True)
    assert all(low <= mean <= high for low, mean, high in band)


def test_years_are_drawn_without_a_mark_for_every_day():
    found = _drawn(course(ratings([6] * 20), visits([12]), ratings([5] * 3, first_day=4000)))
    assert len(found.marks) < 260
    assert np.isfinite(found.usual.high).all()


def test_the_heaviest_cells_carry_the_share_and_none_of_them_is_spare():
    events = random_happenings(np.random.default_rng(3))
    found = answered(prior(ACUTE, OVER_A_YEAR, shape=SHIFTING), events)
    kept = heaviest(found, 0.9)
    weight = weights(found.posterior)
    place = [tuple(row) for each in found.placed for row in each.points]
    chosen = {tuple(row) for each in kept for row in each.points}
    shares = sorted(share for row, share in zip(place, weight, strict=True) if row in chosen)
    assert sum(shares) >= 0.9 > sum(shares[1:])
    for whole, part in zip(found.placed, kept, strict=True):  # in their order
        rows = [tuple(row) for row in whole.points if tuple(row) in chosen]
        assert rows == [tuple(row) for row in part.points]
