"""Options: every channel, side and level there is, and nothing without a row behind it."""

from __future__ import annotations

import re

import pytest

from backcheck.knowledge.balance.body import ARM, LEG, LEVELS, LOW_BACK, Part, part_of, zone
from backcheck.knowledge.balance.channel import Limb, channels
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.nearby import points_of
from backcheck.knowledge.balance.offer import offers, without_options
from backcheck.knowledge.balance.option import Option, options, weakest
from backcheck.knowledge.balance.pain import PainFaults, Side, read_pains
from backcheck.knowledge.balance.reason import reason
from backcheck.knowledge.planned import Answer, Background
from backcheck.knowledge.points.point import Segment
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.wording import Audience, render

TAN = lineage()
ROWS = {row.id: row for row in TAN.rows()}
NOBODY = Background()
CODE = re.compile(r"\b(?:LU|LI|ST|SP|HT|SI|BL|KI|PC|TE|GB|LR|GV|CV)\d+")


def _possible():
    for channel in channels():
        for side in Side:
            for level in LEVELS:
                try:
                    yield read_pains([f"{channel}:{side.value}:{level}"])[0]
                except PainFaults:
                    continue


PAINS = tuple(_possible())
KNOWN = options(PAINS, TAN, unverified=False)
ALL = options(PAINS, TAN, unverified=True)


def _of(code, unverified=False):
    return options(read_pains([code]), TAN, unverified)


def test_every_place_a_limb_channel_runs_over_has_options():
    nowhere = {*PAINS} - {option.pain for option in KNOWN}
    assert {pain.sick for pain in nowhere} == {"GV", "CV"}


def test_no_option_stands_without_rows_of_the_file():
    for option in ALL:
        kinds = {row.id.split(".")[0] for row in option.rows}
        assert {"systems", "projections"} <= kinds
        assert all(ROWS[row.id] == row for row in option.rows)
        assert option.certainty is weakest(option.rows)


def test_an_option_without_rows_cannot_be_made():
    some = KNOWN[0]
    with pytest.raises(ValueError, match="needs the rows"):
        Option(some.pain, some.system, some.by, some.side, some.projection, some.zone, (), ())


def test_the_channel_of_an_option_is_that_of_its_row():
    for option in ALL:
        (pairing,) = [row for row in option.rows if ".table." in row.id]
        assert pairing.sick == option.pain.sick
        assert {*option.by} <= {*pairing.by}


def test_the_side_follows_the_rule_of_the_system():
    for option in KNOWN:
        if not option.pain.side.has_opposite:
            assert option.side == "both"
            assert TAN.both_sides in option.rows
        elif option.system.number in (2, 4):
            assert option.side == "either"
        else:
            assert option.side == option.pain.side.opposite.value


def test_mirrors_join_arm_and_leg_the_same_place_one_limb_images_the_trunk():
    for option in KNOWN:
        here = part_of(option.pain.level)
        limb = channels()[option.by[0]].limb
        match option.projection.name:
            case "mirror" | "reverse_mirror":
                assert option.pain.level == "buttock" or here[0] is not limb
            case "same_place":
                assert here[0] is limb
            case "image" | "reverse_image":
                assert here is None or option.pain.level == "hip"
        named = {Limb.ARM: ARM, Limb.LEG: LEG}[limb]
        assert option.zone.where.segment in named.values()


@pytest.mark.parametrize("name", ["mirror", "reverse_mirror", "same_place"])
def test_a_projection_between_limbs_is_symmetric(name):
    """Where pain at one part is needled at another, pain at that one is needled at the first."""
    placings = TAN.projections[name].placings
    leads = {(pain, at.part.value) for pain, row in placings.items() for at in row.at}
    limbs = {(one, other) for one, other in leads if one in list(Part)}
    assert {(other, one) for one, other in limbs} == limbs
    assert {one for one, _ in limbs} == {part.value for part in Part if part is not Part.CHIN}


def test_mirror_and_same_place_lead_back_to_where_they_began():
    for name in ("mirror", "same_place"):
        for pain, row in TAN.projections[name].placings.items():
            if pain in list(Part):
                assert [at.part.value for at in row.at] == [pain]


