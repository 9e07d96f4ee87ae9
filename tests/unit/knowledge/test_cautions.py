"""Cautions: what is to be avoided, adapted, confirmed and recorded, and who is told."""

from __future__ import annotations

import re
from itertools import product

import pytest

from backcheck.knowledge.adverse_events import adverse_events, read_adverse_events, told_to_patients
from backcheck.knowledge.caution_rules import Action, CautionRule, caution_rules, read_cautions
from backcheck.knowledge.cautions import Caution, Cautions, cautions, conditions
from backcheck.knowledge.planned import (
    KIND_OF,
    Answer,
    Background,
    PlannedTreatment,
    Region,
    Technique,
)
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.telling import told
from backcheck.knowledge.wording import Audience, label, render

FILE = (DATA / "cautions.toml").read_text(encoding="utf-8")
RULES = list(caution_rules().values())
NEEDLES, ELECTRO, CUPS = Technique.ACUPUNCTURE, Technique.ELECTRO, Technique.CUPPING


def _plan(*techniques: Technique, points: str = "", regions: str = "") -> PlannedTreatment:
    where = frozenset(Region(each) for each in regions.split())
    return PlannedTreatment(frozenset(techniques), frozenset(points.split()), where)


def _all(found: Cautions) -> tuple[Caution, ...]:
    return found.avoid + found.adapt + found.confirm + found.record


def _rules(found: Cautions) -> set[str]:
    return {each.rule for each in _all(found)}


def _with(condition: str, answer: Answer = Answer.YES) -> Background:
    return Background({condition: answer})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_holds_where_its_examples_say(rule: CautionRule) -> None:
    for example in rule.examples:
        found = cautions(example.background, example.planned)
        assert (rule.id in _rules(found)) is example.holds, example


@pytest.mark.parametrize("condition", ["implant", "pregnancy"])
def test_no_current_with_a_pacemaker_or_in_pregnancy(condition: str) -> None:
    """clinical.md 11, fact 14: whatever else is answered, and wherever the needles are."""
    for answer, region in product((Answer.YES, Answer.UNSURE), Region):
        found = cautions(_with(condition, answer), _plan(ELECTRO, regions=region.value))
        assert f"{condition}_electro" in {each.rule for each in found.avoid}


def test_needles_by_hand_are_accepted_with_a_pacemaker() -> None:
    found = cautions(_with("implant"), _plan(NEEDLES, regions="leg"))
    assert found.avoid == ()
    assert "implant_note" in {each.rule for each in found.record}


@pytest.mark.parametrize("technique", [NEEDLES, ELECTRO, CUPS])
def test_nothing_is_put_into_somebody_who_bleeds(technique: Technique) -> None:
    found = cautions(_with("bleeding_disorder"), _plan(technique))
    assert "bleeding" in {each.rule for each in found.avoid}


def test_of_the_points_of_pregnancy_those_that_are_planned_are_named() -> None:
    planned = _plan(NEEDLES, points="SP6 BL32 ST36", regions="leg lumbosacral")
    (found,) = [c for c in cautions(_with("pregnancy"), planned).adapt if "pregnancy" in c.rule]
    assert found.points == ("SP6", "BL32")
    said = render(found.said, Audience.PRACTITIONER)
    assert "SP6, BL32" in said
    assert "no objective evidence of harm" in said
    assert {*caution_rules()["pregnancy_points"].points} == {
        *("LI4", "SP6", "BL60", "BL67", "LR3", "GB21"),
        *(f"BL{number}" for number in range(27, 35)),
    }


def test_near_the_lung_the_warning_is_told_and_recorded() -> None:
    for points, regions in (("BL13", "upper_back"), ("BL23", "thoracolumbar")):
        found = cautions(Background(), _plan(NEEDLES, points=points, regions=regions))
        assert "lung_warning" in {each.rule for each in found.record}
    far = cautions(Background(), _plan(NEEDLES, points="BL40", regions="leg"))
    assert not any("lung" in rule for rule in _rules(far))


def test_not_asked_is_listed_and_never_a_no() -> None:
    planned = _plan(*Technique)
    nothing = cautions(Background(), planned)
    assert set(nothing.unanswered) == conditions()
    no = cautions(Background(dict.fromkeys(conditions(), Answer.NO)), planned)
    assert no.unanswered == ()
    assert _rules(no) == _rules(nothing)
    assert "pregnancy" not in cautions(_with("pregnancy"), planned).unanswered


@pytest.mark.parametrize("condition", sorted(conditions()))
def test_not_sure_is_taken_for_yes(condition: str) -> None:
    planned = _plan(*Technique)
    assert cautions(_with(condition, Answer.UNSURE), planned) == cautions(_with(condition), planned)


def test_a_condition_more_never_takes_a_caution_away() -> None:
    for technique, one, other in product(Technique, sorted(conditions()), sorted(conditions())):
        planned = _plan(technique)
        alone = cautions(_with(one), planned)
        both = cautions(Background({one: Answer.YES, other: Answer.YES}), planned)
        assert _rules(alone) <= _rules(both)


def test_a_technique_more_never_takes_a_caution_away() -> None:
    everything = Background(dict.fromkeys(conditions(), Answer.YES))
    for one, other in product(Technique, Technique):
        alone = cautions(everything, _plan(one))
        assert _rules(alone) <= _rules(cautions(everything, _plan(one, other)))


def test_what_is_said_of_a_technique_is_said_of_its_kinds() -> None:
    everything = Background(dict.fromkeys(conditions(), Answer.YES))
    for kind, whole in KIND_OF.items():
        of_whole = cautions(everything, _plan(whole))
        assert _rules(of_whole) <= _rules(cautions(everything, _plan(kind)))


