"""``backcheck plan``: before any data, what a plan of diary and visits would be able to show."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable

from backcheck.verdict.course import Stratum
from backcheck.verdict.course_plan import (
    MOST_BASELINE_DAYS,
    MOST_EVERY_DAYS,
    MOST_PAUSE_WEEKS,
    MOST_VISITS,
    CoursePlan,
    Pause,
)

from .exits import WrongUsage

_DESCRIPTION = """\
Before any data: how surely a plan of diary and visits would tell what the treatment does for one
person, what one change of it would add, and what was found when such plans were simulated. Visits
are weekly, ratings are made in the evening until a week after the last visit."""
_PAUSE = re.compile(r"([0-9]{1,2})@([0-9]{1,2})")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "plan",
        help="what a plan of diary and visits would be able to show",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole = (
        ("--visits", 8, 1, MOST_VISITS, "how many visits"),
        ("--baseline", 10, 0, MOST_BASELINE_DAYS, "days of diary before the first visit"),
        ("--every", 1, 1, MOST_EVERY_DAYS, "a rating every so many days"),
    )
    for name, usual, low, high, what in whole:
        parser.add_argument(
            name,
            type=_between(low, high),
            default=usual,
            metavar="N",
            help=f"{what} (default: {usual})",
        )
    parser.add_argument(
        "--pause",
        type=_pause,
        metavar="W@V",
        help="a planned pause of W weeks after visit V, such as 2@4 (default: none)",
    )
    parser.add_argument(
        "--stratum",
        choices=[each.value for each in Stratum],
        default=Stratum.OVER_A_YEAR.value,
        help="how long the pain had lasted (default: over_a_year)",
    )
    parser.add_argument("--json", action="store_true", help="a JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """The report on standard output.

    Raises:
        WrongUsage: the pause does not lie between two visits.
    """
    pause: Pause | None = arguments.pause
    if pause is not None and pause.after_visits >= arguments.visits:
        if arguments.visits == 1:
            raise WrongUsage("--pause: one visit leaves nothing to pause between; leave it out")
        raise WrongUsage(
            f"--pause {pause.weeks}@{pause.after_visits}: a pause lies between two of the "
            f"{arguments.visits} visits; write {pause.weeks}@{arguments.visits // 2}"
        )
    plan = CoursePlan(
        visits=arguments.visits,
        baseline_days=arguments.baseline,
        every_days=arguments.every,
        stratum=Stratum(arguments.stratum),
        pause=pause,
    )
    if arguments.json:
        from backcheck.interchange.plan_json import plan_json  # as below  # noqa: PLC0415

        print(json.dumps(plan_json(plan), ensure_ascii=False, indent=1))
        return
    from . import terminal_plan  # the engine is for a run alone  # noqa: PLC0415

    terminal_plan.show(plan)


def _between(low: int, high: int) -> Callable[[str], int]:
    """Reads a whole number within bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"a whole number from {low} to {high}, not {text!r}")
        return int(text)

    return read


def _pause(text: str) -> Pause:
    found = _PAUSE.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= MOST_PAUSE_WEEKS or int(found[2]) < 1:
        raise argparse.ArgumentTypeError(
            f"weeks (1 to {MOST_PAUSE_WEEKS}) @ the visit before them, such as 2@4, not {text!r}"
        )
    return Pause(int(found[1]), int(found[2]))
