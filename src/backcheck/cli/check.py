"""``backcheck check``: the answer for every course of a file."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from backcheck.interchange.answer_json import on_text, to_json
from backcheck.interchange.course_file import from_csv
from backcheck.interchange.fault import CourseFileFaults
from backcheck.interchange.on import On, OnFault, read_on
from backcheck.knowledge.wording import Audience, languages
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Course
from backcheck.verdict.robust import Robustness, robustness

from .exits import BadInput, WrongUsage
from .given_file import given_file
from .progress import progress
from .target_path import target_path

PICTURE_ENDINGS = (".svg", ".png", ".pdf")
_LANGUAGE = "en"  # unless told otherwise
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
    on = _on(arguments.on)
    plotted, printed = _targets(arguments)
    courses = _chosen(_read(arguments.file), arguments.course)
    for option, target in (("--plot", plotted), ("--report", printed)):
        if target is not None and len(courses) > 1:
            raise WrongUsage(
                f"{option} takes one course and the file has {len(courses)}; "
                "choose it with --course ID"
            )
    moments = [_resolved(on, course) for course in courses]
    pairs = list(zip(courses, moments, strict=True))
    assessments: list[Assessment] = []
    held: list[Robustness | None] = []
    for course, at in progress(pairs, "courses"):
        assessments.append(assess(course, at))
        held.append(robustness(assessments[-1]) if arguments.robust else None)
    audience = Audience.PATIENT if arguments.patient else Audience.PRACTITIONER
    if plotted is not None or printed is not None:
        from .plot import draw  # drawing is imported only for a drawing  # noqa: PLC0415

        draw(assessments[0], plotted, printed, audience, arguments.language or _LANGUAGE)
    if arguments.json:
        answers = [to_json(each, found) for each, found in zip(assessments, held, strict=True)]
        print(json.dumps(answers, ensure_ascii=False, indent=1))
    else:
        _show(assessments, held if arguments.robust else None, audience)


def _targets(arguments: argparse.Namespace) -> tuple[Path | None, Path | None]:
    """Where the picture and the sheet go."""
    plotted = target_path("--plot", arguments.plot, PICTURE_ENDINGS)
    printed = target_path("--report", arguments.report, [".pdf"])
    if plotted is None and printed is None and arguments.language is not None:
        raise WrongUsage(
            "--language is that of --plot and --report, and neither is given; what is printed "
            "here is English"
        )
    if plotted is not None and printed is not None and plotted.resolve() == printed.resolve():
        raise WrongUsage(f"--plot and --report are both {arguments.report!r}; give two names")
    return plotted, printed


def _show(
    assessments: list[Assessment], held: list[Robustness | None] | None, audience: Audience
) -> None:
    from . import terminal  # rich is not needed for JSON  # noqa: PLC0415

    if len(assessments) == 1:
        terminal.show_whole(assessments[0], audience, None if held is None else held[0])
    else:
        terminal.show_rows([(a, on_text(a)) for a in assessments], audience, held)
        print("One course whole: --course ID", file=sys.stderr)


def _read(name: str) -> list[Course]:
    data = given_file(name, "a course file")
    try:
        return from_csv(data)
    except CourseFileFaults as error:
        lines = [f"{name}: {fault.line_text}" for fault in error.faults]
        raise BadInput("\n".join(lines)) from error


def _chosen(courses: list[Course], wanted: str | None) -> list[Course]:
    found = [course for course in courses if wanted in (None, course.id)]
    if not found:
        known = ", ".join(course.id for course in courses[:10])
        more = f" and {len(courses) - 10} more" if len(courses) > 10 else ""
        raise WrongUsage(
            f"--course {wanted!r}: there is no such course; the file has {known}{more}"
        )
    return found


def _on(text: str | None) -> On | None:
    try:
        return None if text is None else read_on(text)
    except OnFault as error:
        raise WrongUsage(str(error)) from error


def _resolved(on: On | None, course: Course) -> float | None:
    try:
        return None if on is None else on.resolve(course)
    except OnFault as error:
        raise WrongUsage(str(error)) from error
