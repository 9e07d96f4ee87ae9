"""A course file is read, answered and shown, on standard output."""

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
from backcheck.verdict.robust import Robustness, robustness

from .exits import BadInput, WrongUsage
from .given_file import given_file
from .progress import progress
from .target_path import target_path

_PICTURE_ENDINGS = (".svg", ".png", ".pdf")
_LANGUAGE = "en"  # unless told otherwise


def show(arguments: argparse.Namespace) -> None:
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
    plotted = target_path("--plot", arguments.plot, _PICTURE_ENDINGS)
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