def test_levels_go_down_the_limb_in_the_image_and_up_it_in_the_reverse():
    order = ("T12", "L2", "L3", "L4", "L5", "coccyx")
    parts = list(Part)

    def height(name, level):
        at = TAN.projections[name].placings[level].at[0]
        return (
            parts.index(at.part) + (at.share[0] + at.share[1]) / 2
            if at.share
            else parts.index(at.part)
        )

    down = [height("image", level) for level in order]
    up = [height("reverse_image", level) for level in order]
    assert down == sorted(down, reverse=True)
    assert up == sorted(up)


def test_the_lumbar_levels_are_the_linear_scale_they_are_said_to_be():
    """L2 at the elbow, L5/S1 at the far end: three and a half levels, so each takes 2/7."""
    level = 1 / 3.5
    for number, vertebra in enumerate(("L3", "L4", "L5"), start=1):
        high = 1 - level * (number - 0.5)
        low = max(high - level, 0.0)
        image = TAN.projections["image"].placings[vertebra].at[0]
        reverse = TAN.projections["reverse_image"].placings[vertebra].at[0]
        assert image.share == pytest.approx((low, high), abs=0.001)
        assert reverse.share == pytest.approx((1 - high, 1 - low), abs=0.001)
        assert TAN.projections["image"].placings[vertebra].provenance.certainty is Certainty.DERIVED


def test_the_images_of_both_limbs_are_one_row():
    """By construction: a row names a part of either limb, so arm and leg cannot differ."""
    for option in KNOWN:
        if option.projection.name == "image":
            assert option.rows[-1].pain in (option.pain.level, "buttock")


def test_a_zone_lies_within_its_segment_and_within_its_search():
    for option in ALL:
        where = option.zone.where
        assert {each.segment for each in option.zone.inside} <= {
            each.segment for each in option.zone.search
        }
        if where.from_cun is not None and where.from_cun >= 0.0:
            assert 0.0 <= where.from_cun < where.to_cun <= 19.0
            (searched,) = [e for e in option.zone.search if e.segment == where.segment]
            assert searched.from_cun <= where.from_cun
            assert searched.to_cun >= where.to_cun


def test_the_slip_of_the_elbow_is_held_and_both_sides_of_it_are_searched():
    """The source names the forearm; by its own scheme the low back lies on the upper arm."""
    (option,) = [
        each
        for each in _of("BL:right:L3")
        if each.projection.name == "reverse_image" and each.system.number == 2
    ]
    assert option.zone.where.segment == "upper_arm"
    assert {each.name for each in TAN.beside(option.rows)} >= {"forearm_by_the_elbow"}
    elbow = _of("BL:right:L2")[0].zone
    assert [(e.segment, e.from_cun, e.to_cun) for e in elbow.search] == [
        ("forearm", 9.0, 12.0),
        ("elbow", None, None),
        ("upper_arm", 0.0, 3.0),
    ]


def test_a_zone_by_a_joint_is_searched_across_it():
    near = zone(channels()["SI"], Part.DISTAL_SEGMENT, (0.571, 0.857), 3.0)
    assert [each.segment for each in near.search] == ["forearm", "elbow", "upper_arm"]
    assert (near.where.from_cun, near.where.to_cun) == (6.9, 10.3)


def test_only_what_is_asked_for_rests_on_memory():
    assert Certainty.FROM_MEMORY not in {option.certainty for option in KNOWN}
    added = [option for option in ALL if option.system.unverified]
    assert len(added) == len(ALL) - len(KNOWN)
    assert {option.certainty for option in added} == {Certainty.FROM_MEMORY}


def test_an_option_is_found_again_by_its_key():
    assert len({option.key for option in ALL}) == len(ALL)
    assert KNOWN[0].key == "LU:left:neck/1/SP/image/hip"


def test_options_stand_by_pain_then_system_then_projection():
    numbers = [option.system.number for option in _of("BL:right:L4")]
    assert numbers == sorted(numbers)


def test_a_gap_is_balanced_by_gaps_alone():
    found = _of("BL+GB:left:L4")
    assert {option.channel for option in found} == {"SI+TE", "KI+LR"}
    assert all(points_of(option.by, option.zone.search) == () for option in found)


