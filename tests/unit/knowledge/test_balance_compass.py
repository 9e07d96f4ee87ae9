"""The compass of a session: one step at a time, and an end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backcheck.knowledge.balance.compass import Tried, guide
from backcheck.knowledge.balance.lineage_reading import COMPASS, lineage
from backcheck.knowledge.balance.option import options
from backcheck.knowledge.balance.pain import Side, read_pains
from backcheck.knowledge.wording import Audience, render

TAN = lineage()
OFFERED = options(read_pains(["BL:right:L4"]), TAN, unverified=False)


def _tried(option, after, before=6.0, side=None):
    return Tried(option, side or Side(option.side), (), before, after)


def _rule(guidance):
    return guidance.why.said.id.removeprefix("balance.next.")


def _by(number, projection="image"):
    (found,) = [
        each
        for each in OFFERED
        if each.system.number == number and each.projection.name == projection
    ]
    return found


def test_before_anything_was_tried_no_order_is_claimed():
    guidance = guide([], OFFERED, TAN)
    assert guidance.next is OFFERED[0]
    assert guidance.why.said.id == "balance.order"


def test_better_and_not_gone_is_one_more_beside_it():
    """Case 19: six, then one, then nothing."""
    first = _tried(_by(1), 1.0)
    guidance = guide([first], OFFERED, TAN)
    assert (_rule(guidance), guidance.next, guidance.next_side) == ("better", _by(1), "left")
    gone = guide([first, _tried(_by(1), 0.0, before=1.0)], OFFERED, TAN)
    assert (_rule(gone), gone.next) == ("gone", None)
    assert gone.today.parameters == {"before": 6.0, "after": 0.0}


def test_no_change_is_the_other_projection_of_the_same_channel():
    guidance = guide([_tried(_by(1), 6.0)], OFFERED, TAN)
    assert (_rule(guidance), guidance.next) == ("other_projection", _by(1, "reverse_image"))


def test_no_change_where_either_side_may_be_is_the_other_side_first():
    guidance = guide([_tried(_by(2), 5.5, side=Side.LEFT)], OFFERED, TAN)
    assert (_rule(guidance), guidance.next, guidance.next_side) == ("other_side", _by(2), "right")


def test_then_it_is_the_next_system_and_never_a_place_that_was_tried():
    """For BL the fifth system leads to the channel of the first, so it is passed over."""
    tried = [_tried(_by(1), 6.0), _tried(_by(1, "reverse_image"), 6.0)]
    guidance = guide(tried, OFFERED, TAN)
    assert (_rule(guidance), guidance.next) == ("next_system", _by(2))


def test_what_gets_worse_ends_the_suggestions():
    guidance = guide([_tried(_by(1), 8.0)], OFFERED, TAN)
    assert (_rule(guidance), guidance.next) == ("worse", None)
    assert guidance.changed.id == "balance.compass.worse"


def _whole_session(after_of_first):
    tried = []
    while True:
        guidance = guide(tried, OFFERED, TAN)
        if guidance.next is None:
            return guidance, tried
        after = after_of_first if not tried else 6.0
        named = guidance.next_side
        side = Side.LEFT if named == "either" else Side(named)
        before = 6.0 if len(tried) != 1 else after_of_first
        tried.append(Tried(guidance.next, side, (), max(before, after), after))
        assert len(tried) < 30


def test_a_session_in_which_nothing_changes_ends_and_says_so():
    guidance, tried = _whole_session(after_of_first=6.0)
    assert _rule(guidance) == "nothing_changed"
    places = {(each.option.by, each.option.zone.where, each.side) for each in tried}
    assert len(places) == len(tried) == 8  # SI and KI two places, LU two on both sides


def test_one_that_changed_something_says_that_instead():
    tried = [_tried(_by(1), 5.0)]
    for option in OFFERED:
        sides = (Side.LEFT, Side.RIGHT) if option.side == "either" else (Side.LEFT,)
        tried += [_tried(option, 5.0, before=5.0, side=side) for side in sides]
    assert _rule(guide(tried, OFFERED, TAN)) == "nothing_left"


def test_a_change_below_the_smallest_that_counts_is_none():
    guidance = guide([_tried(_by(1), 5.1)], OFFERED, TAN)
    assert guidance.changed.id == "balance.compass.same"


def test_the_scores_that_decide_are_the_lineages():
    finer = replace(TAN, scores=replace(TAN.scores, smallest_change_points=0.5))
    assert _rule(guide([_tried(_by(1), 5.1)], OFFERED, finer)) == "better"


@pytest.mark.parametrize("scores", [(11.0, 3.0), (4.0, -1.0)])
def test_a_score_beyond_the_scale_is_refused(scores):
    with pytest.raises(ValueError, match="0 to 10"):
        Tried(_by(1), Side.LEFT, (), *scores)


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("after", [0.0, 3.0, 6.0, 9.0])
def test_it_is_said_to_both_readers_and_always_with_its_limits(after, language):
    guidance = guide([_tried(_by(1), after)], OFFERED, TAN)
    for reader in (Audience.PRACTITIONER, Audience.PATIENT):
        said = (guidance.today, guidance.changed, guidance.why.told_to(reader), guidance.limits)
        assert all(render(each, reader, language) for each in said)
    assert guidance.limits.id == "balance.compass.limits"


def test_every_rule_of_the_compass_has_its_own_row():
    assert {*TAN.compass} == {*COMPASS}
