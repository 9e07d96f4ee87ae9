"""The specification of the answer in twelve courses: one for each verdict and each next step.

Each is a course file in ``courses/`` with the whole expected answer in ``expected/``. The lines
here say in words what a reader should find; tests/spec/verdict/test_golden.py holds them to it and
tools/make_docs.py prints them into docs/generated/verdicts.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from backcheck.interchange.answer_json import to_json
from backcheck.interchange.course_file import from_csv
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, render
from backcheck.verdict.assessment import Assessment, assess

HERE = Path(__file__).parent


class Golden(NamedTuple):
    """One course: its file's name, what it shows, and what the answer must be."""

    name: str
    title: str
    text: str
    verdict: str
    next_step: str

    @property
    def file(self) -> Path:
        return HERE / "courses" / f"{self.name}.csv"

    @property
    def expected(self) -> Path:
        return HERE / "expected" / f"{self.name}.json"


GOLDEN = (
    Golden(
        "no-visit-yet",
        "Before the first visit",
        "Diary days and no treatment: there is nothing to judge, whatever the diary says.",
        verdict="CANNOT_TELL_YET",
        next_step="KEEP_MEASURING",
    ),
    Golden(
        "worse",
        "Getting worse under treatment",
        "Pain climbs steadily from the first visit on. Rule 1 comes before everything else that is "
        "statistical, and the next step is to stop, not to try longer.",
        verdict="WORSE",
        next_step="STOP_AND_REASSESS",
    ),
    Golden(
        "very-likely-helping",
        "A clear answer after each visit, and a lasting gain",
        "Pain of many years falls after every visit, comes part of the way back, and ends lower "
        "each week. Even a sceptical prior agrees.",
        verdict="VERY_LIKELY_HELPING",
        next_step="CONTINUE",
    ),
    Golden(
        "probably-helping",
        "The same pattern, smaller and noisier",
        "Between .65 and .80: probably, with its error rate said beside it.",
        verdict="PROBABLY_HELPING",
        next_step="CONTINUE",
    ),
    Golden(
        "better-cause-unclear",
        "Something else began three days after the first visit",
        "The improvement is large and the numbers alone would say helping. An exercise class that "
        "began in the same week switches that off: better, and nobody can say from what.",
        verdict="BETTER_CAUSE_UNCLEAR",
        next_step="CONTINUE",
    ),
    Golden(
        "little-sign-of-help",
        "Eight visits and a flat line",
        "No change of the usual level and little chance of a benefit: the agreement says stop.",
        verdict="LITTLE_SIGN_OF_HELP",
        next_step="STOP_AND_REASSESS",
    ),
    Golden(
        "refer",
        "An open warning sign goes before every number",
        "The diary looks good. Unexplained weight loss was reported and no doctor has cleared it.",
        verdict="PROBABLY_HELPING",
        next_step="REFER",
    ),
    Golden(
        "stop-and-reassess",
        "Clear futility at the fifth visit",
        "Nothing has moved, and the chance of success if continued is below 15 %.",
        verdict="LITTLE_SIGN_OF_HELP",
        next_step="STOP_AND_REASSESS",
    ),
    Golden(
        "keep-measuring",
        "The first look, and nothing decided",
        "Four visits, a small movement in the right direction. In day numbers instead of dates.",
        verdict="CANNOT_TELL_YET",
        next_step="KEEP_MEASURING",
    ),
    Golden(
        "finish",
        "The aim is reached, and most of it would have come anyway",
        "Pain of three weeks that was already falling before the first visit is nearly gone.",
        verdict="BETTER_CAUSE_UNCLEAR",
        next_step="FINISH",
    ),
    Golden(
        "continue",
        "Twelve visits, and really better",
        "At the limit of the agreement only a real change lets the course go on.",
        verdict="PROBABLY_HELPING",
        next_step="CONTINUE",
    ),
    Golden(
        "adjust",
        "Six visits, undecided: change something",
        "The primary sign is sleep, where more is better. The chance of success is neither small "
        "enough to stop nor large enough to go on unchanged.",
        verdict="CANNOT_TELL_YET",
        next_step="ADJUST",
    ),
)


def assessed(golden: Golden) -> Assessment:
    """The answer the product gives for the course."""
    (course,) = from_csv(golden.file.read_bytes())
    return assess(course)


def whole_answer(golden: Golden) -> dict[str, Any]:
    """The JSON of the command line, and everything the patient reads."""
    assessment = assessed(golden)
    return {"answer": to_json(assessment), "patient": _patient(assessment)}


def _patient(assessment: Assessment) -> dict[str, Any]:
    def words(*sentences: Sentence) -> list[str]:
        return [render(sentence, Audience.PATIENT) for sentence in sentences]

    return {
        "verdict": words(Sentence(f"verdict.{assessment.verdict.value}"))[0],
        "next_step": words(Sentence(f"next_step.{assessment.next_step.value}"))[0],
        "five_sentences": words(*assessment.five_sentences),
        "because": words(*assessment.because),
        "would_change": words(*assessment.would_change),
        "cannot_show": words(*assessment.cannot_show),
    }