def test_a_place_that_is_not_known_may_be_the_place() -> None:
    planned = _plan(NEEDLES, regions="arm")
    assert "broken_skin" in _rules(cautions(_with("broken_skin"), planned))
    elsewhere = Background({"broken_skin": Answer.YES}, {"broken_skin": frozenset({Region.LEG})})
    assert "broken_skin" not in _rules(cautions(elsewhere, planned))


def test_a_region_that_is_not_given_may_be_any() -> None:
    assert "lung" in _rules(cautions(Background(), _plan(NEEDLES, points="BL40")))


def test_a_misspelt_condition_is_an_error_and_no_silence() -> None:
    with pytest.raises(ValueError, match="no caution knows of pregnnacy"):
        cautions(_with("pregnnacy"), _plan(NEEDLES))


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_caution_has_words_for_whoever_may_read_it(language: str) -> None:
    everything = Background(dict.fromkeys(conditions(), Answer.YES))
    for each in _all(cautions(everything, _plan(*Technique))):
        for audience in (Audience.PRACTITIONER, Audience.PATIENT):
            said = each.told_to(audience)
            if said is not None:
                assert render(said, audience, language)


def test_what_is_remembered_or_judged_reaches_no_patient_as_fact() -> None:
    everything = Background(dict.fromkeys(conditions(), Answer.YES))
    seen = set()
    for each in _all(cautions(everything, _plan(*Technique))):
        certainty, said = each.provenance.certainty, each.told_to(Audience.PATIENT)
        seen.add(certainty)
        if certainty is Certainty.FROM_MEMORY:
            assert said is None
        elif certainty is Certainty.JUDGEMENT:
            assert said is not None
            assert said.id == "told.judgement"
            assert "not a finding of research" in render(said, Audience.PATIENT)
        else:
            assert said == each.said
    assert seen >= {Certainty.FROM_MEMORY, Certainty.JUDGEMENT, Certainty.VERIFIED}


def test_a_practitioner_reads_what_is_remembered_and_that_it_is() -> None:
    (found,) = [
        each
        for each in cautions(_with("tumour"), _plan(NEEDLES)).avoid
        if each.provenance.certainty is Certainty.FROM_MEMORY
    ]
    said = found.told_to(Audience.PRACTITIONER)
    assert said is not None
    assert "From memory: check it" in render(said, Audience.PRACTITIONER)


def test_a_label_is_told_to_nobody() -> None:
    rule = RULES[0]
    with pytest.raises(ValueError, match="a label is told to nobody"):
        told(
            cautions(rule.examples[0].background, rule.examples[0].planned).confirm[0].said,
            rule.provenance,
            Audience.LABEL,
        )


def test_every_action_is_used() -> None:
    assert {rule.action for rule in RULES} == set(Action)


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ('techniques = \\["cupping"\\]', 'techniques = ["cups"]', "techniques must be a list of"),
        ('action = "avoid"', 'action = "forbid"', "action must be one of"),
        ("(?s)examples = .*?\\n\\]", "examples = []", "one that holds and one that doesn't"),
        ('only_there = \\["heat"\\]', 'only_there = ["electro"]', "only name what techniques"),
        ("holds = true", "holts = true", "unknown key 'holts'"),
        ("numbers = \\{ low = 20", 'numbers = { low = "x"', "low must be a number"),
    ],
)
def test_a_fault_of_the_file_is_told(was: str, now: str, message: str) -> None:
    broken, count = re.subn(was, now, FILE)
    assert count > 0
    with pytest.raises(KnowledgeFaults, match=message):
        read_cautions(broken)


def test_the_figure_of_blood_thinners_is_the_right_one() -> None:
    """clinical.md 11, fact 14: 1 in 3,974 is 0.025 %, and the published 0.003 % a slip."""
    numbers = caution_rules()["thinner"].numbers
    percent = 100.0 * numbers["bleeds"] / numbers["treatments"]
    assert percent == pytest.approx(0.025, abs=0.0005)
    assert 100.0 * adverse_events()["thinner"].prob == pytest.approx(percent, abs=0.0005)
    assert (numbers["patients"], numbers["treatments"]) == (384, 3974)


def test_the_figures_of_harm() -> None:
    """clinical.md 11, fact 14: one patient in ten a minor effect, one in 10,000 a serious one."""
    figures = adverse_events()
    assert figures["any"].prob == pytest.approx(0.0931)
    assert figures["any"].between == (5.10, 14.62)
    assert figures["serious"].prob == pytest.approx(1.01e-4)
    assert figures["lung"].prob == pytest.approx(2 / 229_230, rel=0.05)
    assert figures["any_physicians"].prob == pytest.approx(19_726 / 229_230, rel=0.01)


def test_no_figure_goes_without_its_denominator() -> None:
    for figure in adverse_events().values():
        said = label(figure.said.id, "en", **figure.said.parameters)
        assert f"{figure.of:,.0f} {'people' if figure.per == 'patients' else 'treatments'}" in said


def test_patients_read_no_figure_that_is_only_remembered() -> None:
    told_ids = {figure.id for figure in told_to_patients()}
    assert told_ids & {"minor_york", "minor_white", "minor_melchart"} == set()
    assert {"any", "serious", "lung"} <= told_ids


def test_a_figure_outside_its_interval_is_refused() -> None:
    text = (DATA / "adverse_events.toml").read_text(encoding="utf-8")
    with pytest.raises(KnowledgeFaults, match="low, rate and high must rise"):
        read_adverse_events(text.replace("rate = 9.31", "rate = 93.1"))
