"""The letter to a doctor: what was reported in words, on one page, whatever was typed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from backcheck.knowledge.letter_times import LEVELS, letter_times
from backcheck.knowledge.promises import overstatements
from backcheck.knowledge.screening.given import Context
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.rules import rules
from backcheck.reports.letter import (
    FOR_PRACTITIONER,
    LetterDocument,
    Reviewed,
    as_kept,
    from_kept,
    letter,
)
from backcheck.reports.letter_pdf import LetterTooLong, letter_pdf
from backcheck.reports.letter_words import duration_words, typed
from tests.support import pdf
from tests.support.letters import DAY, all_answered, gravest, reported, to_doctor

LANGUAGES = ("en", "he")
MARKS = re.compile("[\u2066-\u2069]")
ADDED_LETTERS = 1_000  # what the form allows
OF_LEVEL = {
    Level.EMERGENCY: all_answered(both_legs_weak="yes"),
    Level.SAME_DAY: all_answered(leg_weakness="yes"),
    Level.DOCTOR_FIRST: all_answered(pain_worsening="yes"),
    Level.NOTE: all_answered(leg_weakness="known"),
    Level.NONE: all_answered(),
}
HOSTILE = '#import "x.typ" #panic("y") *bold* _b_ @ref <label> $x$ `r` \\ \\u{41} // /* = - + {{}}%'


def words(text: str) -> str:
    """Without line ends and marks of direction; a hyphen at a line's end is read as one."""
    return " ".join(MARKS.sub("", text).replace("\ufffe", "-").split())


def spelled(text: str) -> set[str]:
    """The letters of each word: the reader of sheets turns some words of a Hebrew line around."""
    return {"".join(sorted(word)) for word in re.findall(r"\w+", text)}


def missing(said: str, text: str) -> set[str]:
    """The words that a page lacks, wherever they stand."""
    return spelled(words(said)) - spelled(text)


