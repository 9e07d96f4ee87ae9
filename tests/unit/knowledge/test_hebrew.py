"""Hebrew: its four plural forms, numbers that keep their direction, and a plain hand."""

from __future__ import annotations

import re
import string
from itertools import accumulate
from pathlib import Path

import django
import polib
import pytest

from backcheck.knowledge.sentence import Parameter, Sentence
from backcheck.knowledge.wording import Audience, render
from tools import compile_words

ENTRIES = list(compile_words.whole("he"))
ENGLISH = {(entry.msgctxt, entry.msgid): entry for entry in compile_words.whole("en")}
PLURALS = [entry for entry in ENTRIES if entry.msgstr_plural]
LATIN_NAMES = ("Backcheck", "CSV", "PDF", "UTF-8", "python3 start.py check FILE")
LATIN_NAMES += ("PEG", "PSFS", "RMDQ", "ODI", "PHQ-2", "GAD-2", "TSK-11", "TSK-17", "FABQ")
LATIN_NAMES += ("STarT Back", "PROMIS")
STAYS_LATIN = re.compile(r"\b(?:" + "|".join(map(re.escape, LATIN_NAMES)) + r")\b")
SAMPLES: dict[str, Parameter] = {
    "points": -1.25,
    "days": 1.0,
    "better": -1.25,
    "range": (-2.0, 0.5),
    "percent": 0.42,
    "harm": 0.42,
    "share": 0.043,
    "shareof": 0.043,
    "tenths": 0.9,
    "rate": 0.043,
    "outof": 0.043,
    "grouped": 3974.0,
    "question": "weight_loss",
    "sign": "pain",
    "instrument": "peg",
}
LEFT_TO_RIGHT = re.compile("\u2066[^\u2066-\u2069]*\u2069")
ISOLATES = {"\u2066": 1, "\u2067": 1, "\u2068": 1, "\u2069": -1}


def _templates(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def _bare(template: str) -> str:
    """The words without the fields, and without names that stay in Latin letters."""
    words = "".join(words for words, *_ in string.Formatter().parse(template))
    return STAYS_LATIN.sub("", words)


TEMPLATES = [(entry.msgid, text) for entry in ENTRIES for text in _templates(entry)]


def _found(pattern: str) -> list[tuple[str, str]]:
    return [(key, text) for key, text in TEMPLATES if re.search(pattern, _bare(text))]


def _tells_the_count(entry: polib.POEntry) -> bool:
    english = ENGLISH[entry.msgctxt, entry.msgid]
    return any("{count}" in template for template in english.msgstr_plural.values())


def _named(entries: list[polib.POEntry]) -> list[object]:
    return [pytest.param(entry, id=f"{entry.msgctxt}-{entry.msgid}") for entry in entries]


def test_the_plural_forms_are_those_of_django():
    theirs = Path(django.__file__).parent / "conf/locale/he/LC_MESSAGES/django.po"
    header = polib.pofile(str(theirs)).metadata["Plural-Forms"]
    assert header.startswith("nplurals=4;")
    for source in compile_words.subjects("he"):
        assert polib.pofile(str(source)).metadata["Plural-Forms"] == header


@pytest.mark.parametrize("entry", _named([e for e in PLURALS if _tells_the_count(e)]))
def test_one_and_two_are_words_and_the_rest_is_said_alike(entry):
    one, two, tens, many = (entry.msgstr_plural[form] for form in range(4))
    assert tens == many
    assert "{count}" in many
    assert "{count}" not in one + two
    assert len({one, two, many}) == 3


@pytest.mark.parametrize("entry", _named([e for e in PLURALS if not _tells_the_count(e)]))
def test_what_does_not_tell_a_count_is_said_alike(entry):
    assert len(set(entry.msgstr_plural.values())) == 1


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "עוד \u20660\u2069 ימים עם דירוג"),
        (1, "עוד יום אחד עם דירוג"),
        (2, "עוד יומיים עם דירוג"),
        (3, "עוד \u20663\u2069 ימים עם דירוג"),
        (20, "עוד \u206620\u2069 ימים עם דירוג"),
    ],
)
def test_how_many_days(count, told):
    said = render(Sentence("change.days_after", {"count": count}), Audience.PRACTITIONER, "he")
    assert said == f"{told} אחרי הטיפול הראשון."


def test_one_and_two_are_never_digits():
    assert _found(r"(?<![\d.])[12](?![\d.])") == []


def test_no_latin_letters():
    assert _found("[A-Za-z]") == []


def test_every_latin_name_is_used():
    said = {name for _, text in TEMPLATES for name in STAYS_LATIN.findall(text)}
    assert said == set(LATIN_NAMES)


def test_no_vowel_points():
    assert _found("[\u0591-\u05bd\u05bf-\u05c7]") == []


def test_nobody_is_two_genders_with_a_slash_or_a_dot():
    assert _found(r"[א-ת][/.][א-ת]|\([א-ת]\)|\bאת\b/") == []


def test_nothing_beside_a_number_takes_it_for_its_sign():
    """A maqaf joins a letter to a number; a hyphen would look like a minus."""
    for key, text in ((key, STAYS_LATIN.sub("", text)) for key, text in TEMPLATES):
        assert not re.search(r"[-\u2212~%+]\s?(\{|\d)|\}\s?[%+-]", text), key
        assert not re.search(r"[א-ת](\{(?!what|month|day)|\d)", text), key


def _said(entry: polib.POEntry) -> list[str]:
    """The sentence with numbers of every kind: one for each plural form there is, and none."""
    fields = [f for text in _templates(entry) for f in string.Formatter().parse(text)]
    given = {name: SAMPLES.get(spec or "", 3) for _, name, spec, _ in fields if name}
    counts = [{"count": n} for n in (0, 1, 2, 7, 30)] if entry.msgstr_plural else [{}]
    audience = Audience(entry.msgctxt)
    return [render(Sentence(entry.msgid, given | count), audience, "he") for count in counts]


def test_every_sentence_keeps_its_numbers_together():
    """Whole, with every isolate closed, and no sign outside of one."""
    for said in (said for entry in ENTRIES for said in _said(entry)):
        assert not set(said) & set("{}_"), said
        assert _are_closed(said), said
        assert not set(LEFT_TO_RIGHT.sub("", said)) & set("\u2212<>"), said


def _are_closed(said: str) -> bool:
    depths = list(accumulate(ISOLATES.get(letter, 0) for letter in said))
    return min(depths) >= 0 and depths[-1] == 0


def test_a_fall_below_zero_is_told_in_words():
    given = {"mean": -1.26, "between": (-2.0, -0.5), "coverage": 0.9, "prob": 0.004}
    said = render(Sentence("because.change", given), Audience.PATIENT, "he")
    told = ("1.3", "9", "0.5", "2.0", "<1%")
    assert LEFT_TO_RIGHT.findall(said) == [f"\u2066{text}\u2069" for text in told]
    assert said.count("גרועה") == 2  # the mean and the range
