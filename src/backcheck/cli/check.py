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
from backcheck.knowledge.wording import Audience
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Course

from .exits import BadInput, WrongUsage
from .progress import progress

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
    )
    parser.add_argument("file", metavar="FILE", help="a course file (CSV), or - for standard input")
    parser.add_argument("--course", metavar="ID", help="only this course")
    parser.add_argument(
        "--on",
        metavar="AT",
        help="answer as of this date, date-time or day number; later events are not used "
        "(default: the last event)",
    )
    parser.add_argument("--json", action="store_true", help="a JSON list, one object a course")
    parser.add_argument(
        "--patient", action="store_true", help="the patient's words instead of the practitioner's"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Answer on standard output.

    Raises:
        BadInput: the file can't be read or has faults; all of them are told.
        WrongUsage: no such course, or a moment that does not fit.
    """
    on = _on(arguments.on)
    courses = _chosen(_read(arguments.file), arguments.course)
    moments = [_resolved(on, course) for course in courses]
    pairs = list(zip(courses, moments, strict=True))
    assessments = [assess(course, at) for course, at in progress(pairs, "courses")]
    if arguments.json:
        json.dump([to_json(a) for a in assessments], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    else:
        audience = Audience.PATIENT if arguments.patient else Audience.PRACTITIONER
        _show(assessments, audience)


def _show(assessments: list[Assessment], audience: Audience) -> None:
    from . import terminal  # rich is not needed for JSON  # noqa: PLC0415

    if len(assessments) == 1:
        terminal.show_whole(assessments[0], on_text(assessments[0]), audience)
    else:
        terminal.show_rows([(a, on_text(a)) for a in assessments])
        print("One course whole: --course ID", file=sys.stderr)


def _read(name: str) -> list[Course]:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInput(
            f"{name}: {error.strerror or error}; give the path of a course file"
        ) from error
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
