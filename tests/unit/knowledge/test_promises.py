"""What the product never says, in any sentence: promises, false certainty, blame."""

from __future__ import annotations

import re

import pytest

from backcheck.__main__ import every_command
from backcheck.knowledge.promises import (
    Kind,
    WordRule,
    overstatements,
    read_promises,
    word_rules,
)
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from tools import compile_words

RULES = list(word_rules().values())
LANGUAGES = compile_words.languages()
FILE = (DATA / "promises.toml").read_text(encoding="utf-8")
OF_COPIES = {("restore", "proved"), ("key rotate", "proved")}  # a copy can be proved to be whole
# Sentences that no rule was written from: each is caught all the same, under this kind.
CAUGHT = {
    "en": [
        ("Treatment works for most people, and it will soon work for you.", Kind.PROMISE),
        ("It'll help.", Kind.PROMISE),
        ("No promise was kept, but we promise you relief.", Kind.PROMISE),
        ("Not only proven, but cheap.", Kind.CERTAINTY),
        ("Your back is better because of the needles.", Kind.CERTAINTY),
        ("You may safely go on.", Kind.CERTAINTY),
        ("It doesn\u2019t hurt.", Kind.PROMISE),
        ("You should really have rested.", Kind.BLAME),
        ("You haven't tried enough.", Kind.BLAME),
        ("non-compliance", Kind.BLAME),
        ("Chronic low back pain", Kind.WORD),
    ],
    "he": [
        ("בעזרת הדיקור הכאב יחלוף.", Kind.PROMISE),
        ("המחטים עזרו לכם.", Kind.CERTAINTY),
        ("הודות לטיפול מצבכם טוב.", Kind.CERTAINTY),
        ("זה יסייע לכם.", Kind.PROMISE),
        ("הכאב חזר מפני שלא תרגלתם.", Kind.BLAME),
        ("הכאבים הכרוניים", Kind.WORD),
        ("אין סיכון בכוסות רוח.", Kind.CERTAINTY),
    ],
}


def _sentences(language: str) -> list[str]:
    entries = compile_words.whole(language)
    return [text for e in entries for text in (list(e.msgstr_plural.values()) or [e.msgstr])]


def _kinds(text: str, language: str) -> set[Kind]:
    return {found.kind for found in overstatements(text, language)}


def _each(name: str) -> list[object]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{at}")
        for rule in RULES
        for at, text in enumerate(getattr(rule, name))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_promises_claims_or_blames(language: str) -> None:
    found = {text: overstatements(text, language) for text in _sentences(language)}
    assert {text: over for text, over in found.items() if over} == {}


def test_no_help_of_a_command_promises_claims_or_blames() -> None:
    said = {
        (name, found.words)
        for name, parser in every_command().items()
        for found in overstatements(parser.format_help(), "en")
    }
    assert said == OF_COPIES


@pytest.mark.parametrize(("rule", "text"), _each("catches"))
def test_a_rule_catches_what_it_must(rule: WordRule, text: str) -> None:
    assert {found.kind for found in rule.found_in(text)} == {rule.kind}


@pytest.mark.parametrize(("rule", "text"), _each("passes"))
def test_honest_words_pass_every_rule(rule: WordRule, text: str) -> None:
    assert overstatements(text, rule.language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_both_in_every_language(language: str) -> None:
    mine = [rule for rule in RULES if rule.language == language]
    assert len({text for rule in mine for text in rule.catches}) >= 30
    assert len({text for rule in mine for text in rule.passes}) >= 30
    assert {rule.kind for rule in mine} == set(Kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_that_no_rule_was_written_from_are_caught(language: str) -> None:
    missed = [(text, kind) for text, kind in CAUGHT[language] if kind not in _kinds(text, language)]
    assert missed == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_pattern_of_words_is_a_whole_word(rule: WordRule) -> None:
    """A word within another is not the word: curettage, unproven, proofread; מבטחים."""
    inside = {"en": "Curettage, unsafely, proofread, promissory.", "he": "מבטחים, כרוניקה, הגזמנו."}
    assert rule.found_in(inside[rule.language]) == ()


def test_a_denial_doesnt_cover_what_follows_it() -> None:
    assert _kinds("It is not proven, but it cures.", "en") == {Kind.PROMISE}
    assert _kinds("לא הוכח, אבל הטיפול בטוח.", "he") == {Kind.CERTAINTY}


def test_a_language_without_rules_is_an_error_and_no_silence() -> None:
    with pytest.raises(KeyError, match="no rules of words are known for fr"):
        overstatements("Le traitement guérit.", "fr")


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (r'kind = "blame"', 'kind = "word"', "en has no rule of kind blame"),
        (r'"cure\[sd\]\?"', '"cure("', "is no pattern"),
        (r'language = "en"', 'language = "fr"', "language must be one of en, he"),
        (r"passes = \[[^]]*\]", "passes = []", "passes must be a list of texts"),
    ],
)
def test_a_fault_of_the_file_is_told(was: str, now: str, told: str) -> None:
    broken, count = re.subn(was, now, FILE)
    assert count > 0
    with pytest.raises(KnowledgeFaults, match=told):
        read_promises(broken)
