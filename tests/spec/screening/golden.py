"""The specification of the screening in twenty files, each with the whole expected answer.

Each is a screening file in ``files/`` with level, reasons and sentences, for both readers and in
every language, in ``expected/``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from backcheck.interchange.screening_file import from_json
from backcheck.interchange.screening_json import screening_json
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import Screening, screen
from backcheck.knowledge.wording import Audience, languages
from backcheck.reports.screening import screening_report

HERE = Path(__file__).parent
READERS = (Audience.PRACTITIONER, Audience.PATIENT)


class GoldenScreening(NamedTuple):
    """One screening: its file's name, what it shows, and what the level must be."""

    name: str
    title: str
    level: str

    @property
    def file(self) -> Path:
        return HERE / "files" / f"{self.name}.json"

    @property
    def expected(self) -> Path:
        return HERE / "expected" / f"{self.name}.json"


GOLDEN = (
    GoldenScreening("nothing", "Everything asked, everything no", "NONE"),
    GoldenScreening("empty", "Nothing answered: never the same as no", "NOTE"),
    GoldenScreening("not-sure-saddle", "Not sure between the legs counts as yes", "EMERGENCY"),
    GoldenScreening("saddle-old", "Numb between the legs for a month, stable", "SAME_DAY"),
    GoldenScreening("contradicts-last-time", "Known for long, and no last time", "EMERGENCY"),
    GoldenScreening("bladder-explained", "An old leak with a known cause", "NOTE"),
    GoldenScreening("emergency-among-good-news", "One yes among seventy noes", "EMERGENCY"),
    GoldenScreening("one-leg", "A leg that is newly weak", "SAME_DAY"),
    GoldenScreening("numb-foot", "A numb foot and nothing else", "DOCTOR_FIRST"),
    GoldenScreening("fever-and-diabetes", "Not sure about a fever, and diabetes", "SAME_DAY"),
    GoldenScreening("weight-little", "One kilo of eighty is noted", "NOTE"),
    GoldenScreening("weight-much", "Four kilos of eighty, and an amount known", "DOCTOR_FIRST"),
    GoldenScreening("weak-together", "Two signs that say little alone", "DOCTOR_FIRST"),
    GoldenScreening("weak-and-new", "A sign that was not there last time", "DOCTOR_FIRST"),
    GoldenScreening("fall-at-71", "A small fall at 71", "SAME_DAY"),
    GoldenScreening("cancer-and-band", "Cancer once, and pain like a belt", "EMERGENCY"),
    GoldenScreening("aorta", "Sudden pain and a cold sweat", "EMERGENCY"),
    GoldenScreening("inflammatory", "Four of the five, not urgent", "DOCTOR_FIRST"),
    GoldenScreening("brand-new", "Ten days of pain: no course is sold", "NOTE"),
    GoldenScreening("dark-thoughts", "A person answers, today", "SAME_DAY"),
)


def screened(golden: GoldenScreening) -> Screening:
    """What the product answers to the file."""
    known = rules()
    answers, context = from_json(golden.file.read_bytes(), known.questions)
    return screen(answers, context, known)


def whole_answer(golden: GoldenScreening) -> dict[str, Any]:
    """The JSON of the command line, and everything that anybody reads."""
    found = screened(golden)
    return {"answer": screening_json(found), "told": _told(found)}


def _told(found: Screening) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for language in languages():
        for reader in READERS:
            report = screening_report(found, reader, language)
            told[f"{language} {reader.value}"] = {
                "headline": report.headline,
                "to_do": list(report.to_do),
                "because": {
                    group.heading: [f"{each.told} ({each.time_frame})" for each in group.reasons]
                    for group in report.because
                },
                "left_open": report.left_open,
                "limits": report.limits,
            }
    return told
