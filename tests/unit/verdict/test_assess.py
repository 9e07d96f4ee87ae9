"""From course to assessment: odd courses get a right answer, and nothing is counted twice."""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.interchange.answer_json import to_json
from backcheck.knowledge.thresholds import thresholds
from backcheck.verdict.answers import relief_durations
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import (
    Closed,
    Course,
    Flag,
    FlagLevel,
    PainSince,
    Plan,
    Primary,
    Rating,
    ReliefReport,
    Stratum,
    Visit,
)
from backcheck.verdict.rules import NextStep, Verdict
from tests.support.courses import course, diary, ratings, visits, weekly

WEEKS = [12, 19, 26, 33, 40, 47, 54, 61]
RNG = np.random.default_rng(5)
FALLING = [
    float(round(min(10, max(0, 7 - 0.08 * max(0, day - 12) + RNG.normal(0, 0.8)))))
    for day in range(68)
]


def test_an_empty_course_can_not_be_judged():
    answer = assess(Course("A1", False, ()))
    assert answer.verdict is Verdict.CANNOT_TELL_YET
    assert answer.next_step is NextStep.KEEP_MEASURING
    assert to_json(answer)["p_helping"] is None


def test_visits_without_ratings():
    answer = assess(course(visits(WEEKS)))
    assert answer.verdict is Verdict.CANNOT_TELL_YET
    assert answer.next_step is NextStep.ADJUST
    assert [s.id for s in answer.because] == ["because.no_rating", "step.nothing_to_judge"]


def test_one_rating_gives_numbers_and_no_verdict():
    answer = to_json(assess(course(ratings([6]), visits([12]))))
    assert answer["verdict"] == "CANNOT_TELL_YET"
    assert 0.02 < answer["p_helping"] < 0.1  # about the prior of one visit


@pytest.mark.parametrize("value", [0, 5, 10], ids=["all 0", "all equal", "all 10"])
def test_ratings_that_never_change_show_no_help(value):
    answer = to_json(assess(weekly([value] * 68, 8)))
    assert answer["verdict"] in ("LITTLE_SIGN_OF_HELP", "CANNOT_TELL_YET")
    assert answer["p_helping"] < 0.65  # at an end of the scale the treatment cannot be seen
    low, high = (answer["forecast"]["if_continued"][end] for end in ("low", "high"))
    assert 0 <= low <= high <= 10


def test_all_nought_from_the_first_day_has_nothing_to_reach():
    assert assess(weekly([0] * 68, 8)).next_step is NextStep.FINISH


def test_ratings_only_after_the_closing_are_too_few_before():
    answer = assess(course(visits(WEEKS), [Closed(62.0)], ratings([3] * 10, first_day=63)))
    assert answer.verdict is Verdict.CANNOT_TELL_YET
    assert answer.because[0].id == "because.few_days_before"


def test_a_gap_of_a_year_is_bridged():
    late = ratings([3.0] * 10, first_day=430)
    answer = to_json(assess(course(ratings(FALLING), visits(WEEKS), late)))
    early = to_json(assess(course(ratings(FALLING), visits(WEEKS))))
    assert answer["ratings"] == early["ratings"] + 10
    width = {k: a["effect"]["high"] - a["effect"]["low"] for k, a in (("l", answer), ("e", early))}
    assert np.isfinite(list(width.values())).all()


def test_ten_thousand_ratings():
    many = [Rating(day / 100, "pain", float(4 + day % 3)) for day in range(10_000)]
    answer = to_json(assess(course(many, visits([40, 47, 54, 61]))))
    assert answer["ratings"] == 10_000
    assert answer["verdict"] == "LITTLE_SIGN_OF_HELP"


def test_later_events_are_not_used_and_are_counted():
    whole = course(ratings(FALLING), visits(WEEKS))
    cut = assess(whole, 40.0)
    again = assess(course(ratings(FALLING[:40]), visits([12, 19, 26, 33])), 40.0)
    assert cut.diary.ignored_after == 28 + 4
    assert to_json(cut) | {"ignored_after": 0} == to_json(again)


