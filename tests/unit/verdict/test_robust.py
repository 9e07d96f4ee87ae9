"""What a verdict depends on, on courses built so that one thing decides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backcheck.knowledge.response import STANCES
from backcheck.knowledge.stance_cuts import read_stance_cuts, stance_cuts
from backcheck.knowledge.thresholds import thresholds
from backcheck.verdict.alternatives import NAMED, cuts_of, other_priors, without, without_one_rating
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import Rating, Stratum
from backcheck.verdict.robust import DependsOn, robustness
from backcheck.verdict.rules import Verdict, neutral_cuts
from tests.support.courses import course, ratings, visits, weekly

FLAT = [6, 5, 6, 7, 6, 6, 5, 6, 7, 6] * 6


def recovering():
    """An acute pain that goes by itself while visits are paid."""
    rng = np.random.default_rng(4)
    days = np.arange(60)
    level = 7.5 - 5.0 * (1.0 - np.exp(-np.maximum(days - 12, 0) / 14.0))
    return [float(round(x)) for x in level + rng.normal(0.0, 0.5, 60)]


def found_of(told):
    found = robustness(assess(told))
    assert found is not None
    return found


def test_a_flat_line_holds_whatever_is_changed():
    found = found_of(weekly(FLAT, 7))
    assert found.verdict is Verdict.LITTLE_SIGN_OF_HELP
    assert found.holds
    assert found.depends_on == ()
    assert {each.verdict for each in found.alternatives} == {Verdict.LITTLE_SIGN_OF_HELP}
    assert len(found.priors) == len(Stratum) * len(STANCES)


def test_a_recovery_entered_as_long_lasting_pain_depends_on_how_long_it_had_lasted():
    values = recovering()
    days = [12 + 7 * n for n in range(7)]
    wrong = course(ratings(values), visits(days), since=Stratum.OVER_A_YEAR)
    found = found_of(wrong)
    assert found.verdict.is_helping
    assert DependsOn.DURATION in found.depends_on
    told = {each.stratum: each.verdict for each in found.others(DependsOn.DURATION)}
    right = course(ratings(values), visits(days), since=Stratum.ACUTE)
    assert told[Stratum.ACUTE] is assess(right).verdict
    assert not told[Stratum.ACUTE].is_helping


def falling_by(drop_points):
    """A slow fall under weekly visits."""
    values = [6.0 - drop_points * min(1.0, max(0.0, (d - 12) / 40)) for d in range(60)]
    return weekly([v + (0.5 if d % 3 == 0 else -0.25) for d, v in enumerate(values)], 7)


@pytest.fixture(scope="module")
def edge():
    """The least fall that is called helping, and then a little more, until few ratings decide."""
    not_yet, enough = 0.0, 6.0
    while enough - not_yet > 0.01:
        middle = 0.5 * (not_yet + enough)
        if assess(falling_by(middle)).verdict.is_helping:
            enough = middle
        else:
            not_yet = middle
    for hundredths in range(0, 60, 2):
        told = falling_by(enough + hundredths / 100)
        found = found_of(told)
        if 0 < len(found.ratings) <= NAMED:
            return told, found
    pytest.fail("no course on an edge")


def test_a_rating_that_decides_is_named_and_without_it_the_product_says_what_was_told(edge):
    told, found = edge
    assert DependsOn.ONE_RATING in found.depends_on
    for each in found.ratings:
        (at,) = each.without_days
        kept = tuple(e for e in told.events if not (isinstance(e, Rating) and e.at_days == at))
        assert assess(replace(told, events=kept)).verdict is each.verdict
        assert each.verdict is not found.verdict


def test_leaving_out_what_is_not_there_changes_nothing(edge):
    told, found = edge
    assessment = assess(told)
    same = without(assessment.diary, (1234.5,))
    assert same is not None
    assert same.verdict is assessment.verdict
    assert same.helping_prob == assessment.answers.effect.p_helping["neutral"]
    assert found.ratings_tried == len(assessment.diary.readings)


def test_the_answers_own_prior_comes_first_and_says_what_the_answer_says():
    for name in (Stratum.ACUTE, Stratum.MIXED):
        since = None if name is Stratum.MIXED else name
        told = course(ratings(recovering()), visits([12, 19, 26, 33, 40]), since=since)
        assessment = assess(told)
        first, *others = other_priors(assessment.diary)
        assert (first.stratum, first.stance) == (name, "neutral")
        assert first.verdict is assessment.verdict
        assert first.helping_prob == assessment.answers.effect.p_helping["neutral"]
        own = [each for each in others if each.stratum is name]
        told_by_stance = {each.stance: each.helping_prob for each in own}
        for stance in STANCES[1:]:
            assert told_by_stance[stance] == assessment.answers.effect.p_helping[stance]


def test_the_last_week_that_made_the_answer_is_told():
    values = [6.0 + 0.5 * (d % 2) for d in range(53)] + [9.5] * 7
    found = found_of(weekly(values, 7))
    quiet = found_of(weekly(values[:53], 6))
    assert found.verdict is not quiet.verdict
    assert DependsOn.LAST_WEEK in found.depends_on
    assert found.last_week is not None
    assert len(found.last_week.without_days) == 7


@pytest.mark.parametrize(
    "told",
    [
        course(ratings(FLAT)),
        course(ratings([6] * 30, first_day=13), visits([12, 19, 26])),
        course(visits([12, 19])),
        course(ratings([6] * 40, sign="schober_cm"), visits([12, 19, 26])),
    ],
    ids=["no visit", "no day before", "no rating", "another sign alone"],
)
def test_with_too_little_to_judge_nothing_is_said(told):
    assert robustness(assess(told)) is None


def test_one_left_out_in_many_cells_is_one_left_out_of_the_file():
    """The look in the heaviest cells against whole runs: .02 is the cells' own worst error."""
    told = weekly([5 + (d * 7 % 4) / 2 - d / 30 for d in range(40)], 4)
    diary = assess(told).diary
    every = without_one_rating(diary, base=None)
    assert [each.without_days[0] for each in every] == [r.at_days for r in diary.readings]
    for each in every[::6]:
        again = without(diary, each.without_days)
        assert again is not None
        assert each.helping_prob == pytest.approx(again.helping_prob, abs=0.02)


def test_a_cut_belongs_to_its_prior():
    measured = stance_cuts()
    own, rules = neutral_cuts(), thresholds()
    assert cuts_of("neutral") == own
    assert cuts_of("sceptical").very_likely == rules.helping.very_likely_sceptical_prob
    # .05: the error of a quantile of some 1,600 simulated courses, of which few reach it
    assert measured["sceptical"].very_likely_prob == pytest.approx(
        rules.helping.very_likely_sceptical_prob, abs=0.05
    )
    for cut in range(3):
        assert cuts_of("sceptical")[cut] < own[cut] < cuts_of("informed")[cut]
    told = measured["neutral"]
    assert (told.very_likely_prob, told.probably_prob, told.little_prob) == own


def test_each_stance_with_its_own_cuts_is_wrong_about_as_often():
    """Within .02 of all simulated courses in which nothing helped."""
    measured = stance_cuts()
    for stance in STANCES[1:]:
        assert measured[stance].of_nothing == pytest.approx(
            measured["neutral"].of_nothing, abs=0.02
        )


def test_a_file_of_cuts_with_faults_tells_all_of_them():
    with pytest.raises(ValueError, match="engine is missing") as told:
        read_stance_cuts('{"stances": {"neutral": {"very_likely_prob": 2}}}')
    for part in ("must be neutral", "and nothing else", "from 0 to 1", "measure_stances"):
        assert part in str(told.value)