def test_the_midline_is_nowhere_until_it_is_asked_for():
    (pain,) = read_pains(["GV:middle:lumbosacral"])
    assert without_options((pain,), TAN) == (pain,)
    assert without_options((pain,), TAN, unverified=True) == ()
    by = {option.channel for option in options((pain,), TAN, unverified=True)}
    assert by == {"CV", "SI", "LU", "KI"}


def test_standard_points_of_a_zone_lie_in_it():
    for offer in offers(read_pains(["BL:right:L4", "GB:left:thigh"]), TAN, NOBODY):
        where = offer.option.zone.where
        for point in offer.points:
            assert point.channel == offer.option.channel
            station = point.on(Segment(where.segment))
            assert where.from_cun <= station.cun <= where.to_cun


def test_a_pregnant_patient_is_warned_at_a_point_that_lists_leave_out():
    def rules(background):
        found = offers(read_pains(["KI:right:sacrum"]), TAN, background)
        return {
            (code, heeded.caution.rule)
            for offer in found
            for heeded in offer.cautions
            for code in heeded.points
        }

    li4 = ("LI4", "pregnancy_points")
    assert li4 in rules(Background({"pregnancy": Answer.YES}))
    assert li4 not in rules(Background({"pregnancy": Answer.NO}))


@pytest.mark.parametrize("language", ["en", "he"])
def test_a_tender_spot_is_heeded_where_no_point_lies(language):
    """A needle at the shoulder is over the lung, whether or not a point of the channel is there."""
    found = offers(read_pains(["BL:right:buttock"]), TAN, NOBODY)
    at_shoulder = [each for each in found if "shoulder" in _parts(each.option)]
    assert {each.points != () for each in at_shoulder} == {True, False}
    for offer in found:
        heeded = {each.caution.rule: each for each in offer.cautions}
        assert ("lung" in heeded) == (offer in at_shoulder)
        codes = {point.code for point in (*offer.points, *offer.near)}
        for each in offer.cautions:
            assert {*each.points} <= codes
            said = render(
                each.caution.told_to(Audience.PRACTITIONER), Audience.PRACTITIONER, language
            )
            assert {*CODE.findall(said)} <= codes


def _parts(option):
    return {stretch.segment for stretch in option.zone.search}


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_reason_can_be_said_to_both_readers(language):
    kinds = {(each.system.id, each.projection.name, each.pain.level): each for each in ALL}
    assert len(kinds) > 300
    for option in kinds.values():
        said = reason(option, TAN)
        told = said.told_to(Audience.PRACTITIONER)
        text = render(told, Audience.PRACTITIONER, language)
        assert all(code in text for code in (*option.pain.channels, *option.by))
        to_patient = said.told_to(Audience.PATIENT)
        assert (to_patient is None) == (option.certainty is Certainty.FROM_MEMORY)
        if to_patient is not None:
            assert render(to_patient, Audience.PATIENT, language)


def test_codes_are_read_however_they_are_typed():
    typed = ["bl:Right:l4", " BL : right : L4 ", "BL:right:L4"]
    assert [pain.code for pain in read_pains(typed)] == ["BL:right:L4"]
    assert read_pains(["BL:both:S1"])[0].level == "lumbosacral"


def test_every_fault_of_every_code_is_told_with_what_to_write():
    with pytest.raises(PainFaults) as told:
        read_pains(["XX:up:L9", "BL", "LI+SI:left:wrist", "GV:left:knee", "BL:middle:hand"])
    faults = "\n".join(told.value.faults)
    for part in (
        "'XX' is no channel; write one of LU LI",
        "'up' is no side; write one of left",
        "'L9' is no level; write one of neck",
        "'BL': write channel, side and level",
        "a gap lies between two channels side by side",
        "GV runs in the middle; write middle",
        "GV runs on the trunk",
        "only GV and CV run in the middle",
        "BL does not run over the hand",
    ):
        assert part in faults


def test_low_back_levels_all_have_an_image():
    for name in ("image", "reverse_image"):
        assert {*LOW_BACK} <= {*TAN.projections[name].placings}
