"""The measured counts: complete, and every rate derived from them by its definition."""

from __future__ import annotations

import json

import pytest

from backcheck.knowledge.how_often_wrong import FILE, how_often_wrong, read_how_often_wrong
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.scenarios import scenarios

TEXT = (DATA / FILE).read_text(encoding="utf-8")
NULLS = ["N0", "N1", "N2", "D1", *(f"unseen {number}" for number in range(1, 8))]
NULLS += [f"own {number}" for number in range(1, 7)]


def _shares(codes, count):
    """Straight from the file, without the product's code."""
    ids = [s.id for s in scenarios().all.values() if s.code in codes]
    whole = [json.loads(TEXT)["scenarios"][key]["whole"] for key in ids]
    return [count(each) / each["n"] for each in whole]


def _said(*verdicts):
    return lambda each: sum(each["verdicts"][verdict] for verdict in verdicts)


@pytest.mark.parametrize(
    ("answer", "codes", "count"),
    [
        ("very_likely_helping", NULLS, _said("VERY_LIKELY_HELPING")),
        ("probably_helping", NULLS, _said("VERY_LIKELY_HELPING", "PROBABLY_HELPING")),
        ("little_sign_of_help", ["R1", "R2", "R3", "L1", "M1"], _said("LITTLE_SIGN_OF_HELP")),
        ("cannot_tell_yet", ["R1", "R2", "R3", "L1", "M1"], _said("CANNOT_TELL_YET")),
        (
            "worse",
            [*({*NULLS} - {"D1", "unseen 2", "unseen 6", "own 2"}), "R1", "R2", "R3", "L1", "M1"],
            _said("WORSE"),
        ),
        *(
            (rule, NULLS, lambda each, rule=rule: each["usual_helped"][rule])
            for rule in json.loads(TEXT)["scenarios"]["gradual"]["whole"]["usual_helped"]
        ),
    ],
)
def test_a_rate_is_the_least_and_the_worst_where_the_answer_is_wrong(answer, codes, count):
    rate, shares = how_often_wrong().error_rates[answer], _shares(codes, count)
    assert (rate.least, rate.worst) == (min(shares), max(shares))
    assert rate.worst > 0.0  # else nothing was measured


def test_worse_is_found_where_everybody_got_worse():
    (share,) = _shares(["D1"], _said("WORSE"))
    assert how_often_wrong().found_rates["worse"].found_fraction == share


def test_better_cause_unclear_is_told_for_both_sides():
    said = how_often_wrong().said_rates["better_cause_unclear"]
    nothing = _shares(NULLS, _said("BETTER_CAUSE_UNCLEAR"))
    helped = _shares(["R1", "R2", "R3", "L1", "M1"], _said("BETTER_CAUSE_UNCLEAR"))
    assert (said.least_of_nothing, said.most_of_nothing) == (min(nothing), max(nothing))
    assert (said.least_of_helped, said.most_of_helped) == (min(helped), max(helped))


def test_the_study_was_large_enough_to_be_quoted():
    assert how_often_wrong().n >= 1000  # one standard error of a rate of .1 is below .01


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r.pop("seed"), "seed is missing"),
        (lambda r: r["scenarios"].pop("late"), "late: was not measured"),
        (lambda r: r["scenarios"].update(later={}), "later: no such scenario"),
        (lambda r: r["scenarios"]["late"]["whole"].pop("verdicts"), "verdicts missing"),
        (lambda r: r["scenarios"]["late"]["whole"].update(n=1), "n must be"),
        (lambda r: r["scenarios"]["late"]["small"]["verdicts"].update(WORSE=7), "must sum to n"),
        (lambda r: r["scenarios"]["late"]["small"]["usual_helped"].pop("week_against_week"), "be"),
        (lambda r: r["scenarios"]["late"]["small"]["verdicts"].update(WORSE=-1), "whole numbers"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(change, fault):
    root = json.loads(TEXT)
    change(root)
    with pytest.raises(KnowledgeFaults, match=fault):
        read_how_often_wrong(json.dumps(root))
