"""Several signs of one course: which are told, what they say together, which do not go along."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from backcheck.interchange.answer_json import to_json
from backcheck.knowledge.wording import Audience, languages, render
from backcheck.reports.document import document
from backcheck.stats.combine import Together
from backcheck.stats.functional import Quantity
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import AlsoStarted, Primary
from backcheck.verdict.rules import Verdict
from backcheck.verdict.several import Direction, Discordance, Role
from backcheck.verdict.signs_said import signs_said
from tests.support.courses import course, ratings, visits

WEEKS = [12, 19, 26, 33, 40, 47]
DAYS = 55
RNG = np.random.default_rng(5)
WOBBLE = RNG.normal(0.0, 0.5, DAYS)


def _level(before: float, after: float, wobble: float = 1.0) -> list[float]:
    """Level before the first visit, then a week's slope to another one."""
    slope = np.clip((np.arange(DAYS) - 12) / 7.0, 0.0, 1.0)
    values = before + (after - before) * slope + wobble * WOBBLE
    return [round(float(value), 1) for value in np.clip(values, 0.1, 9.9)]


BETTER = _level(7.0, 3.0)


def _assess(*others, primary=BETTER):
    return assess(course(ratings(primary), visits(WEEKS), *others))


def test_one_sign_alone_has_nothing_beside_it():
    answer = _assess()
    assert answer.several.signs == () and answer.several.combined is None
    assert answer.signs_said == ()
    found = to_json(answer)
    assert found["signs"] == [] and found["discordant"] == []
    assert found["combined"]["effect"]["mean"] is None
    assert document(answer, Audience.PATIENT).signs.rows == ()


def test_a_sign_rated_on_too_few_days_is_not_told():
    few = _assess(ratings([5.0, 5.0, 4.0], first_day=11, sign="sleep"))
    assert few.several.signs == ()
    assert "cannot.other_signs" in {said.id for said in few.cannot_show}
    enough = _assess(ratings([5.0, 5.0, 4.0, 4.0, 4.0], first_day=11, sign="sleep"))
    assert [each.sign.id for each in enough.several.signs] == ["pain", "sleep"]
    assert "cannot.other_signs" not in {said.id for said in enough.cannot_show}


def test_the_verdict_and_its_numbers_stay_those_of_the_primary_sign():
    alone = to_json(_assess())
    beside = to_json(_assess(ratings(_level(2.0, 8.0), sign="stiffness")))
    changed = {key for key in alone if alone[key] != beside[key]}
    allowed = {"signs", "combined", "discordant", "signs_said", "cannot_show", "usual_rules"}
    assert changed <= allowed
    assert beside["signs"][0]["p_helping"] == beside["p_helping"]


def test_signs_that_go_along_are_told_together_and_none_disagrees():
    answer = _assess(
        ratings(_level(7.0, 3.0, wobble=-1.0), sign="stiffness"),
        ratings(_level(3.0, 7.0), sign="sleep"),
    )
    assert [each.role for each in answer.several.signs] == [
        Role.PRIMARY,
        Role.SUPPORTING,
        Role.SUPPORTING,
    ]
    assert {each.direction for each in answer.several.signs} == {Direction.BETTER}
    assert answer.several.discordant == ()
    combined = answer.several.combined
    own = [each.effect for each in answer.several.signs]
    means = [effect.points.mean for effect in own]
    assert min(means) - 0.2 < combined.effect.mean < max(means) + 0.2
    width = combined.effect.high - combined.effect.low
    assert 0.5 < width / (own[0].points.high - own[0].points.low) < 1.0
    assert 0.3 <= combined.correlation <= 0.9
    assert combined.signs == 3


@pytest.mark.parametrize(
    ("primary", "other", "how"),
    [
        ((7.0, 3.0), (4.0, 8.0), Discordance.WORSE),
        ((4.0, 8.0), (7.0, 3.0), Discordance.BETTER),
        ((7.0, 3.0), (6.0, 6.2), Discordance.UNCHANGED),
        ((6.0, 6.2), (7.0, 3.0), Discordance.AHEAD),
        ((7.0, 3.0), (0.5, 0.5), None),  # there was no room for it to get better
        ((7.0, 3.0), (7.0, 3.5), None),
    ],
)
def test_which_sign_does_not_go_along(primary, other, how):
    answer = _assess(ratings(_level(*other), sign="stiffness"), primary=_level(*primary))
    first, second = answer.several.signs
    assert first.discordance is None
    assert second.discordance is how
    said = [each.id for each in answer.signs_said if each.id.startswith("signs.discord.")]
    assert said == ([] if how is None else [f"signs.discord.{how}"])
    for language in languages():
        for audience in (Audience.PRACTITIONER, Audience.PATIENT):
            assert all(render(each, audience, language) for each in answer.signs_said)


