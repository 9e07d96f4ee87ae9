"""The tables of the systems, held against the rules that generate them, all of them."""

from __future__ import annotations

from itertools import combinations

import pytest

from backcheck.knowledge.balance.channel import Limb, Polarity, are_neighbours, channels
from backcheck.knowledge.balance.cover import covers, fours
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.rule import BalanceRule, clock_steps, derived
from backcheck.knowledge.provenance import Certainty

TAN = lineage()
TWELVE = [code for code, each in channels().items() if each.limb is not Limb.MIDLINE]
FIVE = list(TAN.taught(unverified=False))
ROWS = [(system, row) for system in TAN.systems.values() for row in system.table.values()]
DERIVED = [(s, r) for s, r in ROWS if s.rule not in (BalanceRule.FRONT_BACK, BalanceRule.STAND_IN)]
# As the specification prints them, in the order of the fifteen.
FIFTEEN = """LU LI ST SP · LU LI ST LR · LU LI GB LR · LU SP BL TE · LU TE GB LR · LI ST SP HT
· LI HT KI GB · ST SP HT SI · ST SI PC LR · SP HT SI BL · HT SI BL KI · SI BL KI PC · BL KI PC TE
· KI PC TE GB · PC TE GB LR"""


def _partner(number, code):
    (system,) = [each for each in FIVE if each.number == number]
    return system.table[code].by[0]


def test_fourteen_channels_on_a_clock_of_twelve():
    assert len(channels()) == 14
    assert sorted(channels()[code].place_on_clock for code in TWELVE) == list(range(12))
    assert len({(channels()[c].stage, channels()[c].limb) for c in TWELVE}) == 12


def test_five_systems_unless_what_nobody_confirmed_is_asked_for():
    assert [system.number for system in FIVE] == [1, 2, 3, 4, 5]
    more = [each for each in TAN.taught(unverified=True) if each not in FIVE]
    assert {each.id for each in more} == {
        "systems.6",
        "systems.front_back",
        "systems.spine_as_bladder",
    }
    rows = [row for each in more for row in (each, *each.table.values())]
    assert {row.provenance.certainty for row in rows} == {Certainty.FROM_MEMORY}


@pytest.mark.parametrize(("system", "row"), DERIVED, ids=lambda each: each.id)
def test_every_row_follows_from_the_rule_of_its_system(system, row):
    assert row.by == (derived(system.rule, row.sick),)


@pytest.mark.parametrize("system", [*FIVE, TAN.systems["6"]], ids=lambda each: each.id)
def test_a_system_is_whole_and_an_involution(system):
    assert sorted(system.table) == sorted(TWELVE)
    for sick, row in system.table.items():
        assert system.table[row.by[0]].by == (sick,)


def test_both_rows_of_a_pair_are_equally_sure():
    for system, row in ROWS:
        if system.rule is not BalanceRule.STAND_IN:
            assert system.table[row.by[0]].provenance == row.provenance


def test_yin_treats_yang_in_the_second_system_and_limbs_go_by_system():
    for code in TWELVE:
        sick = channels()[code]
        assert channels()[_partner(2, code)].polarity is not sick.polarity
        assert channels()[_partner(3, code)].limb is sick.limb
        assert channels()[_partner(5, code)].polarity is sick.polarity
        for number in (1, 2, 4, 5):
            assert channels()[_partner(number, code)].limb is not sick.limb


@pytest.mark.parametrize(
    ("limb", "polarity", "partners"),
    [
        (Limb.LEG, Polarity.YANG, 3),
        (Limb.ARM, Polarity.YANG, 4),
        (Limb.ARM, Polarity.YIN, 4),
        (Limb.LEG, Polarity.YIN, 5),
    ],
)
def test_how_many_different_partners_a_channel_has(limb, polarity, partners):
    here = [c for c in TWELVE if (channels()[c].limb, channels()[c].polarity) == (limb, polarity)]
    assert len(here) == 3
    for code in here:
        assert len({_partner(number, code) for number in range(1, 6)}) == partners


def test_where_two_systems_say_the_same():
    second_is_fourth = {c for c in TWELVE if _partner(2, c) == _partner(4, c)}
    first_is_fifth = {c for c in TWELVE if _partner(1, c) == _partner(5, c)}
    assert second_is_fourth == {"LU", "BL", "HT", "GB", "PC", "ST"}
    assert first_is_fifth == {"LI", "ST", "SI", "BL", "TE", "GB"}


