"""What the pages of letters show, in the reader's language; a letter itself in its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from backcheck.knowledge.wording import label, right_to_left
from backcheck.reports.letter import LetterDocument
from backcheck.web.clinics.member import Member
from backcheck.web.clinics.roles import Act
from backcheck.web.kit.days import day_told
from backcheck.web.kit.words import words
from backcheck.web.patients.kinds import State
from backcheck.web.patients.known import Known

from .kinds import LetterState
from .known_letter import Answered, Happened, KnownLetter
from .named import CAME_NAMES, GOES_ON_NAMES, LEVEL_NAMES, STATE_NAMES
from .queries import DueLetter

_HEADINGS = ("letter.signs", "letter.by_when", "letter.left_open", "letter.asks")


def letter_words(document: LetterDocument) -> Mapping[str, Any]:
    """What a letter needs beside its own words: its headings and its direction."""
    headings = {key.partition(".")[2]: label(key, document.language) for key in _HEADINGS}
    direction = "rtl" if right_to_left(document.language) else "ltr"
    return {"headings": headings, "letter_dir": direction}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with a letter, in words."""

    state: str
    is_overdue: bool


def standing(state: LetterState, due_on: date) -> Standing:
    """Waiting until a day, overdue since one, or over."""
    if state is not LetterState.WAITING:
        return Standing(str(STATE_NAMES[state]), False)
    is_overdue = due_on < timezone.localdate()
    key = "page.letters.overdue" if is_overdue else "page.letters.waiting_until"
    return Standing(words(key, day=day_told(due_on)), is_overdue)


def letter_page(who: Member, known: Known, letter: KnownLetter) -> Mapping[str, Any]:
    """One letter: how it stands, what came of it, and what it says."""
    answered = letter.answered
    return {
        "patient": known,
        "kept": letter,
        "letter": letter.document,
        "standing": standing(letter.state, letter.answer_due_on),
        "written": words(
            "page.letters.written", day=day_told(letter.written_at), by=letter.written_by
        ),
        "answered": _answered(answered) if answered else None,
        "happened": [
            _happened(each)
            for each in reversed(letter.happened)
            if each.moved or each.answered is not answered
        ],
        "may_write": known.state is State.OPEN and who.may(Act.WRITE_CLINICAL),
        **letter_words(letter.document),
    }


def _answered(answered: Answered) -> Mapping[str, Any]:
    return {
        "goes_on": GOES_ON_NAMES[answered.goes_on.value],
        "came": words(
            "page.letters.came_on",
            how=str(CAME_NAMES[answered.came.value]),
            day=day_told(answered.answered_on),
        ),
        "by": answered.answered_by,
        "found": answered.found,
    }


def _happened(happened: Happened) -> Mapping[str, Any]:
    recorded = words(
        "page.letters.recorded", day=day_told(happened.recorded_at), by=happened.recorded_by
    )
    if happened.moved is not None:
        before, after = (day_told(each) for each in happened.moved)
        said = words("page.letters.moved", before=before, after=after)
        return {"said": said, "text": happened.why, "recorded": recorded}
    assert happened.answered is not None
    told = _answered(happened.answered)
    return {"said": told["came"], "answer": told, "text": told["found"], "recorded": recorded}


def of_patient(who: Member, known: Known, letters: Sequence[KnownLetter]) -> Mapping[str, Any]:
    """The letters on a patient's page."""
    rows = [
        {
            "id": each.id,
            "day": day_told(each.written_at),
            "doctor": each.doctor,
            "standing": standing(each.state, each.answer_due_on),
        }
        for each in letters
    ]
    may_write = known.state is State.OPEN and who.may(Act.WRITE_CLINICAL)
    return {"patient": known, "letters": rows, "may_write": may_write}


def due_page(found: Sequence[DueLetter]) -> Mapping[str, Any]:
    """What is due: what is overdue apart from what comes."""
    rows = [
        {
            "letter": each.letter,
            "patient": each.of.known,
            "name": each.of.name,
            "level": LEVEL_NAMES[each.level.name],
            "written": day_told(each.written_on),
            "standing": standing(LetterState.WAITING, each.due_on),
        }
        for each in found
    ]
    return {
        "overdue": [row for row in rows if row["standing"].is_overdue],
        "coming": [row for row in rows if not row["standing"].is_overdue],
    }
