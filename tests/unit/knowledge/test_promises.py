"""What the product never says, in any sentence of the catalogue."""

from __future__ import annotations

import re

import pytest

from tools import compile_words

_HEBREW = (  # whole words, with the letters that Hebrew joins to their front
    r"(?<![א-ת])[והשכלבמ]{0,3}(?:"
    r"[יתנא](?:בטיח|רפא|ועיל|שתפר|שפר|עזור)[וי]?|[ית]עזר[וי]|[ית]מנע"
    r"|מובטח(?:ת|ים|ות)?|הבטחה|מבטיח(?:ה|ים|ות)?|אחריות לתוצאה"
    r"|ריפא(?:ה|ו)?|מרפא|מרפאים|ריפוי(?! בעיסוק)|נרפא(?:ת|ו|ים)?"
    r"|הוכ(?:ח|חה|חו|יח|יחה|יחו)|מוכח(?:ת|ים|ות)?"
    r"|בטוח(?:ה|ים|ות)?|הכו?ל תקין|אין (?:שום )?סכנה"
    r"|כרוני(?:ת|ים|ות)?|(?:השפעה|אפקט|תגובה) ספציפי(?:ת)?|סנסיטיזציה|רגישות מרכזית"
    r"|מגיב(?:ה|ים|ות)?"
    r"|(?:דיקור|מחטים) (?:גרם|גרמו|ריפא|עבד|עבדו|פעל|פעלו|הועיל|הועילו|עזר|עזרו|שיפר|שיפרו)"
    r")(?![א-ת])"
)
NEVER = {
    "en": re.compile(
        r"\b(acupuncture (caused|worked|works|cures?)|responders?|specific effects?|proven?|cures?"
        r"|heals?|guarantee[sd]?|will (help|improve|work)|safe|all clear|sensiti[sz]ation"
        r"|chronic)\b",
        re.IGNORECASE,
    ),
    "he": re.compile(_HEBREW),
}
CAUGHT = {
    "en": [
        "Acupuncture caused the change",
        "You will improve",
        "It is safe",
        "a responder",
        "chronic pain",
    ],
    "he": [
        "הטיפול יעזור לכם",
        "זה בוודאי יועיל",
        "מצבכם ישתפר",
        "הדיקור ירפא את הגב",
        "הדיקור עזר",
        "שיפור מובטח",
        "אנחנו מבטיחים הקלה",
        "הוכח שהדיקור מקל",
        "שיטה מוכחת",
        "הטיפול בטוח",
        "והבטוחה מכולן",
        "כאב כרוני",
        "הכאב הכרוני",
        "הכול תקין",
        "מגיבה לטיפול",
        "ריפוי הגב",
        "אפקט ספציפי",
    ],
}
PASSED = {
    "en": ["It is probably helping; see a doctor first."],
    "he": [
        "כנראה שזה עוזר; קודם כול לפנות לרופא.",
        "נשאל שוב את שאלות הבטיחות.",
        "אף אחד לא יכול לדעת בוודאות.",
        "סביר מאוד שמועיל",
        "יש אנשים שמצבם משתפר גם בלי טיפול.",
        "בלי דיקור",
        "מרפאה וריפוי בעיסוק",
        "הפסקה מתוכננת יכולה לעזור.",
    ],
}


def _sentences(language: str) -> list[str]:
    entries = compile_words.whole(language)
    return [text for e in entries for text in (list(e.msgstr_plural.values()) or [e.msgstr])]


def test_every_language_has_its_list():
    assert sorted(NEVER) == sorted(CAUGHT) == sorted(PASSED) == compile_words.languages()


@pytest.mark.parametrize("language", NEVER)
def test_no_sentence_promises_or_claims_a_cause(language):
    assert [text for text in _sentences(language) if NEVER[language].search(text)] == []


@pytest.mark.parametrize("language", NEVER)
def test_the_check_catches_what_it_must(language):
    assert [text for text in CAUGHT[language] if not NEVER[language].search(text)] == []


@pytest.mark.parametrize("language", NEVER)
def test_the_check_lets_honest_words_pass(language):
    assert [text for text in PASSED[language] if NEVER[language].search(text)] == []
