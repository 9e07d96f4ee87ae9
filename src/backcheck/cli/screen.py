"""``backcheck screen``: what the answers to the warning-sign questions lead to."""

from __future__ import annotations

import argparse

from .exits import WrongUsage

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
    from . import screened  # its rooms are for this command alone  # noqa: PLC0415

    screened.show(arguments.file, as_json=arguments.json, to_patient=arguments.patient)
