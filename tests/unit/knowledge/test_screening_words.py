"""What a patient reads in a screening: plain words, nothing unsure told as fact, never "safe"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.question import Kind
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, languages, render
from tools import compile_words

RULES = rules()
QUESTIONS = RULES.questions.all
# What isn't seen in a source is told as why we ask, as what the patient said, or as what to do.
WHY_WE_ASK = {"en": "We ask this so that ", "he": "השאלה נשאלת כדי ש"}
WHAT_WAS_SAID = {
    "en": ("You told us ", "You were not sure ", "You are ", "Your pain is", "Some ", "At your"),
    "he": (
        "סיפרתם ",
        "על חלק מהשאלות לא ידעתם",
        "לא ידעתם ",
        "אתם ",
        "הכאב שלכם חדש",
        "יש היריון",
        "חלק מה",
        "בגילכם",
    ),
}
LONGEST_GRADE, MEAN_GRADE = 7.0, 5.0  # Flesch and Kincaid's; the fifth and sixth are age 10 to 12


def patient(key: str, language: str = "en") -> str:
    return render(Sentence(key), Audience.PATIENT, language)


def reasons(language: str) -> Iterator[tuple[str, Certainty, str]]:
    for rule in RULES.all.values():
        known = {**rule.figures, **dict.fromkeys(rule.tells, 10)}
        sentence = Sentence(f"screen.reason.{rule.id}", known)
        yield rule.id, rule.provenance.certainty, render(sentence, Audience.PATIENT, language)


@pytest.mark.parametrize("language", languages())
def test_why_is_told_as_fact_only_where_it_was_seen(language):
    for topic in RULES.questions.topics.values():
        told = patient(f"screen.why.{topic.id}", language)
        is_fact = not told.startswith(WHY_WE_ASK[language])
        assert is_fact == topic.provenance.certainty.may_be_told_as_fact, topic.id


@pytest.mark.parametrize("language", languages())
def test_a_reason_that_was_not_seen_reads_back_what_was_said(language):
    for rule, certainty, told in reasons(language):
        if not certainty.may_be_told_as_fact:
            assert told.startswith(WHAT_WAS_SAID[language]), rule


@pytest.mark.parametrize("language", languages())
def test_a_patient_reads_no_number_that_was_not_seen(language):
    for rule, certainty, told in reasons(language):
        if rule != "X_unanswered":  # which counts the patient's own open questions
            assert certainty.may_be_told_as_fact or not re.search(r"\d", told), rule
    for key, question in QUESTIONS.items():
        told = patient(f"screen.ask.{key}", language)
        assert question.provenance.certainty.may_be_told_as_fact or not re.search(r"\d", told), key
    for rule in RULES.all.values():
        assert not re.search(r"\d", label(f"screen.time.{rule.time_frame.id}", language))
    for level in Level:
        assert not re.search(r"\d", patient(f"screen.do.{level.name}", language))


def test_the_only_number_among_the_answers_is_the_one_that_was_seen() -> None:
    """14 days, of GIRFT, on the two scales that lean on it."""
    with_numbers = {
        each.scale
        for each in QUESTIONS.values()
        for value in each.values
        if re.search(r"\d", label(f"screen.answer.{each.scale}.{value}"))
    }
    assert with_numbers == {"timed", "known"}


@pytest.mark.parametrize("language", languages())
def test_none_says_what_it_is_not_and_what_to_do_if_something_changes(language):
    told = [patient("screen.level.NONE", language), patient("screen.do.NONE", language)]
    told.append(patient("screen.changes", language))
    word = {"en": r"\b(safe|healthy|fine|all clear|no illness is)\b", "he": r"בטוח|בריא|תקין"}
    assert not re.search(word[language], " ".join(told))
    assert {"en": "does not mean", "he": "לא אומר"}[language] in told[1]
    assert {"en": "hospital at once", "he": "מיד לבית חולים"}[language] in told[2]


def test_an_emergency_waits_for_nobody() -> None:
    told = patient("screen.do.EMERGENCY")
    for part in ("ambulance", "Do not drive", "Do not wait for us"):
        assert part in told
    assert not re.search(r"appointment|practitioner|book", told)


@pytest.mark.parametrize("key", QUESTIONS)
def test_a_question_is_read_at_eleven(key):
    assert _grade(patient(f"screen.ask.{key}")) <= LONGEST_GRADE


def test_most_questions_are_easier_than_that() -> None:
    grades = [_grade(patient(f"screen.ask.{key}")) for key in QUESTIONS]
    assert sum(grades) / len(grades) <= MEAN_GRADE


def test_the_grade_tells_hard_words_from_easy_ones() -> None:
    assert _grade("Do you feel ill?") < 2
    assert _grade("Have you experienced unintentional weight reduction recently?") > 10


def _grade(text: str) -> float:
    words = re.findall(r"[A-Za-z']+", text)
    sentences = len(re.findall(r"[.?!:]+", text)) or 1
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    """Groups of vowels, without an e that is not spoken."""
    groups = len(re.findall("[aeiouy]+", word.lower()))
    silent = re.search(r"([^l]e|[^td]ed)$", word.lower())
    return max(1, groups - 1 if silent and groups > 1 else groups)


def test_every_question_asks_and_every_kind_is_there() -> None:
    for language in languages():
        for reader in (Audience.PATIENT, Audience.PRACTITIONER):
            for key in QUESTIONS:
                assert "?" in render(Sentence(f"screen.ask.{key}"), reader, language)
    assert {each.kind for each in QUESTIONS.values()} == set(Kind)


def test_nothing_of_it_says_the_same_to_both_where_it_could_be_plainer() -> None:
    """A patient's words are written for patients: few questions are the same for both."""
    said = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in compile_words.whole("en")}
    same = [
        key
        for key in QUESTIONS
        if said["patient", f"screen.ask.{key}"] == said["practitioner", f"screen.ask.{key}"]
    ]
    assert same == []
