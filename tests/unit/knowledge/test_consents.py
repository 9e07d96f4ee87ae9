"""What a person may have signed is never changed afterwards."""

from __future__ import annotations

import hashlib
import re

import pytest

from backcheck.knowledge.consents import Purpose, consents, current, read_consents
from backcheck.knowledge.reading import DATA, KnowledgeFaults

FILE = (DATA / "consents.toml").read_text(encoding="utf-8")
# To change a text, make a new version of it and add its line; a line is never changed.
SIGNED = {
    ("treatment", 1, "en"): "74b499118c36e39b",
    ("treatment", 1, "he"): "6e4a5b249b205721",
    ("treatment", 2, "en"): "6eb521cef857f4c6",
    ("treatment", 2, "he"): "78d89eb5b4fb5b80",
    ("diary", 1, "en"): "f02a43be3563e812",
    ("diary", 1, "he"): "6a966254677703a7",
    ("research", 1, "en"): "6fcbed16f2e71d1b",
    ("research", 1, "he"): "215db67ac030544b",
    ("case_story", 1, "en"): "b9b2e416139bbc1f",
    ("case_story", 1, "he"): "e61d093348f68f64",
}
# What a person has to be told before agreeing to treatment: clinical.md 2.5, in either language.
MUST_SAY = {
    "who treats, and whether a physician": ("whether they are a physician", "אם הוא רופא"),
    "what the pain is thought to be": ("what your back pain is thought to be", "מה משערים שגורם"),
    "cups, tender points, movement": ("Cups, pressure on tender points", "כוסות רוח, לחיצה"),
    "whether it is tried": ("hardly been tested", "כמעט לא נבדקו"),
    "common effects and how often": ("one person in 10 ", "לאחד מכל 10 "),
    "a bruise": ("a bruise", "סימן כחול"),
    "tiredness": ("tiredness", "עייפות"),
    "worse for a short time": ("being worse for a short time", "החמרה לזמן קצר"),
    "rare serious effects and how often": ("one person in 10,000", "אחד מכל 10,000"),
    "a lung": ("an injured lung", "פגיעה בריאה"),
    "an infection": ("an infection", "זיהום"),
    "a nerve": ("an injured nerve", "פגיעה בעצב"),
    "a faint with a fall": ("a faint with a fall", "התעלפות ונפילה"),
    "what raises the risk": ("raise these risks", "שמגבירים את הסיכונים"),
    "against no treatment": ("Against no treatment the difference was moderate", "היעדר טיפול"),
    "against usual care": ("Against usual care", "לעומת הטיפול הרגיל"),
    "against sham": ("Against sham needling it was small", "לעומת דיקור מדומה"),
    "the chance of success": ("29 of 100", "29 מתוך 100"),
    "better by itself": ("gets better by itself", "משתפר מעצמו"),
    "the checkpoint": ("when to look at how it goes", "מתי בוחנים"),
    "the stop rule": ("and when to stop", "ומתי עוצרים"),
    "other ways and their risks": ("Each has its own chances and risks", "סיכויים וסיכונים"),
    "no treatment": ("the choice of no treatment", "אפשרות בלי טיפול"),
    "no diagnosis of a doctor": ("doesn't replace a doctor's diagnosis", "אינו מחליף אבחון"),
    "what is kept": ("kept in the clinic's record", "נשמר בתיק"),
    "research and stories apart": ("each asked for by themselves", "נשאל בנפרד"),
    "stopping": ("You may stop at any time", "אפשר להפסיק בכל עת"),
}


@pytest.mark.parametrize(("english", "hebrew"), MUST_SAY.values(), ids=MUST_SAY)
def test_the_text_of_treatment_says_all_it_must(english: str, hebrew: str) -> None:
    assert english in " ".join(current(Purpose.TREATMENT).read("en"))
    assert hebrew in " ".join(current(Purpose.TREATMENT).read("he"))


def test_a_text_is_as_it_was_when_somebody_signed_it():
    found = {
        (text.purpose.value, text.version, language): hashlib.sha256(
            "\n".join(text.read(language)).encode()
        ).hexdigest()[:16]
        for text in consents().values()
        for language in ("en", "he")
    }
    assert found == SIGNED


def test_every_purpose_has_a_text_of_its_own():
    texts = [tuple(current(purpose).read("en")) for purpose in Purpose]
    assert len(set(texts)) == len(Purpose)
    assert all(len(text) >= 4 for text in texts)


def test_the_newest_version_is_the_current_one():
    newer = FILE + FILE[FILE.index("[texts.diary_1]") : FILE.index("[texts.research_1]")].replace(
        "diary_1", "diary_2"
    ).replace("version = 1", "version = 2")
    assert (Purpose.DIARY, 2) in read_consents(newer)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("version = 1", "version = 2", "needs the versions"),
        ('purpose = "diary"', 'purpose = "advert"', "purpose must be one of"),
        (r'facts = \["amendment_13"\]', 'facts = ["hearsay"]', "not among this file's sources"),
        (r"parts = \[.*?\]", "parts = []", "parts must be a list"),
        (r"parts = \[.*?\]", 'parts = ["what", "what"]', "none twice"),
        ('source = "own"', 'source = "own"\nsigned = true', "unknown key 'signed'"),
    ],
)
def test_a_fault_of_the_file_is_told(was, now, told):
    with pytest.raises(KnowledgeFaults, match=told):
        read_consents(re.sub(was, now, FILE))


def test_what_is_told_of_harm_is_what_was_measured():
    text = " ".join(current(Purpose.TREATMENT).read("en"))
    assert "one person in 10 " in text
    assert "one person in 10,000" in text  # 9.31 %, and 1.01 in 10,000: Bäumler 2021
