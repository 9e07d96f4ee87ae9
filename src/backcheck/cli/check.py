"""``backcheck check``: the answer for every course of a file."""

from __future__ import annotations

import argparse

from backcheck.knowledge.wording import languages

_DESCRIPTION = """\
Read a course file and answer, for every course in it: does the treatment help this person, and
what is the next step? One course is shown whole, several as a row each (--course ID shows one).
The file's format is in docs/course-file.md; - reads standard input."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "check",
        help="the answer for every course of a file",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("file", metavar="FILE", help="a course file (CSV), or - for standard input")
    parser.add_argument("--course", metavar="ID", help="only this course")
    parser.add_argument(
        "--on",
        metavar="AT",
        help="answer as of this date, date-time or day number; later events are not used "
        "(default: the last event)",
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="a JSON list, one object a course")
    shown.add_argument(
        "--patient", action="store_true", help="the patient's words instead of the practitioner's"
    )
    parser.add_argument(
        "--robust",
        action="store_true",
        help="also say whether the answer holds or what it depends on: another duration of the "
        "pain, another belief beforehand, one rating less, the last week less. Takes one to five "
        "seconds a course",
    )
    parser.add_argument(
        "--plot",
        metavar="OUT",
        help="also draw the picture of the course, for one course; the ending decides: "
        "OUT.svg, OUT.png or OUT.pdf",
    )
    parser.add_argument(
        "--report",
        metavar="OUT.pdf",
        help="also print the answer with its picture onto one A4 sheet, for one course",
    )
    parser.add_argument(
        "--language",
        choices=languages(),
        help="the language of --plot and --report (default: en)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Answer on standard output.

    Raises:
        BadInput: the file can't be read or has faults; all of them are told. Or there is nothing
            to draw, or a file can't be written.
        WrongUsage: no such course, a moment that does not fit, or options that do not go together.
    """
    from . import checked  # the engine is for a run alone  # noqa: PLC0415

    checked.show(arguments)
