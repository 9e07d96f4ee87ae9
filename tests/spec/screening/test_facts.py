"""What the screening must not get wrong, each with a test that fails if it is violated.

1 cauda equina signs act on one yes, now · 2 every warning sign is asked at every visit, and nobody
is called safe · 3 warning signs are poor tests: weak ones combine, strong ones act alone · 4 people
improve anyway: brand-new pain is not sold a course.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from backcheck.knowledge.screening.given import Context, Sex
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.question import NO
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import Screening, asked, screen
from tests.spec.screening.vignettes import otherwise_no

RULES = rules()
SOMEBODY = Context(age=44.0, sex=Sex.MALE, pregnant=False, days_since_onset=400.0)
SADDLE = ("saddle_numbness", "anus_numbness", "wiping_feeling", "genital_feeling")
BLADDER_BOWEL = (
    "urine_start_stop",
    "urine_feeling",
    "urine_leak",
    "bladder_fullness",
    "bowel_leak",
    "bowel_feeling",
)
CAUDA_EQUINA = (*SADDLE, *BLADDER_BOWEL, "both_legs_weak")
FLAGS = {f"A{n}" for n in range(1, 8)} | {"F1", "F2"} | {f"B{n}" for n in range(1, 12)}
WEAK = {"weight_loss": "yes", "thoracic_band": "yes", "feels_ill": "yes", "night_pain": "eases"}


def screened(context: Context = SOMEBODY, **answers: str | float) -> Screening:
    return screen(otherwise_no(answers, context), context, RULES)


@pytest.mark.parametrize("said", ["yes", "not_sure"])
@pytest.mark.parametrize("sign", CAUDA_EQUINA)
def test_1_one_yes_or_not_sure_is_an_emergency_now(sign, said):
    found = screened(**{sign: said})
    assert found.level is Level.EMERGENCY
    assert found.raised[0].questions == (sign,)
    assert found.raised[0].time_frame.within_hours == 0


@pytest.mark.parametrize("sign", CAUDA_EQUINA)
def test_1_older_than_14_days_is_still_urgent(sign):
    found = screened(**{sign: "yes_old"})
    assert found.level is Level.SAME_DAY
    assert found.raised[0].time_frame.within_hours == 24


@pytest.mark.parametrize("sign", CAUDA_EQUINA)
def test_1_what_was_not_there_last_time_is_new_whatever_it_is_called(sign):
    context = replace(SOMEBODY, previous={sign: NO})
    assert screened(context, **{sign: "yes_old"}).level is Level.EMERGENCY


def test_1_progressive_weakness_is_an_emergency() -> None:
    assert screened(leg_weakness="worse").level is Level.EMERGENCY
    assert screened(both_legs_weak="yes", foot_drop="yes").level is Level.EMERGENCY


def test_1_sexual_change_alone_is_not_but_with_another_sign_is() -> None:
    assert screened(sexual_change="yes").level is Level.SAME_DAY
    for sign in SADDLE + BLADDER_BOWEL:
        assert screened(sexual_change="yes_old", **{sign: "yes_old"}).level is Level.EMERGENCY


def test_1_numbness_around_the_seat_is_never_explained_away() -> None:
    """Only bladder, bowel and sex may be old and explained; a numb seat is urgent at any age."""
    assert all("known" not in RULES.questions.all[sign].values for sign in SADDLE)
    assert all("known" in RULES.questions.all[sign].values for sign in BLADDER_BOWEL)
    assert screened(urine_leak="known").level is Level.NOTE


def test_2_all_seven_both_questions_and_the_guidelines_are_there() -> None:
    assert {rule.flag for rule in RULES.all.values()} >= FLAGS


def test_2_everything_is_asked_again_at_every_visit() -> None:
    again = replace(SOMEBODY, previous=otherwise_no({}, SOMEBODY))
    assert list(asked({}, again, RULES)) == list(asked({}, SOMEBODY, RULES))


def test_3_how_poor_they_are_is_known_and_told() -> None:
    poor = RULES.how_poor
    assert (poor.flagged_fraction, poor.serious_fraction) == (0.804, 0.009)
    assert screened().limits.parameters["flagged"] == poor.flagged_fraction


@pytest.mark.parametrize(
    ("sign", "percent"),
    [("cancer_history", 33), ("steroids", 33), ("bruise_spine", 62)],
)
def test_3_a_strong_sign_acts_alone_and_says_how_strong(sign, percent):
    found = screened(**{sign: "yes"})
    assert found.level >= Level.DOCTOR_FIRST
    assert found.raised[0].reason.parameters["found"] == percent


@pytest.mark.parametrize("sign", WEAK)
def test_3_a_weak_sign_is_a_note_and_two_are_a_doctor_first(sign):
    little = {"weight_loss_kg": 1.0, "weight_kg": 80.0}
    assert screened(**{sign: WEAK[sign]}, **little).level is Level.NOTE
    for other, value in WEAK.items():
        if other != sign:
            pair = {sign: WEAK[sign], other: value}
            assert screened(**pair, **little).level >= Level.DOCTOR_FIRST


def test_3_age_alone_says_little() -> None:
    woman = replace(SOMEBODY, age=78.0, sex=Sex.FEMALE)
    assert screened(woman, first_episode="yes").level is Level.NOTE


def test_4_brand_new_pain_is_not_sold_a_course_and_any_sign_comes_first() -> None:
    new = replace(SOMEBODY, days_since_onset=10.0)
    (only,) = screened(new).raised
    assert (only.rule.id, only.level) == ("F1_new", Level.NOTE)
    assert only.time_frame.id == "two_and_six_weeks"
    assert "F1_new" not in [each.rule.id for each in screened(new, fever="yes").raised]
    assert screened(replace(SOMEBODY, days_since_onset=42.0)).raised == ()


def test_a_disc_that_progresses_goes_to_a_specialist_first_whatever_was_said_of_the_disc() -> None:
    for herniation in ("yes", "no", "not_sure"):
        found = screened(disc_herniation=herniation, disc_progress="yes")
        assert found.level is Level.SAME_DAY
    assert screened(disc_herniation="yes", disc_progress="not_sure").level is Level.SAME_DAY
    assert screened(disc_herniation="yes", disc_progress="no").level is Level.NOTE


def test_an_emergency_reads_nothing_that_could_be_a_reason_to_wait() -> None:
    for sign in ("chest_pain", "saddle_numbness", "fever"):
        assert screened(**{sign: "yes"}).limits.id == "screen.limits_urgent"


def test_inflammation_is_no_bar_to_gentle_care_and_a_fever_beside_it_is() -> None:
    signs = ("gradual_onset", "eases_with_movement", "not_eased_by_rest", "night_better_up")
    found = screened(**dict.fromkeys(signs, "yes"))
    assert (found.level, found.treatment_waits) == (Level.DOCTOR_FIRST, False)
    assert found.headline.id == "screen.level.gentle_care"
    assert screened(**dict.fromkeys(signs, "yes"), leg_numbness="yes").treatment_waits
    assert screened(**dict.fromkeys(signs, "yes"), fever="yes").treatment_waits
    assert not screened().treatment_waits


@pytest.mark.parametrize(
    ("days", "asks"), [(30.0, False), (90.0, False), (91.0, True), (None, True)]
)
def test_inflammation_is_asked_about_after_three_months_or_where_nobody_knows(days, asks):
    context = replace(SOMEBODY, days_since_onset=days)
    assert ("psoriasis" in set(asked({}, context, RULES))) is asks
