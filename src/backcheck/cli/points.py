"""``backcheck points``: from where it hurts to points, each with the row that made it."""

from __future__ import annotations

import argparse

from .exits import WrongUsage

_DESCRIPTION = """\
The balance method: which channels hurt, which ones balance them, on which side and where to press,
with the points there, what to heed, how sure each step is, and why. It is a tradition's rule and no
finding: no trial of it for low back pain was found, and no order of its systems is known.

A pain is CHANNEL:SIDE:LEVEL, such as BL:right:L4, GV:middle:L5 or, for the gap between two
channels, LI+TE:left:wrist. Or say it in words: --words "right low back, about L4, two fingers from
the spine, into the buttock", in English or Hebrew; what is not understood is told. The JSON is
described in docs/points-json.md."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "points",
        help="from where it hurts to points, by the balance method",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--pain",
        action="append",
        default=[],
        metavar="CODE",
        help="where it hurts; may be repeated",
    )
    parser.add_argument("--words", metavar="TEXT", help="where it hurts, in plain words")
    parser.add_argument(
        "--unverified",
        action="store_true",
        help="also what no source was seen for: a sixth system, and the midline channels",
    )
    parser.add_argument("--pregnant", action="store_true", help="heed what concerns pregnancy")
    parser.add_argument(
        "--blood-thinner", action="store_true", help="heed what concerns a blood thinner"
    )
    parser.add_argument(
        "--lineage", default="tan", metavar="NAME", help="whose tables (default: tan)"
    )
    parser.add_argument("--json", action="store_true", help="a JSON list")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """The options on standard output.

    Raises:
        WrongUsage: no place, or codes that can't be read; all faults of them are told.
        BadInput: words from which no place could be made.
    """
    if not arguments.pain and arguments.words is None:
        raise WrongUsage("points takes --pain CHANNEL:SIDE:LEVEL, such as BL:right:L4, or --words")
    from . import pointed  # its rooms are for this command alone  # noqa: PLC0415

    pointed.show(
        arguments.pain,
        arguments.words,
        lineage_name=arguments.lineage,
        unverified=arguments.unverified,
        conditions=[
            name
            for name, given in (
                ("pregnancy", arguments.pregnant),
                ("blood_thinner", arguments.blood_thinner),
            )
            if given
        ],
        as_json=arguments.json,
    )
