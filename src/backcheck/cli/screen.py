"""``backcheck screen``: what the answers to the warning-sign questions lead to."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from backcheck.interchange.screening_file import ScreeningFileFaults, from_json
from backcheck.interchange.screening_json import questions_json, screening_json
from backcheck.knowledge.screening.rule import Rules
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import Screening, screen
from backcheck.knowledge.wording import Audience

from .exits import BadInput, WrongUsage

_DESCRIPTION = """\
Doctor first: read the answers to the warning-sign questions and say whether a doctor comes before
treatment, how soon, and why, rule by rule. It never says that somebody has no illness.
--questions lists what is asked. The file's format is in docs/screening-file.md; - reads standard
input."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "screen",
        help="does a doctor come first? what the warning-sign answers lead to",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="a screening file (JSON), or - for standard input",
    )
    parser.add_argument(
        "--questions", action="store_true", help="the questions, in the order they are asked"
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="a JSON object")
    shown.add_argument(
        "--patient", action="store_true", help="the patient's words instead of the practitioner's"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """The screening, or the questions, on standard output.

    Raises:
        BadInput: the file can't be read or has faults; all of them are told.
        WrongUsage: neither a file nor --questions, or both.
    """
    if (arguments.file is None) != arguments.questions:
        raise WrongUsage("screen takes a FILE, or --questions, and not both")
    audience = Audience.PATIENT if arguments.patient else Audience.PRACTITIONER
    if arguments.questions:
        _show_questions(rules(), arguments.json, audience)
    else:
        _show(_screened(arguments.file, rules()), arguments.json, audience)


def _screened(name: str, known: Rules) -> Screening:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInput(
            f"{name}: {error.strerror or error}; give the path of a screening file"
        ) from error
    try:
        answers, context = from_json(data, known.questions)
    except ScreeningFileFaults as error:
        raise BadInput("\n".join(f"{name}: {line}" for line in error.lines)) from error
    return screen(answers, context, known)


def _show(screening: Screening, as_json: bool, audience: Audience) -> None:
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
