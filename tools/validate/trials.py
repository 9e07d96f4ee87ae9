"""Trials with a few ratings a person: the untreated prior against groups, and thin courses.

Chow (neck, laser or sham; groups unequal at the start), Dinat (crossover of a pill, painful nerves)
and Vickers (headache, acupuncture). None is of the lower back, so this asks whether the prior's
idea of what happens to a rating by itself is of the right size, no more.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from backcheck.stats.answer import answer
from backcheck.stats.belief import Belief, natural_fall
from backcheck.stats.functional import Functional, Quantity, read
from backcheck.stats.model import DRIFT, FAST, FLARE, LEVEL, SLOW
from backcheck.stats.run import Reading, until
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import Course, Event, PainSince, Rating, Stratum, Visit
from backcheck.verdict.posterior import prior
from backcheck.verdict.rules import Verdict, too_few_days

from .real_data import NoRealData, rows
from .table import table

CHOW, DINAT, VICKERS = (
    "chow_neck_laser",
    "dinat_amitriptyline_crossover",
    "vickers_acupuncture_headache",
)
TAIL = 0.1  # below and above the 80 % interval
WEEK_DAYS, MONTH_DAYS = 7.0, 30.4
Pairs = Sequence[tuple[float, float]]  # first rating, later rating


class Group(NamedTuple):
    """People with a first and a later rating."""

    name: str
    days: float
    pairs: Pairs


def foretold(first: float, days: float) -> tuple[Quantity, float]:
    """The rating after some days without treatment, given the first alone; pain for over a year.

    The second number is the probability of a lasting shift until then, which widens it.
    """
    held = prior(Stratum.OVER_A_YEAR)
    believed = until(answer(held, [Reading(0.0, first)]), days)
    odds = held.shape.shift_per_day * days

    def rating(block: Belief) -> Functional:
        fast, slow = natural_fall(block.course, block.at_days)
        shows = {LEVEL: 1.0, FAST: -fast, SLOW: -slow, DRIFT: 1.0, FLARE: 1.0}
        return Functional(dict(shows), block.cells.noise_var)

    found = read(believed, rating)
    return found, odds / (1.0 + odds)


class Held(NamedTuple):
    """What was foretold of one person, in numbers."""

    mean: float
    low: float
    high: float


def held_within(first: float, days: float) -> Held:
    """Mean and 80 % interval of the later rating, cut off at the ends of the scale."""
    calm, shift = foretold(first, days)
    size_var = prior(Stratum.OVER_A_YEAR).shape.shift_sd ** 2
    shifted = calm._replace(sd=np.sqrt(calm.sd**2 + size_var))
    both = Quantity(
        np.concatenate([(1.0 - shift) * calm.weight, shift * shifted.weight]),
        np.concatenate([calm.mean, shifted.mean]),
        np.concatenate([calm.sd, shifted.sd]),
    )
    ends = (both.quantile(TAIL), both.quantile(1.0 - TAIL))
    return Held(both.average(), *(min(max(each, 0.0), 10.0) for each in ends))


def chow() -> Iterator[Group]:
    """Both arms, at seven and at twelve weeks."""
    table_rows = [row for row in rows(CHOW, "long.csv") if row["vas_0_10"]]
    for arm in ("sham", "laser"):
        for week in (7, 12):
            mine = [row for row in table_rows if row["arm"] == arm]
            pairs = _pairs(mine, "id", "week", "vas_0_10", ("0", str(week)))
            yield Group(f"Chow, {arm}, week {week}", WEEK_DAYS * week, pairs)


def dinat() -> Iterator[Group]:
    """Both pills, first period and second, after six weeks."""
    table_rows = rows(DINAT, "per_protocol_long.csv")
    for treatment in ("placebo", "amitriptyline"):
        for period in ("1", "2"):
            mine = [r for r in table_rows if (r["treatment"], r["period"]) == (treatment, period)]
            pairs = _pairs(mine, "id", "week_in_period", "pain", ("0", "6"))
            yield Group(f"Dinat, {treatment}, period {period}, week 6", WEEK_DAYS * 6, pairs)


def _pairs(
    table_rows: Sequence[Mapping[str, str]], who: str, when: str, what: str, times: tuple[str, str]
) -> Pairs:
    seen = {(row[who], row[when]): float(row[what]) for row in table_rows if row[what]}
    people = dict.fromkeys(row[who] for row in table_rows)
    wanted = [((each, times[0]), (each, times[1])) for each in people]
    return [(seen[a], seen[b]) for a, b in wanted if a in seen and b in seen]


def _group_row(group: Group, known: dict[tuple[float, float], Held]) -> tuple[str, ...]:
    first, later = np.array(group.pairs).T
    for value in set(first) - {each for each, days in known if days == group.days}:
        known[value, group.days] = held_within(value, group.days)
    said = np.array([known[value, group.days] for value in first])
    away = later - said[:, 0]
    error = 1.96 * float((later - first).std(ddof=1)) / math.sqrt(len(first))
    return (
        group.name,
        str(len(first)),
        f"{first.mean():.2f}",
        f"{(first - said[:, 0]).mean():.2f}",
        f"{(first - later).mean():.2f} ± {error:.2f}",
        f"{away.std(ddof=1):.2f}",
        f"{((later >= said[:, 1]) & (later <= said[:, 2])).mean():.2f}",
        f"{(later < said[:, 1]).mean():.2f}",
    )


def thin_courses() -> list[Course]:
    """Vickers: a score at the start, after 3 and 12 months, divided by ten; weekly visits."""
    people: dict[str, list[Mapping[str, str]]] = {}
    for row in rows(VICKERS, "long.csv"):
        if row["headache_score"]:
            people.setdefault(row["id"], []).append(row)
    return [_thin(who, mine) for who, mine in people.items() if mine[0]["month"] == "0"]


def _thin(who: str, mine: Sequence[Mapping[str, str]]) -> Course:
    visits = int(float(mine[0]["acuptreatments"] or 0))
    events: list[Event] = [PainSince(0.0, stratum=Stratum.OVER_A_YEAR)]
    events += [
        Rating(MONTH_DAYS * float(row["month"]), "pain", float(row["headache_score"]) / 10.0)
        for row in mine
    ]
    events += [Visit(1.5 + WEEK_DAYS * number) for number in range(visits)]
    return Course(who, dated=False, events=tuple(events))


def render() -> str:
    """Groups against the untreated prior; then what is said of courses with three ratings."""
    known: dict[tuple[float, float], Held] = {}
    lines = [_group_row(group, known) for group in (*chow(), *dinat())]
    head = (
        "group",
        "people",
        "first rating",
        "fall foretold from it",
        "fall seen",
        "sd around what was foretold",
        "80 % interval holds",
        "below it",
    )
    courses = thin_courses()
    answers = [assess(course) for course in courses]
    verdicts = Counter(each.verdict for each in answers)
    thin = sum(too_few_days(each.diary) for each in answers)
    said = ", ".join(f"`{v}` {verdicts[v]}" for v in Verdict if verdicts[v])
    return "\n\n".join(
        [
            table(head, lines),
            f"Vickers, {len(courses)} people with one to three ratings in a year: {thin} too thin "
            f"to judge; said: {said}.",
        ]
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(render() + "\n")
    except NoRealData as missing:
        sys.exit(str(missing))
