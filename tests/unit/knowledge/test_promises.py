"""What the product never says, in any sentence of the catalogue."""

from __future__ import annotations

import re

import pytest

from tools import compile_words

NEVER = {
    "en": re.compile(
        r"\b(acupuncture (caused|worked|works|cures?)|responders?|specific effects?|proven?|cures?"
        r"|heals?|guarantee[sd]?|will (help|improve|work)|safe|all clear|sensiti[sz]ation"
        r"|chronic)\b",
        re.IGNORECASE,
    ),
}


def _sentences(language: str) -> list[str]:
    entries = compile_words.whole(language)
    return [text for e in entries for text in (list(e.msgstr_plural.values()) or [e.msgstr])]


@pytest.mark.parametrize("language", NEVER)
def test_no_sentence_promises_or_claims_a_cause(language):
    assert [text for text in _sentences(language) if NEVER[language].search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Acupuncture caused the change",
        "You will improve",
        "It is safe",
        "a responder",
        "chronic pain",
    ],
)
def test_the_check_catches_what_it_must(text):
    assert NEVER["en"].search(text)


def test_the_check_lets_honest_words_pass():
    assert not NEVER["en"].search("It is probably helping; see a doctor first.")
