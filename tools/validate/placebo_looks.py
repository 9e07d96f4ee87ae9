"""The same trial looked at again and again: every week from the third visit on."""

from __future__ import annotations

import sys

from backcheck.verdict.assessment import Assessment, assess

from .placebo import ARMS, judged
from .real_data import NoRealData
from .table import table

FIRST_VISITS = 3
LOOK_AFTER_DAYS = 6.5


def looks(answer: Assessment) -> list[Assessment]:
    """One person's answers late in the week after each visit, and the one at the end."""
    days = [visit + LOOK_AFTER_DAYS for visit in answer.diary.visits[FIRST_VISITS - 1 :]]
    course = answer.diary.course
    return [assess(course, day) for day in days if day < answer.diary.on_days] + [answer]


def render() -> str:
    """One line an arm."""
    lines = []
    for arm in ARMS:
        people = [looks(answer) for answer in judged(arm).answers]
        every = [one for own in people for one in own]
        lines.append(
            (
                arm.replace("_", " "),
                len(people),
                len(every),
                sum(one.verdict.is_helping for one in every),
                sum(any(one.verdict.is_helping for one in own) for own in people),
                sum(any(one.usual_rules["week_against_week"] for one in own) for own in people),
                sum(
                    any(one.usual_rules["two_points_or_30_percent"] for one in own)
                    for own in people
                ),
            )
        )
    head = (
        "arm",
        "people",
        "looks",
        'looks with "helping"',
        'people ever "helping"',
        "people ever `week_against_week`",
        "people ever `two_points_or_30_percent`",
    )
    return table(head, lines)


if __name__ == "__main__":
    try:
        sys.stdout.write(render() + "\n")
    except NoRealData as missing:
        sys.exit(str(missing))
