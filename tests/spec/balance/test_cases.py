"""The published treatments: reproduced where the tables do, and told apart where they don't."""

from __future__ import annotations

import pytest

from backcheck.knowledge.balance.cover import covers
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.nearby import uses_beside
from backcheck.knowledge.balance.offer import offers
from backcheck.knowledge.balance.pain import read_pains
from backcheck.knowledge.balance.place import heard
from backcheck.knowledge.balance.sick import sick
from backcheck.knowledge.planned import Background

from .cases import CASES, Fit

TAN = lineage()


def _offered(needled):
    return offers(read_pains([needled.pain]), TAN, Background())


def _codes(offer):
    return {
        *(point.code for point in (*offer.points, *offer.near)),
        *(use.point for use in offer.uses),
    }


def _of(fit):
    return [
        pytest.param(
            needled, id=f"{case.number}-{needled.pain}-{needled.channel}-{needled.systems}"
        )
        for case in CASES
        if case.fit is fit
        for needled in case.needled
    ]


@pytest.mark.parametrize("needled", _of(Fit.MATCH) + _of(Fit.PARTIAL))
def test_the_tables_lead_to_what_was_published(needled):
    found = [
        offer
        for offer in _offered(needled)
        if offer.option.channel == needled.channel
        and offer.option.side == needled.side
        and needled.projection in ("", offer.option.projection.name)
        and {*needled.points} <= _codes(offer)
    ]
    assert {offer.option.system.number for offer in found} == {*needled.systems}


@pytest.mark.parametrize("needled", _of(Fit.TUNG))
def test_what_a_school_needles_without_a_row_is_no_option(needled):
    (pain,) = read_pains([needled.pain])
    offered = _offered(needled)
    assert needled.channel not in {offer.option.channel for offer in offered}
    assert not any({*needled.points} & _codes(offer) for offer in offered)
    assert {*needled.points} <= {use.point for use in uses_beside(pain.level, TAN)}


@pytest.mark.parametrize("needled", _of(Fit.NEGATIVE))
def test_a_channel_that_fits_at_a_place_that_does_not_is_not_offered(needled):
    on_channel = [e for e in _offered(needled) if e.option.channel == needled.channel]
    assert {offer.option.system.number for offer in on_channel} == {*needled.systems}
    assert not any({*needled.points} & _codes(offer) for offer in on_channel)


def test_case_3_the_map_of_the_low_back():
    told = {
        "low back on the spine, right": "GV",
        "right low back, 1.5 cun from the spine": "BL",
        "right low back, 3 cun from the spine": "BL",
        "right low back, round the side": "GB",
        "right low back, deep": "KI",
        "right low back, to the front": "KI",
    }
    for words, channel in told.items():
        found = sick(heard(words).places, TAN)
        assert {pain.sick for pain in found.pains} == {channel}, words


def test_case_4_one_small_set_covers_back_and_knee():
    knee = ("KI", "SP", "LR", "ST", "GB", "BL")
    fewest = covers(knee, TAN)
    assert fewest
    assert all(len(cover.by) <= 3 < len(knee) for cover in fewest)


def test_case_24_two_channels_of_neck_and_shoulder_are_covered_by_two():
    assert {len(cover.by) for cover in covers(("GB", "TE"), TAN)} == {2}


def test_every_kind_of_fit_is_among_the_cases():
    assert {case.fit for case in CASES} == {*Fit}
    assert len({case.number for case in CASES}) == len(CASES)