def test_every_pair_is_one_two_three_or_six_places_apart():
    steps = {clock_steps(sick, _partner(number, sick)) for sick in TWELVE for number in range(1, 6)}
    assert steps == TAN.four_steps == {1, 2, 3, 6}


def test_a_channel_of_the_midline_has_no_place_on_the_clock():
    with pytest.raises(ValueError, match="GV or LU has no place"):
        clock_steps("GV", "LU")


def test_the_side_rules_are_those_of_tans_own_list():
    sides = {system.number: system.side.value for system in FIVE}
    assert sides == {1: "opposite", 2: "either", 3: "opposite", 4: "either", 5: "opposite"}
    assert {system.provenance.certainty for system in FIVE} == {Certainty.VERIFIED}


def test_the_fifteen_fours():
    found = fours(TAN.four_steps)
    printed = {frozenset(each.split()) for each in FIFTEEN.split("·")}
    assert len(found) == 15
    assert {frozenset(four) for four in found} == printed
    for code in TWELVE:
        assert sum(code in four for four in found) == 5
    for four in found:
        assert sum(channels()[code].limb is Limb.ARM for code in four) == 2
        assert sum(channels()[code].polarity is Polarity.YIN for code in four) == 2


def test_with_the_five_systems_alone_there_is_no_four_and_three_triangles():
    paired = {frozenset((c, _partner(number, c))) for c in TWELVE for number in range(1, 6)}

    def sets(size):
        return [
            set(some)
            for some in combinations(TWELVE, size)
            if all(frozenset(pair) in paired for pair in combinations(some, 2))
        ]

    assert sets(4) == []
    assert {frozenset(each) for each in sets(3)} == {
        frozenset({"LU", "LI", "LR"}),
        frozenset({"SP", "HT", "SI"}),
        frozenset({"KI", "PC", "TE"}),
    }


@pytest.mark.parametrize(
    ("sick", "printed"),
    [
        ("BL", "LU | SI | KI"),
        ("GB", "HT | TE | LR"),
        ("BL GB", "LU HT|LU TE|LU LR|HT SI|HT KI|SI TE|SI LR|KI TE|KI LR"),
        ("BL GB KI", "LU HT | LU TE | HT SI | SI TE"),
        ("BL GB SI LI TE", "HT KI | KI LR"),
    ],
)
def test_the_published_covers_come_out(sick, printed):
    found = {frozenset(cover.by) for cover in covers(sick.split(), TAN)}
    assert found == {frozenset(each.split()) for each in printed.split("|")}


def test_the_million_dollar_combo_is_told_as_published():
    found = covers(["BL", "GB", "SI", "LI", "TE"], TAN)
    named = {frozenset(cover.by): cover.published for cover in found}
    assert named[frozenset({"HT", "KI"})].id == "combos.million_dollar"
    assert named[frozenset({"KI", "LR"})] is None


def test_a_cover_balances_all_and_rests_on_rows():
    for size in (1, 2, 3):
        for sick in combinations(TWELVE, size):
            found = covers(sick, TAN)
            assert found
            for cover in found:
                assert not {*cover.by} & {*sick}
                assert {code for each in cover.balances for code in each} == {*sick}
                assert {row.sick for row in cover.rows} == {*sick}


def test_the_midline_has_no_cover_unless_asked_for():
    assert covers(["GV"], TAN) == ()
    assert {cover.by for cover in covers(["GV"], TAN, unverified=True)} == {
        ("LU",),
        ("SI",),
        ("KI",),
        ("CV",),
    }


def test_the_app_with_another_third_system_is_held_as_an_error():
    (app,) = [each for each in TAN.disagreements if each.name == "system_3_in_an_app"]
    (third,) = [each for each in FIVE if each.number == 3]
    assert app.kind == "error"
    assert len(app.claims) == 6
    assert app.is_beside(third.id)
    assert app.is_beside(third.table["BL"].id)
    for one, other in app.claims:
        assert channels()[one].polarity is channels()[other].polarity
        assert third.table[one].by != (other,)


def test_a_gap_lies_between_neighbours_of_one_limb():
    assert are_neighbours("LI", "TE")
    assert are_neighbours("BL", "GB")
    assert not are_neighbours("LI", "SI")
    assert not are_neighbours("LI", "ST")
    assert not are_neighbours("TE", "LU")
    assert not are_neighbours("GV", "BL")
