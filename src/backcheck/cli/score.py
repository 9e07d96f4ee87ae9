"""``backcheck score``: the answers of any number of courses, one row a course."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from backcheck.processes import cores

from .exits import BadInput, WrongUsage

_DESCRIPTION = """\
Answer every course of IN, as check does, and write one row a course into OUT, in the order in
which the courses first appear: the keys of check --json joined with _, such as effect_mean.

IN is a course file (docs/course-file.md) as .csv, or a .parquet with the same columns as text; its
rows may stand in any order, and it may be larger than memory. OUT is a .parquet or a .csv; in a
.csv an empty cell is null, and lists are JSON. OUT appears whole or not at all; when it is there
already nothing is done, unless --overwrite is given. Whatever is wrong in IN is told at once, and
nothing is computed.

What is done so far lies in OUT.partial. After an interruption the same command goes on from there;
if IN or this program has changed meanwhile it starts afresh and says so."""

_KNOWN = (".csv", ".parquet")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "score",
        help="the answers of any number of courses, one row a course",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("source", metavar="IN", help="courses, .csv or .parquet")
    parser.add_argument("out", metavar="OUT", help="where their answers go, .parquet or .csv")
    parser.add_argument("--overwrite", action="store_true", help="replace OUT when it is there")
    parser.add_argument(
        "--jobs",
        type=_jobs,
        metavar="N",
        help="how many processes compute side by side (default: one a core)",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Write OUT; nothing goes to standard output.

    Raises:
        BadInput: IN can't be read or has faults; all of them are told. Or OUT can't be written.
        WrongUsage: an ending that is not known, or an OUT that is there already.
    """
    source, out = _known(arguments.source, "IN"), _known(arguments.out, "OUT")
    _may_be_written(source, out, arguments.overwrite)
    from .scoring.many import score_file  # Arrow is for this command alone  # noqa: PLC0415

    try:
        courses = score_file(source, out, arguments.jobs or cores())
    except KeyboardInterrupt:
        print("interrupted; the same command goes on from here", file=sys.stderr)
        raise
    print(f"{out}: {courses} course{'s' if courses != 1 else ''}, one row each", file=sys.stderr)


def _known(name: str, which: str) -> Path:
    if Path(name).suffix.lower() not in _KNOWN:
        raise WrongUsage(f"{which} {name!r}: write a name that ends in {' or '.join(_KNOWN)}")
    return Path(name)


def _may_be_written(source: Path, out: Path, overwrite: bool) -> None:
    if not _asked(source, Path.is_file):
        why = "is a folder" if source.is_dir() else "No such file"
        raise BadInput(f"{source}: {why}; give the path of a course file")
    if not _asked(out.parent, Path.is_dir):
        raise BadInput(f"{out}: there is no folder {out.parent}; make it first")
    if not _asked(out, Path.exists):
        return
    if out.is_dir() or out.samefile(source):
        what = "a folder" if out.is_dir() else "IN itself"
        raise WrongUsage(f"OUT {str(out)!r} is {what}; give another name")
    if not overwrite:
        raise WrongUsage(
            f"OUT {str(out)!r} is there already; --overwrite replaces it, or give another name"
        )


def _asked(path: Path, question: Callable[[Path], bool]) -> bool:
    """What is at a path, of which some names are too long to ask and some folders tell nothing."""
    try:
        return question(path)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; give another path") from error


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 256):
        raise argparse.ArgumentTypeError("a number of processes from 1 to 256")
    return int(text)
