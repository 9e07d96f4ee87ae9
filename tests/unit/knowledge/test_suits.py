"""Who it may suit: a doctor first, wait, or it may be offered; never "it suits you"."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from backcheck.knowledge.natural_course import natural_course
from backcheck.knowledge.planned import Answer
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.suits import Asking, Suits, read_suits, suitability
from backcheck.knowledge.wording import Audience, render

YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE
NEW = Asking(10, NO, NO, NO, False, NO)
LONG = Asking(730, NO, NO, NO, False, NO)
ANSWERS = (YES, NO, UNSURE, None)


def _outcome(asking: Asking) -> Suits:
    return suitability(asking).outcome


def test_new_pain_waits_and_is_looked_at_again_after_two_and_six_weeks() -> None:
    found = suitability(NEW)
    assert found.outcome is Suits.WAIT
    assert found.checks_days == (14, 42)
    told = [each.told_to(Audience.PATIENT) for each in found.advice]
    said = " ".join(render(each, Audience.PATIENT) for each in told if each)
    for words in ("fell by 3.0 points", "Stay active", "2 and 6 weeks from today", "Come sooner"):
        assert words in said


def test_what_happens_without_treatment_is_the_published_course() -> None:
    assert suitability(NEW).advice[0].provenance == natural_course()["acute"].provenance


def test_pain_that_lasts_or_returns_may_be_offered() -> None:
    assert _outcome(LONG) is Suits.MAY_OFFER
    assert _outcome(replace(NEW, days_since_onset=42)) is Suits.MAY_OFFER
    assert _outcome(replace(NEW, days_since_onset=41)) is Suits.WAIT
    assert _outcome(replace(NEW, returning=YES)) is Suits.MAY_OFFER
    assert _outcome(replace(NEW, returning=UNSURE)) is Suits.WAIT
    assert _outcome(replace(NEW, returning=None)) is Suits.WAIT
    assert suitability(LONG).checks_days == ()


def test_a_disc_with_weakness_that_grows_sees_an_orthopaedist_first() -> None:
    for asking, disc, weaker in product((NEW, LONG), (YES, UNSURE), (YES, UNSURE)):
        found = suitability(replace(asking, disc=disc, growing_weakness=weaker))
        assert found.outcome is Suits.ORTHOPAEDIST_FIRST
        assert "emergency care now" in render(found.why.said, Audience.PATIENT)


def test_weakness_that_grows_without_a_disc_sees_a_doctor_first() -> None:
    for disc in (NO, None):
        assert _outcome(replace(LONG, disc=disc, growing_weakness=YES)) is Suits.DOCTOR_FIRST


def test_a_disc_alone_is_no_reason_to_refuse() -> None:
    assert _outcome(replace(LONG, disc=YES)) is Suits.MAY_OFFER


def test_an_open_warning_sign_comes_before_everything() -> None:
    for days, returning, disc, weaker, physio in product((None, 5, 500), *[ANSWERS] * 4):
        asking = Asking(days, returning, disc, weaker, True, physio)
        assert _outcome(asking) is Suits.DOCTOR_FIRST


def test_it_is_offered_to_nobody_who_may_get_weaker_or_was_not_asked() -> None:
    for days, returning, disc, weaker in product((None, 5, 500), ANSWERS, ANSWERS, ANSWERS):
        found = suitability(Asking(days, returning, disc, weaker, False, NO))
        if weaker is not NO or days is None:
            assert found.outcome not in (Suits.MAY_OFFER, Suits.WAIT)


def test_not_asked_is_listed() -> None:
    found = suitability(Asking(None, None, None, None, False, None))
    assert found.outcome is Suits.ASK_FIRST
    assert found.unanswered == (
        *("days_since_onset", "returning", "disc", "growing_weakness", "physiotherapy"),
    )
    assert suitability(LONG).unanswered == ()


def test_with_physiotherapy_there_is_a_shared_note() -> None:
    for asking in (NEW, LONG):
        assert suitability(replace(asking, physiotherapy=YES)).shared_note
        for answer in (NO, UNSURE, None):
            assert suitability(replace(asking, physiotherapy=answer)).shared_note == ()


@pytest.mark.parametrize("language", ["en", "he"])
def test_everything_has_words_and_a_judgement_is_told_as_ours(language: str) -> None:
    everybody = [
        Asking(days, returning, disc, weaker, doctor, YES)
        for days, returning, disc, weaker, doctor in product(
            (None, 5, 500), (YES, NO), (YES, NO), (YES, NO, None), (True, False)
        )
    ]
    seen = set()
    for found in map(suitability, everybody):
        seen.add(found.outcome)
        for each in (found.why, *found.advice, *found.shared_note):
            for reader in (Audience.PRACTITIONER, Audience.PATIENT):
                said = each.told_to(reader)
                assert said is not None
                assert render(said, reader, language)
                if each.provenance.certainty is Certainty.JUDGEMENT:
                    assert said.id == "told.judgement"
    assert seen == set(Suits)


def test_days_below_nought_are_refused() -> None:
    with pytest.raises(ValueError, match="can't lie below 0"):
        replace(NEW, days_since_onset=-1)


def test_checks_that_go_backwards_are_refused() -> None:
    text = (DATA / "suits.toml").read_text(encoding="utf-8")
    with pytest.raises(KnowledgeFaults, match="the first check must come before the second"):
        read_suits(text.replace("first_check_days = 14", "first_check_days = 50"))
