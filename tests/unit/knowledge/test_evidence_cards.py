"""Evidence: never one comparison alone, guidelines that disagree, nothing remembered as fact."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from backcheck.knowledge.adverse_events import adverse_events
from backcheck.knowledge.evidence_cards import (
    CardRead,
    Saying,
    cards_for,
    picture_of_harm,
    read_card,
)
from backcheck.knowledge.evidence_items import Against, Card, Stand, evidence_items, read_evidence
from backcheck.knowledge.natural_course import natural_course
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.wording import Audience, render

FILE = (DATA / "evidence.toml").read_text(encoding="utf-8")
CARDS = list(evidence_items().cards.values())
READERS = (Audience.PRACTITIONER, Audience.PATIENT)


def _sayings(read: CardRead) -> tuple[Saying, ...]:
    return read.compared + read.guidelines + read.anyway + read.unknown + read.payers


def _compared_with(read: CardRead) -> set[Against | None]:
    return {evidence_items().findings[each.item].against for each in read.compared} - {None}


@pytest.mark.parametrize("audience", READERS)
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_no_comparison_goes_without_the_others(card: Card, audience: Audience) -> None:
    """clinical.md 11, fact 9: never against no treatment without usual care and sham."""
    assert _compared_with(read_card(card, audience)) in (set(), set(Against))


def test_long_pain_is_compared_with_all_three_for_both_readers() -> None:
    for card in cards_for("back_pain", 100) + cards_for("back_pain", 4000):
        for audience in READERS:
            assert _compared_with(read_card(card, audience)) == set(Against)


def test_a_card_that_would_show_one_comparison_is_refused() -> None:
    remembered = re.sub(
        r'(\[findings\.sham_trials\][^[]*?certainty = )"verified"', r'\1"from_memory"', FILE
    )
    assert remembered != FILE
    with pytest.raises(KnowledgeFaults, match="the patient reads no comparison with sham"):
        read_evidence(remembered)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_card_shows_every_guideline_to_both_readers(card: Card) -> None:
    """clinical.md 11, fact 10."""
    for audience in READERS:
        said = [each.item for each in read_card(card, audience).guidelines]
        assert said == list(evidence_items().guidelines)


def test_the_guidelines_disagree_and_are_dated() -> None:
    """clinical.md 11, fact 10: yes and expired, may, no, and not about this."""
    found = {key: (each.says, each.year) for key, each in evidence_items().guidelines.items()}
    assert found == {
        "acp": (Stand.FOR, 2017),
        "nice_back": (Stand.AGAINST, 2016),
        "nice_pain": (Stand.NOT_ABOUT, 2021),
        "who": (Stand.MAY, 2023),
    }
    assert evidence_items().guidelines["acp"].ended == 2022
    for audience in READERS:
        for each in evidence_items().guidelines.values():
            assert str(each.year) in render(each.said, audience)
        assert "2022" in render(evidence_items().guidelines["acp"].said, audience)


def test_the_effects_are_those_of_the_reviews() -> None:
    """clinical.md 11, fact 9, with what was only remembered marked so."""
    found = evidence_items().findings
    assert found["none_review"].numbers["mean"] == 20.32
    assert found["none_review"].provenance.certainty is Certainty.FROM_MEMORY
    assert found["usual_review"].numbers["mean"] == 10.26
    assert found["usual_review"].provenance.certainty is Certainty.VERIFIED
    assert found["sham_review"].numbers["mean"] == 9.22
    assert found["sham_review"].provenance.certainty is Certainty.FROM_MEMORY
    assert (found["usual_review"].grade, found["sham_review"].grade) == ("low", "low")
    assert found["none_review"].grade == "moderate"


def test_below_importance_is_said_where_it_is_so() -> None:
    for key in ("usual_review", "usual_function"):
        for audience in READERS:
            assert "important" in render(evidence_items().findings[key].said, audience)
    sham = evidence_items().findings["sham_review"].said
    assert "important" in render(sham, Audience.PRACTITIONER)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_no_patient_reads_what_is_remembered_or_judged_as_fact(card: Card) -> None:
    for each in _sayings(read_card(card, Audience.PATIENT)):
        certainty = each.provenance.certainty
        assert certainty is not Certainty.FROM_MEMORY
        assert certainty.may_be_told_as_fact or each.said.id == "told.judgement"


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("audience", READERS)
def test_every_saying_has_its_words(language: str, audience: Audience) -> None:
    for card in CARDS:
        for each in _sayings(read_card(card, audience)):
            assert render(each.said, audience, language)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_card_says_what_is_unknown_the_tan_method_included(card: Card) -> None:
    """clinical.md 11, fact 12: points far from the back alone are almost untested."""
    for audience in READERS:
        unknown = {each.item for each in read_card(card, audience).unknown}
        assert "distant_points" in unknown
    said = evidence_items().findings["distant_points"].said
    assert "Tan method" in render(said, Audience.PATIENT)


def test_where_figures_are_shown_relief_and_cups_and_prediction_are_unknown() -> None:
    """clinical.md 11, facts 12 and 13."""
    for card in cards_for("back_pain", 200):
        unknown = {each.item for each in read_card(card, Audience.PATIENT).unknown}
        for key in ("in_session", "cupping_sham", "cupping_review", "who", "expectation"):
            assert key in unknown


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_stage_says_what_to_expect_without_treatment(card: Card) -> None:
    """clinical.md 11, facts 4 and 5: people improve anyway, by the course of 2024."""
    if card.stage is None:
        return
    first, *others = read_card(card, Audience.PATIENT).anyway
    assert first.said.parameters["points"] == natural_course()[card.stage].fall_points
    assert "all_improve" in {each.item for each in others}


def test_twelve_weeks_and_more_read_the_smaller_fall_of_2024() -> None:
    (card,) = cards_for("back_pain", 90)
    assert "0.8 points" in render(
        read_card(card, Audience.PATIENT).anyway[0].said, Audience.PATIENT
    )


def test_every_day_has_one_card_and_an_unknown_start_has_all() -> None:
    for days in (0, 41, 42, 83, 84, 364, 365, 20000, 40000):
        assert len(cards_for("back_pain", days)) == 1, days
    assert [card.id for card in cards_for("back_pain", None)] == [
        card.id for card in CARDS if card.condition == "back_pain"
    ]
    starts = [natural_course()[str(card.stage)].from_days for card in cards_for("back_pain", None)]
    assert all(one < other for one, other in pairwise(starts))


def test_pain_down_the_leg_borrows_no_figures() -> None:
    for days in (None, 10, 500):
        (card,) = cards_for("leg_pain", days)
        assert read_card(card, Audience.PRACTITIONER).compared == ()


def test_what_no_card_is_about_is_an_error() -> None:
    with pytest.raises(ValueError, match="write one of back_pain, leg_pain"):
        cards_for("neck_pain", 10)
    with pytest.raises(ValueError, match="can't lie below 0"):
        cards_for("back_pain", -1)


def test_the_picture_of_older_adults_has_its_base() -> None:
    """clinical.md 11, fact 4: 29 of 100 with usual care alone."""
    picture = evidence_items().pictures["older_adults"]
    assert picture.of_100 == {"usual_care": 29, "acupuncture": 39, "acupuncture_longer": 44}
    assert picture.more_than("usual_care") == {"acupuncture": 10, "acupuncture_longer": 15}
    shares = picture.groups
    assert round(100 / (shares["acupuncture"] - shares["usual_care"])) == 10
    assert round(100 / (shares["acupuncture_longer"] - shares["usual_care"])) == 7


def test_the_picture_of_harm_is_the_figure_of_harm() -> None:
    assert picture_of_harm().of_100 == {"any": 9}
    assert picture_of_harm().groups["any"] == 100.0 * adverse_events()["any"].prob


def test_every_picture_may_be_told_as_fact() -> None:
    for picture in (*evidence_items().pictures.values(), picture_of_harm()):
        assert picture.provenance.certainty.may_be_told_as_fact
    remembered = re.sub(
        r'(\[pictures\.comes_back\][^[]*?certainty = )"verified"', r'\1"from_memory"', FILE
    )
    with pytest.raises(KnowledgeFaults, match="is not drawn"):
        read_evidence(remembered)


def test_the_rule_of_medicare_exactly() -> None:
    """clinical.md 11, fact 11: and no number for improving."""
    numbers = evidence_items().payers["medicare"].numbers
    assert numbers == {"visits": 12, "days": 90, "more": 8, "most": 20, "weeks": 12}
    for audience in READERS:
        rule = render(evidence_items().payers["medicare"].said, audience)
        assert all(number in rule for number in ("12", "90", "8", "20"))
        assert "improv" in rule
        who = render(evidence_items().payers["medicare_for"].said, audience)
        assert all(word in who for word in ("12 weeks", "not after", "pregnancy"))
        silent = render(evidence_items().payers["medicare_silent"].said, audience)
        assert "doesn't say how improvement is measured" in silent


def test_other_payers_are_remembered_and_reach_no_patient() -> None:
    (card,) = cards_for("back_pain", 100)
    theirs = {each.item for each in read_card(card, Audience.PATIENT).payers}
    assert theirs == {"medicare", "medicare_for", "medicare_silent"}


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ('section = "anyway"', 'section = "else"', "section must be one of"),
        ('against = "sham"', 'against = "placebo"', "against must be one of"),
        ("usual_care = 29.4", "usual_care = 294", "shares between 0 and 100"),
        ('stage = "acute"', 'stage = "old"', "stage must be one of"),
        ('"lasts", "older_adults"', '"endures", "older_adults"', "'endures' is not in this file"),
        ("year = 2017", "year = 17", "year must lie between"),
    ],
)
def test_a_fault_of_the_file_is_told(was: str, now: str, told: str) -> None:
    assert was in FILE
    with pytest.raises(KnowledgeFaults, match=told):
        read_evidence(FILE.replace(was, now))