def test_a_measured_sign_stands_beside_in_its_own_unit():
    minutes = [round(10.0 + 12.0 * max(value - 2.0, 0.0)) for value in _level(7.0, 3.0)]
    answer = _assess(ratings(minutes, sign="stiffness_minutes"))
    second = to_json(answer)["signs"][1]
    assert second["sign"] == "stiffness_minutes" and second["direction"] == "better"
    assert 40.0 < second["start"] < 90.0 and 10.0 < second["level"] < 40.0
    rows = document(answer, Audience.PRACTITIONER).signs.rows
    assert [row[0] for row in rows] == [
        "pain (primary)",
        "morning stiffness in minutes",
        "All signs together",
    ]
    assert rows[1][2] == f"{second['start']:.0f} to {second['level']:.0f}"


def test_nothing_is_combined_where_the_primary_sign_has_too_few_days():
    thin = assess(
        course(
            ratings(_level(7.0, 3.0)[8:16], first_day=8),
            visits(WEEKS[:1]),
            ratings(_level(7.0, 3.0), sign="stiffness"),
        )
    )
    assert thin.verdict is Verdict.CANNOT_TELL_YET
    assert thin.several.combined is None and len(thin.several.signs) == 2


def test_the_order_in_which_the_other_signs_were_written_changes_nothing():
    stiff = ratings(_level(7.0, 5.0), sign="stiffness")
    sleep = ratings(_level(3.0, 6.0), sign="sleep")
    assert to_json(_assess(stiff, sleep)) == to_json(_assess(sleep, stiff))


def test_which_sign_is_primary_does_not_change_what_all_say_together():
    """The common effect is the same; weeks are counted from another first rating at most."""
    stiff, pain = ratings(_level(6.0, 4.0), sign="stiffness"), ratings(_level(7.0, 3.0))
    one = assess(course(pain, stiff, visits(WEEKS)))
    other = assess(course([Primary(0.0, "stiffness")], pain, stiff, visits(WEEKS)))
    assert one.several.combined == other.several.combined


@pytest.mark.parametrize(
    ("gap", "how"), [(-2.5, Discordance.BELOW), (2.5, Discordance.ABOVE), (0.4, None)]
)
def test_effects_that_lie_apart_are_told(monkeypatch, gap, how):
    """One course hardly tells two effects apart, so what all say together is made up here."""

    def apart(mean: float) -> Quantity:
        return Quantity(np.array([1.0]), np.array([mean]), np.array([0.5]))

    made_up = Together(apart(1.0), (apart(-gap), apart(gap)), 0.5)
    monkeypatch.setattr("backcheck.verdict.several.combine", lambda *_, **__: made_up)
    answer = _assess(ratings(_level(6.5, 3.5), sign="stiffness"))
    assert answer.several.signs[1].discordance is how
    together = answer.signs_said[-1].id
    assert (together == "signs.together.divided") is (how is not None)


@pytest.mark.parametrize(
    ("verdict", "p_helping", "bearing"),
    [
        (Verdict.PROBABLY_HELPING, 0.70, "supports"),
        (Verdict.VERY_LIKELY_HELPING, 0.60, "limits"),
        (Verdict.LITTLE_SIGN_OF_HELP, 0.10, "supports"),
        (Verdict.LITTLE_SIGN_OF_HELP, 0.30, "neither"),
        (Verdict.LITTLE_SIGN_OF_HELP, 0.70, "more"),
        (Verdict.BETTER_CAUSE_UNCLEAR, 0.70, "more"),
        (Verdict.CANNOT_TELL_YET, 0.50, "neither"),
    ],
)
def test_what_all_signs_do_to_the_verdict_is_said(verdict, p_helping, bearing):
    answer = _assess(ratings(_level(6.5, 3.5), sign="stiffness"))
    combined = dataclasses.replace(answer.several.combined, p_helping=p_helping)
    several = dataclasses.replace(answer.several, combined=combined)
    (said,) = signs_said(answer.diary, verdict, several)
    assert said.id == f"signs.together.{bearing}"


def test_something_else_that_began_is_not_told_as_more():
    events = ratings(_level(6.5, 3.5), sign="stiffness"), [AlsoStarted(15.0, "a class")]
    answer = _assess(*events)
    combined = dataclasses.replace(answer.several.combined, p_helping=0.9)
    several = dataclasses.replace(answer.several, combined=combined)
    (said,) = signs_said(answer.diary, Verdict.BETTER_CAUSE_UNCLEAR, several)
    assert said.id == "signs.together.neither"