def test_a_moment_before_everything_uses_nothing():
    answer = assess(course(ratings(FALLING), visits(WEEKS)), -5.0)
    assert answer.diary.ignored_after == len(FALLING) + len(WEEKS) + 1
    assert answer.verdict is Verdict.CANNOT_TELL_YET


def test_a_shift_of_all_times_changes_nothing():
    here = course(ratings(FALLING), visits(WEEKS))
    moved = [type(e)(e.at_days + 20_500, *list(_rest(e))) for e in here.events[1:]]
    there = Course("A1", False, (PainSince(20_500.0, stratum=Stratum.OVER_A_YEAR), *moved))
    one, other = to_json(assess(here)), to_json(assess(there))
    assert one | {"on": 0} == other | {"on": 0}


def _rest(event):
    return [getattr(event, name) for name in event.__slots__[1:]]


def test_a_sign_where_more_is_better_is_the_mirror_of_pain():
    pain = to_json(assess(course(ratings(FALLING), visits(WEEKS))))
    better = [Primary(0.0, "sleep"), *ratings([10 - v for v in FALLING], sign="sleep")]
    sleep = to_json(assess(course(better, visits(WEEKS))))
    assert sleep["p_helping"] == pain["p_helping"]
    level, mirrored = pain["forecast"]["if_continued"], sleep["forecast"]["if_continued"]
    assert mirrored["mean"] == pytest.approx(10 - level["mean"])
    assert mirrored["low"] == pytest.approx(10 - level["high"])


def test_a_measured_sign_is_judged_and_told_on_its_own_scale():
    """The same harm day by day as pain, so the same answer, but for the noise it is believed to
    have; the level comes back in centimetres."""
    centimetres = [4.5 * value for value in FALLING]
    reach = [Primary(0.0, "reach_cm"), *ratings(centimetres, sign="reach_cm")]
    answer = assess(course(reach, visits(WEEKS)))
    pain = assess(course(ratings(FALLING), visits(WEEKS)))
    change, same = answer.answers.change, pain.answers.change
    assert change.points.mean == pytest.approx(same.points.mean, abs=0.3)
    assert change.level == pytest.approx(4.5 * change.level_harm, abs=0.005)
    forecast = answer.answers.effect.forecast.if_stopped
    assert 0.0 <= forecast.low <= forecast.mean <= forecast.high <= 45.0
    assert "cannot.measured" in {said.id for said in answer.cannot_show}
    assert "because.measured" in {said.id for said in answer.because}
    assert set(answer.usual_rules.values()) == {None}


def test_the_aim_of_a_measured_sign_is_told_in_its_unit():
    """Near the floor for weeks: the usual level is within a point of the best."""
    near = [22.0] * 12 + [9.0] * 5 + [1.0] * 43
    reach = [Primary(0.0, "reach_cm"), *ratings(near, sign="reach_cm")]
    answer = assess(course(reach, visits(WEEKS)))
    assert answer.next_step is NextStep.FINISH
    (said,) = [each for each in answer.because if each.id.startswith("step.")]
    assert said.id == "step.aim_reached_measured"
    assert said.parameters["level"] == answer.answers.change.level < 4.5


def test_the_wrong_stratum_matters_and_unknown_lies_between():
    def helping(stratum):
        return to_json(assess(course(ratings(FALLING), visits(WEEKS), since=stratum)))["p_helping"]

    acute, mixed, long = (helping(s) for s in (Stratum.ACUTE, Stratum.MIXED, Stratum.OVER_A_YEAR))
    assert acute < mixed < long
    assert helping(None) == mixed


@pytest.mark.parametrize(
    ("lasted", "stratum"),
    [
        (0, "acute"),
        (41.9, "acute"),
        (42, "persistent"),
        (364.9, "persistent"),
        (365, "over_a_year"),
    ],
)
def test_the_stratum_is_how_long_the_pain_had_lasted_at_the_first_rating(lasted, stratum):
    first = 20 / 24
    since = [PainSince(0.0, began_at_days=first - lasted)]
    answer = assess(course(since, ratings([6] * 20), visits([12]), since=None))
    assert answer.stratum == stratum


