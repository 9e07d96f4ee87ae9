"""Pretended weekly visits in dense diaries of four people whom nobody treated."""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Course, PainSince, Rating, Stratum, Visit
from backcheck.verdict.rules import Verdict, too_few_days

from .placebo import USUAL_RULES, shares
from .real_data import NoRealData, rows
from .table import table

DATA_SET = "shirvalkar_dense_pain"
SCALES = {"mayoNRS": 1.0, "painVAS": 10.0}  # column, its units in a point
BASELINE_DAYS = 10
WEEKS = (4, 8)
STEP_DAYS = 7
LEAST_RATED_SHARE = 0.5  # of the days of a window, on each side of the first visit


class Series(NamedTuple):
    """One person's ratings on one scale, (day, points)."""

    person: str
    scale: str
    ratings: tuple[tuple[float, float], ...]


def all_series() -> list[Series]:
    """Every person and scale with more than a rating or two; twins averaged."""
    found: dict[tuple[str, str], dict[float, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(DATA_SET):
        for scale, units in SCALES.items():
            if row[scale]:
                found[row["subject"], scale][float(row["day"])].append(float(row[scale]) / units)
    return [
        Series(who, scale, tuple((day, sum(v) / len(v)) for day, v in sorted(days.items())))
        for (who, scale), days in found.items()
        if len(days) > 10
    ]


def windows(series: Series, weeks: int) -> Iterator[Course]:
    """A course from every window that is rated often enough."""
    last, length = series.ratings[-1][0], BASELINE_DAYS + 7 * weeks
    for start in range(0, math.floor(last) - length + 2, STEP_DAYS):
        own = [(day - start, v) for day, v in series.ratings if start <= day < start + length]
        days = {math.floor(day) for day, _ in own}
        before = sum(day < BASELINE_DAYS for day in days)
        enough = before >= LEAST_RATED_SHARE * BASELINE_DAYS
        if enough and len(days) - before >= LEAST_RATED_SHARE * 7 * weeks:
            yield Course(
                f"{series.person} {series.scale} {weeks} {start}",
                False,
                (
                    PainSince(0.0, stratum=Stratum.OVER_A_YEAR),
                    *(Rating(day, "pain", value) for day, value in own),
                    *(Visit(float(BASELINE_DAYS + 7 * week)) for week in range(weeks)),
                ),
            )


def line(label: str, answers: list[Assessment]) -> tuple[str, ...]:
    """Counts over windows."""
    verdicts = Counter(one.verdict for one in answers)
    helping = sum(one.verdict.is_helping for one in answers)
    usual = [shares("", [one.usual_rules[rule] for one in answers])[1] for rule in USUAL_RULES]
    return (
        label,
        str(len(answers)),
        str(sum(too_few_days(one.diary) for one in answers)),
        str(helping),
        str(verdicts[Verdict.BETTER_CAUSE_UNCLEAR]),
        str(verdicts[Verdict.WORSE]),
        *usual,
    )


def swings() -> tuple[float, float]:
    """Least and largest fall between two neighbouring fortnights' means, over all series."""
    falls = []
    for series in all_series():
        weeks = defaultdict(list)
        for day, value in series.ratings:
            weeks[math.floor(day / 14)].append(value)
        means = [sum(v) / len(v) for _, v in sorted(weeks.items())]
        falls += [before - after for before, after in pairwise(means)]
    return min(falls), max(falls)


def render() -> str:
    """One line a person and scale, and one in all."""
    lines, everybody = [], []
    for series in all_series():
        for weeks in WEEKS:
            answers = [assess(course) for course in windows(series, weeks)]
            everybody += answers
            lines.append(line(f"{series.person}, {series.scale}, {weeks} visits", answers))
    lines.append(line("**all windows**", everybody))
    head = ("series", "windows", "too thin", '"helping"', "better, cause unclear", "worse")
    least, largest = swings()
    return "\n\n".join(
        [
            table((*head, *(f"`{rule}`" for rule in USUAL_RULES)), lines),
            "From one fortnight to the next the mean of a series moved between "
            f"{-least:+.1f} and {-largest:+.1f} points.",
        ]
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(render() + "\n")
    except NoRealData as missing:
        sys.exit(str(missing))
