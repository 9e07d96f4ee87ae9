"""A screening file answered, or the questions, on standard output."""

from __future__ import annotations

import json

from backcheck.interchange.screening_file import ScreeningFileFaults, from_json
from backcheck.interchange.screening_json import questions_json, screening_json
from backcheck.knowledge.screening.rule import Rules
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import Screening, screen
from backcheck.knowledge.wording import Audience

from .exits import BadInput
from .given_file import given_file


def show(name: str | None, as_json: bool, to_patient: bool) -> None:
    """The screening of a file; without one, the questions.

    Raises:
        BadInput: the file can't be read or has faults; all of them are told.
    """
    audience = Audience.PATIENT if to_patient else Audience.PRACTITIONER
    if name is None:
        _show_questions(rules(), as_json, audience)
    else:
        _show_screening(_screened(name, rules()), as_json, audience)


def _screened(name: str, known: Rules) -> Screening:
    data = given_file(name, "a screening file")
    try:
        answers, context = from_json(data, known.questions)
    except ScreeningFileFaults as error:
        raise BadInput("\n".join(f"{name}: {line}" for line in error.lines)) from error
    return screen(answers, context, known)


def _show_screening(screening: Screening, as_json: bool, audience: Audience) -> None:
    if as_json:
        print(json.dumps(screening_json(screening), ensure_ascii=False, indent=1))
        return
    from . import terminal_screen  # rich is not needed for JSON  # noqa: PLC0415

    terminal_screen.show(screening, audience)


def _show_questions(known: Rules, as_json: bool, audience: Audience) -> None:
    if as_json:
        print(json.dumps(questions_json(known), ensure_ascii=False, indent=1))
        return
    from . import terminal_screen  # noqa: PLC0415

    terminal_screen.show_questions(known, audience)