def test_the_forecast_without_visits_left_is_today():
    forecast = assess(weekly(FALLING, 8)).answers.effect.forecast
    assert forecast.if_continued == forecast.if_stopped
    more = course([Plan(0.0, 12)], ratings(FALLING), visits(WEEKS))
    assert assess(more).answers.effect.forecast.if_continued != forecast.if_continued


def test_relief_belongs_to_the_visit_before_and_the_latest_report_counts():
    reports = [ReliefReport(14.0, None), ReliefReport(16.0, 3.0)]
    reports += [ReliefReport(19 + 10 / 24, 1.0), ReliefReport(25.0, None)]
    found = relief_durations(diary(visits([12, 19]), reports))
    assert [(d.number, d.held_days, d.still_holding) for d in found] == [
        (1, 1.0, False),
        (2, pytest.approx(25 - 19 - 10 / 24), True),
    ]


@pytest.mark.parametrize("start", [0.02, 0.1, 0.3, 0.47, 1 / 3])
def test_day_numbers_with_fractions_are_no_trouble(start):
    """Weeks added to a fraction of a day do not come back to the last bit."""
    diary_days = [Rating(day + start + 0.46, "pain", 6.0 - day // 20) for day in range(38)]
    for count in (1, 2, 3, 4):
        assert assess(course(diary_days, [Visit(10 + start + 7 * n) for n in range(count)]))


def test_relief_that_only_ever_holds_says_nothing_about_lengthening():
    holding = [ReliefReport(day + 6.5, None) for day in WEEKS]
    ended = [ReliefReport(day + 6.5, 3.0) for day in WEEKS[:2]]
    nothing = assess(course(ratings(FALLING), visits(WEEKS), holding))
    assert nothing.answers.relief.reports == 8
    assert nothing.answers.relief.enough is False
    missing = [s for s in nothing.would_change if s.id == "change.relief_reports"]
    assert missing[0].parameters["count"] == 2
    some = assess(course(ratings(FALLING), visits(WEEKS), ended, holding[2:]))
    assert some.answers.relief.enough is True


def test_who_never_had_pain_can_not_have_got_better():
    """The latent level has no floor; without the bound this course was 'better'."""
    answer = assess(weekly([0] * 68, 8))
    change = answer.answers.change
    assert change.points.mean > 0.5
    assert change.p_one_point < 0.2
    assert change.at_an_end is True
    assert "cannot.end_of_scale" in [s.id for s in answer.cannot_show]
    middle = assess(weekly([5] * 68, 8))
    assert middle.answers.change.at_an_end is False


def test_worse_is_said_in_the_first_sentence_even_with_few_days():
    few = course(ratings([3, 3], first_day=5), visits([8, 15, 22, 29]), ratings([8] * 25, 8))
    answer = assess(few)
    assert answer.verdict is Verdict.WORSE
    assert answer.five_sentences[0].id == "five.changed.worse"
    assert "change.worse" in [s.id for s in answer.would_change]


def test_worse_is_not_a_reason_where_it_is_not_the_verdict():
    unrated_before = course(visits([0, 7, 14, 21, 28]), ratings([1] * 3, 1), ratings([8] * 8, 30))
    answer = assess(unrated_before)
    assert answer.verdict is Verdict.CANNOT_TELL_YET
    assert "step.worse" not in [s.id for s in answer.because]


def test_a_closed_course_plans_nothing():
    ended = course(ratings(FALLING), visits(WEEKS), [Closed(62.0)])
    answer = assess(ended)
    assert answer.five_sentences[4].id == "five.next.closed"
    assert "step.closed" in [s.id for s in answer.because]
    short = assess(course(ratings(FALLING[:30]), visits(WEEKS[:2]), [Closed(31.0)]))
    assert "change.visits" not in [s.id for s in short.would_change]


def test_the_last_day_is_counted_only_while_the_treatment_goes_on():
    late = ratings([3.0] * 3, first_day=150)
    going = assess(course(ratings(FALLING), visits(WEEKS[:6]), late))
    ended = assess(course(ratings(FALLING), visits(WEEKS[:6]), [Closed(60.0)], late))
    assert any(s.id.startswith("step.limit_days") for s in going.because)
    assert not any(s.id.startswith("step.limit_days") for s in ended.because)


def test_when_all_agreed_visits_are_done_nothing_is_said_of_going_on():
    answer = assess(weekly(FALLING, 8))
    assert answer.because[-1].id == "step.plan_done"
    if answer.next_step is NextStep.CONTINUE:
        assert answer.five_sentences[4].id == "five.next.new_agreement"


def test_a_course_without_numbers_is_asked_to_rate():
    assert assess(course(visits(WEEKS))).five_sentences[4].id == "five.next.start_rating"


def test_figures_of_pain_are_not_told_of_sleep():
    sleep = [Primary(0.0, "sleep"), *ratings([4] * 60, sign="sleep")]
    answer = assess(course(sleep, visits(WEEKS)))
    assert answer.five_sentences[1].id == "five.anyway.other_sign"


def test_a_stratum_alone_is_told_with_the_range_of_its_groups():
    answer = assess(course(ratings(FALLING), visits(WEEKS), since=Stratum.PERSISTENT))
    assert answer.five_sentences[1].id == "five.anyway.between"
    assert answer.five_sentences[1].parameters["low"] < answer.five_sentences[1].parameters["high"]


def test_the_duration_is_known_without_a_rating_too():
    since = [PainSince(5.0, began_at_days=-100.0)]
    assert assess(course(since, visits([12]), since=None)).stratum is Stratum.PERSISTENT


def test_the_median_of_relief_is_that_of_the_latest_reported_visit():
    """Reports on visits 1 to 5 and 9: the trend is carried to the ninth, not to the sixth."""
    days = [12 + 7 * number for number in range(9)]
    held = [ReliefReport(days[n] + 6.5, 2.0 + n) for n in (0, 1, 2, 3, 4, 8)]
    found = assess(course(ratings(FALLING), visits(days), held)).answers.relief
    shifted = [ReliefReport(days[n] + 6.5, 2.0 + n) for n in (0, 1, 2, 3, 4, 5)]
    other = assess(course(ratings(FALLING), visits(days), shifted)).answers.relief
    assert found.median_days > other.median_days


def test_a_flag_cleared_at_the_same_moment_is_cleared():
    flags = [Flag(20.0, FlagLevel.CLEARED, "Dr A"), Flag(20.0, FlagLevel.EMERGENCY, "saddle")]
    assert assess(course(visits(WEEKS), flags)).next_step is not NextStep.REFER


def test_relief_that_ended_outweighs_relief_that_holds_at_the_same_moment():
    both = [ReliefReport(15.0, 2.0), ReliefReport(15.0, None)]
    (duration,) = relief_durations(diary(visits([12]), both))
    assert duration.still_holding is False


@pytest.mark.parametrize("since", [Stratum.OVER_A_YEAR, Stratum.PERSISTENT, Stratum.MIXED])
def test_what_was_expected_anyway_adds_up_with_what_is_shown(since):
    answer = assess(course(ratings(FALLING), visits(WEEKS), since=since))
    shown = answer.five_sentences[0].parameters
    expected = answer.five_sentences[1].parameters["ours"].parameters["expected"]
    assert expected > 0.0
    assert round(shown["beyond"], 1) + expected == pytest.approx(round(shown["change"], 1))


def test_before_the_first_visit_what_is_missing_is_said_and_nothing_else():
    answer = assess(course(ratings([5.0] * 4)))
    first, second = answer.five_sentences[:2]
    assert (first.id, first.parameters) == ("five.changed.not_begun", {"count": 4, "needed": 5})
    assert second.parameters["ours"].id == "five.expected.not_yet"


def test_a_change_that_is_not_surely_a_third_is_not_called_plainly_better():
    told = {}
    for drop in (0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0):
        answer = assess(course(ratings([6.0] * 10 + [6.0 - drop] * 58), visits(WEEKS)))
        told[answer.five_sentences[0].id] = answer.answers.change
    better = thresholds().better
    probably = told["five.changed.probably_better"]
    assert probably.p_one_point >= better.points_prob
    assert probably.p_real < better.fraction_prob
    assert told["five.changed.better"].p_real >= better.fraction_prob
    assert told["five.changed.unclear"].p_one_point < better.points_prob
