"""No caution is missing at a flagged point, whatever else is known of the person."""

from __future__ import annotations

import pytest

from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.cautions import Caution, Cautions, cautions, conditions
from backcheck.knowledge.planned import Answer, Background, PlannedTreatment, Region, Technique
from backcheck.knowledge.points.flags import PointFlag, flagged, flags_of
from backcheck.knowledge.points.point_cautions import planned_at, point_cautions, regions_of
from backcheck.knowledge.points.tung import all_points
from backcheck.knowledge.wording import Audience, languages, render

# What each flag must raise: rules that hold of everybody, and rules that hold with a condition.
ALWAYS = {
    PointFlag.LUNG: {"lung", "lung_warning"},
    PointFlag.KIDNEY: {"kidney"},
    PointFlag.CORD: {"cord"},
    PointFlag.BESIDE: {"beside"},
    PointFlag.NOT_NEEDLED: {"not_needled"},
}
WITH = {
    "pregnancy": {
        PointFlag.PREGNANCY: {"pregnancy_points"},
        PointFlag.PREGNANCY_SOME: {"pregnancy_points_some"},
        PointFlag.PREGNANCY_SCHOOL: {"pregnancy_tung"},
    },
    "blood_thinner": {PointFlag.VESSEL: {"thinner_vessel"}},
}
OF_EVERY_POINT = {
    "pregnancy": {"pregnancy"},
    "blood_thinner": {"thinner", "thinner_depth"},
    "bleeding_disorder": {"bleeding"},
}
CONTEXTS = [
    frozenset[str](),
    *(frozenset({condition}) for condition in sorted(conditions())),
    frozenset(conditions()),
]


def _all(found: Cautions) -> tuple[Caution, ...]:
    return found.avoid + found.adapt + found.confirm + found.record


def _background(context: frozenset[str], answer: Answer = Answer.YES) -> Background:
    return Background(dict.fromkeys(context, answer))


def _wanted(code: str, context: frozenset[str]) -> set[str]:
    flags = flags_of(all_points()[code])
    wanted = {rule for flag in flags for rule in ALWAYS.get(flag, ())}
    for condition in context:
        wanted |= OF_EVERY_POINT.get(condition, set())
        by_flag = WITH.get(condition, {})
        wanted |= {rule for flag in flags for rule in by_flag.get(flag, ())}
    return wanted


def test_every_flag_leads_to_a_caution() -> None:
    reached = {*ALWAYS, *(flag for by_flag in WITH.values() for flag in by_flag)}
    assert reached == {*PointFlag}
    for flag, rules in ALWAYS.items():
        for rule in rules:
            assert {*flagged()[flag]} <= {*caution_rules()[rule].flagged}


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda each: "+".join(sorted(each))[:20] or "-")
def test_no_caution_is_missing_at_any_point(context: frozenset[str]) -> None:
    background = _background(context)
    for point in all_points().values():
        found = {each.rule: each for each in _all(point_cautions(point, background))}
        wanted = _wanted(point.code, context)
        assert wanted <= {*found}, point.code
        for rule in wanted - {"pregnancy", "thinner", "thinner_depth", "bleeding"}:
            assert found[rule].points == (point.code,)


@pytest.mark.parametrize("technique", [Technique.PRESS_NEEDLES, Technique.ELECTRO])
def test_other_needles_are_needles(technique: Technique) -> None:
    background = _background(frozenset({"pregnancy"}), Answer.UNSURE)
    for point in all_points().values():
        found = {each.rule for each in _all(point_cautions(point, background, technique))}
        assert _wanted(point.code, frozenset({"pregnancy"})) <= found


def test_a_flag_is_no_caution_of_another_point() -> None:
    rules = {rule for each in ALWAYS.values() for rule in each} - {"lung", "lung_warning"}
    for point in all_points().values():
        found = {each.rule for each in _all(point_cautions(point, Background()))}
        assert found & rules == _wanted(point.code, frozenset()) & rules


def test_every_point_that_lies_somewhere_has_its_region() -> None:
    """Without one every caution about a region holds: so it is for points nobody places."""
    nowhere = {point.code for point in all_points().values() if not regions_of(point)}
    assert nowhere == {"22.01", "77.01-77.04"}
    assert Region.THORACOLUMBAR in regions_of(all_points()["BL20"])
    assert regions_of(all_points()["CV12"]) == {Region.UPPER_ABDOMEN}


def test_several_points_of_a_plan_are_named_each() -> None:
    planned = [planned_at(all_points()[code]) for code in ("LU9", "GB34", "LI11")]
    whole = PlannedTreatment(
        frozenset({Technique.ACUPUNCTURE}),
        frozenset().union(*(each.points for each in planned)),
        frozenset().union(*(each.regions for each in planned)),
    )
    (beside,) = [each for each in _all(cautions(Background(), whole)) if each.rule == "beside"]
    assert beside.points == ("LU9", "GB34")


@pytest.mark.parametrize("language", languages())
def test_every_caution_of_a_point_has_words(language: str) -> None:
    """With all conditions, for whoever may read it; the practitioner's name the point."""
    everything = _background(frozenset(conditions()))
    for code in ("LU9", "BL23", "GV15", "SP6", "22.05", "ST17", "CV12", "BL40"):
        for each in _all(point_cautions(all_points()[code], everything)):
            for audience in (Audience.PRACTITIONER, Audience.PATIENT):
                said = each.told_to(audience)
                if said is not None:
                    assert render(said, audience, language)
        said = _said(code, language)
        assert code in said


def _said(code: str, language: str) -> str:
    everything = _background(frozenset(conditions()))
    return " ".join(
        render(each.said, Audience.PRACTITIONER, language)
        for each in _all(point_cautions(all_points()[code], everything))
    )