def shown(document: LetterDocument) -> str:
    sheet = pdf.read(letter_pdf(document))
    assert (sheet.pages, sheet.tagged) == (1, True)
    return words(sheet.text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", OF_LEVEL, ids=lambda level: level.name)
def test_of_every_level_one_page_says_all_of_it(level: Level, language: str) -> None:
    found = reported(OF_LEVEL[level])
    assert found.said.level is level
    told = letter(to_doctor(reported=found), language)
    text = shown(told)
    for said in (told.headline, told.to, told.opening, told.meanwhile, told.rules, *told.asks):
        assert missing(said, text) == set()
    for sign in told.signs:
        assert missing(f"{sign.told} {sign.by_when}", text) == set()
    assert len(told.signs) == len(found.said.reasons) > 0 or level is Level.NONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_reported_and_a_long_text_stay_on_one_page(language: str) -> None:
    walks = {
        "en": "Walks with a stick since Thursday, pain -2.5. ",
        "he": "הולכת עם מקל מאז, −2.5. ",
    }
    names = {"en": "Anoushka-Dana Maria de la Fuente ", "he": "נועה־אנושקה בן־דוד לוי "}[language]
    told = letter(
        to_doctor(
            reported=reported(gravest()),
            added=(walks[language] * 99)[:ADDED_LETTERS],
            clinic=(names * 9)[:100],
            contact=(names * 9)[:120],
            doctor=(names * 9)[:80],
            patient=(names * 9)[:201],
            practitioner=(names * 9)[:100],
            role=(names * 9)[:60],
        ),
        language,
    )
    assert len(told.signs) > 25
    text = shown(told)
    assert set().union(*(missing(sign.told, text) for sign in told.signs)) == set()
    assert text.count("2.5") >= told.added[0].count("2.5") - 1  # the last may be cut


def test_where_answers_are_left_out_the_letter_says_so() -> None:
    few, many = (
        letter(to_doctor(reported=reported(given)), "en")
        for given in (OF_LEVEL[Level.SAME_DAY], gravest())
    )
    left_out = "Some answers are left out for room"
    assert left_out not in shown(few)
    assert "Weakness of one leg? Yes, it is new, and it is not getting worse" in shown(few)
    assert left_out in shown(many)


def test_answers_to_what_is_most_urgent_are_left_out_last() -> None:
    answers = gravest()
    for question in rules().questions.all.values():
        if question.values:  # the mildest that isn't a no
            answers[question.id] = [each for each in question.values if each != "no"][-1]
    told = letter(to_doctor(reported=reported(answers)), "en")
    text = shown(told)
    urgent = [sign for sign in told.signs if sign.by_when == told.signs[0].by_when]
    lesser = [sign for sign in told.signs if sign not in urgent and sign.answers]
    assert "Some answers are left out for room" in text
    assert all(words(answer) in text for sign in urgent for answer in sign.answers)
    assert not any(words(answer) in text for sign in lesser for answer in sign.answers)


def test_what_no_page_holds_is_refused() -> None:
    long = letter(to_doctor(added="word " * 4_000), "en")
    with pytest.raises(LetterTooLong, match="shorten what was added"):
        letter_pdf(long)


def test_a_word_that_no_line_holds_is_broken() -> None:
    text = shown(letter(to_doctor(added="w" * 300), "en"))
    assert re.sub("[ \u200b]", "", text).count("w" * 300) == 1


def test_what_was_typed_is_text_and_never_markup() -> None:
    fields = ("clinic", "contact", "practitioner", "role", "doctor", "patient", "reference")
    given = {each: f"{each} {HOSTILE}"[:60] for each in fields}
    english, hebrew = (
        shown(letter(to_doctor(added=HOSTILE, **given), language)).replace(" ", "")
        for language in LANGUAGES
    )
    assert all(each.replace(" ", "") in english for each in (HOSTILE, *given.values()))
    for mark in '#*_@$`\\="':  # the reader turns what stands in a Hebrew line
        assert hebrew.count(mark) == english.count(mark) > 0


def test_what_a_patient_reports_is_never_told_as_a_fact_about_them() -> None:
    for answers in OF_LEVEL.values():
        told = letter(to_doctor(reported=reported(answers)), "en")
        ours = " ".join((told.headline, told.opening, *told.asks, told.meanwhile))
        assert not re.search(r"\b(has|suffers|diagnosed|safe)\b", ours)
        assert overstatements(ours, "en") == ()
    assert "Reported to us" in letter(to_doctor(reported=reported(gravest())), "en").opening
    assert "not a diagnosis" in letter(to_doctor(), "en").opening


def test_only_what_is_urgent_is_called_so_and_makes_treatment_wait() -> None:
    told = {
        level: letter(to_doctor(reported=reported(answers)), "en")
        for level, answers in OF_LEVEL.items()
    }
    assert {level: each.headline for level, each in told.items()} == {
        Level.EMERGENCY: "Please assess at once",
        Level.SAME_DAY: "Please assess today",
        Level.DOCTOR_FIRST: "Please assess before treatment",
        Level.NOTE: "Please assess, not urgent",
        Level.NONE: "Please assess, not urgent",
    }
    waiting = {level for level, each in told.items() if "waits" in each.meanwhile}
    assert waiting == {Level.EMERGENCY, Level.SAME_DAY, Level.DOCTOR_FIRST}


def test_a_referral_beside_gentle_care_does_not_hold_treatment_back() -> None:
    gentle = next(each for each in rules().all.values() if each.gentle_care)
    example = next(each for each in gentle.examples if each.raised)
    told = letter(to_doctor(reported=reported(example.answers, example.context)), "en")
    assert told.headline == "Please assess, not urgent"
    assert "Gentle care goes on meanwhile" in told.meanwhile


@pytest.mark.parametrize("level", LEVELS)
def test_without_a_screening_the_level_that_was_chosen_stands(level: Level) -> None:
    told = letter(to_doctor(level=level, added="Fell from a ladder."), "en")
    assert told.level == level.name
    assert (told.signs, told.left_open, told.rules) == ((), (), "")
    assert ("waits" in told.meanwhile) == (level >= Level.DOCTOR_FIRST)
    assert "Fell from a ladder." in shown(told)


def test_a_level_chosen_by_hand_never_lowers_what_a_screening_found() -> None:
    given = to_doctor(level=Level.NOTE, reported=reported(OF_LEVEL[Level.EMERGENCY]))
    assert letter(given, "en").level == "EMERGENCY"


def test_what_only_the_practitioner_has_to_do_is_not_the_doctors() -> None:
    assert set(rules().all) >= FOR_PRACTITIONER
    found = reported(all_answered(psoriasis="not_sure"))
    assert {raised.rule for raised in found.said.reasons} & FOR_PRACTITIONER
    told = letter(to_doctor(reported=found), "en")
    assert not any("ask face to face" in sign.told for sign in told.signs)


def test_an_answer_stands_beside_the_first_sign_it_led_to() -> None:
    told = letter(to_doctor(reported=reported(gravest())), "en")
    answers = [answer for sign in told.signs for answer in sign.answers]
    assert len(answers) > 40
    assert len(set(answers)) == len(answers)


def test_open_questions_are_counted_and_a_few_are_named() -> None:
    answers = all_answered(leg_weakness="yes")
    del answers["urine_feeling"]
    one = letter(to_doctor(reported=reported(answers)), "en").left_open
    assert one == (
        "1 question was not answered, which is never a no.",
        "Any loss of the feeling of urine passing?",
    )
    many = letter(to_doctor(reported=reported({"leg_weakness": "yes"})), "en").left_open
    assert len(many) == 1
    assert "questions were not answered" in many[0]


def test_that_nobody_reviewed_the_rules_is_said_until_somebody_did() -> None:
    found = reported(OF_LEVEL[Level.SAME_DAY])
    assert (
        "not been reviewed by a clinician of this clinic yet"
        in letter(to_doctor(reported=found), "en").rules
    )
    clinician = Reviewed("the test's clinician", date(2026, 4, 1))
    signed = to_doctor(reported=found, reviewed=clinician)
    assert words(letter(signed, "en").rules) == (
        f"Rule set {rules().version}, reviewed for this clinic "
        "by the test's clinician on 1 Apr 2026."
    )


def test_the_identity_number_stands_in_it_where_it_is_wanted() -> None:
    assert "012345674" in shown(letter(to_doctor(), "en"))
    assert "Identity number" not in shown(letter(to_doctor(identity_number=""), "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_was_kept_is_the_same_and_prints_the_same(language: str) -> None:
    told = letter(to_doctor(reported=reported(gravest()), added="one\n\ntwo"), language)
    kept = from_kept(json.loads(json.dumps(as_kept(told))))
    assert kept == told
    assert letter_pdf(kept) == letter_pdf(told)
    assert [words(line) for line in kept.added] == ["one", "two"]


def test_a_letter_of_another_form_is_refused() -> None:
    kept = as_kept(letter(to_doctor(), "en"))
    with pytest.raises(ValueError, match="form 2; this release knows 1"):
        from_kept(kept | {"form": 2})


@pytest.mark.parametrize(
    ("text", "kept_together"),
    [
        ("חיפה · +972-4-555-0199", "+972-4-555-0199"),
        ("כאב −2.5 היום", "−2.5"),
        ("היה -2.5", "-2.5"),
        ("מוסמכת (Dipl. Ac.)", "(Dipl. Ac.)"),
        ("מ-5 עד 7/10", "7/10"),
    ],
)
def test_numbers_and_brackets_keep_their_order_within_hebrew(text: str, kept_together: str) -> None:
    assert f"\u2066{kept_together}\u2069" in typed(text)
    assert typed(text)[0] + typed(text)[-1] == "\u2068\u2069"


def test_a_hyphen_after_a_word_is_no_sign() -> None:
    assert "\u20665\u2069" in typed("מ-5")
    assert typed("4 to 5") == "\u20684 to 5\u2069"  # where nothing turns, nothing is isolated


def test_nobody_turns_the_letter_around() -> None:
    assert typed("a\u202eb\u2069c\n d") == "\u2068abc d\u2069"


@pytest.mark.parametrize(
    ("days", "told"),
    [(1.0, "1 day"), (59.0, "59 days"), (60.0, "about 9 weeks"), (80.0, "about 11 weeks")],
)
def test_how_long_it_has_lasted(days: float, told: str) -> None:
    assert duration_words(days, "en") == told
    told_there = letter(to_doctor(reported=reported({}, Context(days_since_onset=days))), "en")
    assert ("Back pain for", told) in told_there.about


def test_an_answer_is_due_sooner_the_more_urgent_the_letter_is() -> None:
    due = [letter_times()[level].answer_due_on(DAY) for level in LEVELS]
    assert due == sorted(due)
    assert due[0] == date(2026, 5, 4)
    assert all(each.provenance.certainty.value == "judgement" for each in letter_times().values())
    assert replace(letter_times()[Level.NOTE], answer_due_days=3).answer_due_on(DAY).day == 6
