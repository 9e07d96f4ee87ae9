"""The verdict on a trial of placebo pills against no treatment in lower back pain.

Nobody was needled. Each week of a treatment phase is taken to begin with a visit.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scipy import stats

from backcheck.interchange.course_file import from_csv, to_csv
from backcheck.interchange.diary_table import Converted, DiaryRow, courses_from_diary
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.rules import NextStep, Verdict, too_few_days

from .real_data import NoRealData, rows
from .table import table

DATA_SET = "apkarian_placebo1_cbp"
ARMS = ("no_treatment", "placebo")
TREATMENT_PHASES = ("T1", "T2")
USUAL_RULES = ("two_points_or_30_percent", "week_against_week")


class Judged(NamedTuple):
    """One arm: how its table was taken over, and the answers."""

    converted: Converted
    answers: tuple[Assessment, ...]


def judged(arm: str) -> Judged:
    """Every subject of an arm, over the road a file takes: table, course file, course, answer."""
    table_rows = [
        DiaryRow(row["subject"], row["day"], row["pain"], row["phase_label"])
        for row in rows(DATA_SET)
        if row["arm"] == arm
    ]
    converted = courses_from_diary(table_rows, TREATMENT_PHASES)
    courses = from_csv(to_csv(converted.courses).encode())
    return Judged(converted, tuple(assess(course) for course in courses))


def shares(label: str, said: Sequence[bool | None]) -> tuple[str, str]:
    """How many of those who could be judged."""
    known = [one for one in said if one is not None]
    return label, f"{sum(known)} of {len(known)}"


def at_most(said: int, count: int) -> float:
    """Upper limit of a share, one-sided, 95 %, after Clopper and Pearson."""
    return 1.0 if said == count else float(stats.beta.ppf(0.95, said + 1, count - said))


def column(arm: Judged) -> list[tuple[str, str]]:
    """Labels and counts of one arm."""
    answers, count = arm.answers, len(arm.answers)
    thin = sum(too_few_days(one.diary) for one in answers)
    readings = sorted(len(one.diary.readings) for one in answers)
    visits = sorted(len(one.diary.visits) for one in answers)
    verdicts = Counter(one.verdict for one in answers)
    steps = Counter(one.next_step for one in answers)
    helping = [one.verdict.is_helping for one in answers]
    found = [
        ("people", str(count)),
        ("too thin to judge", str(thin)),
        ("ratings a person, median", str(readings[count // 2])),
        ("visits a person, median", str(visits[count // 2])),
        *((f"`{verdict}`", f"{verdicts[verdict]} of {count}") for verdict in Verdict),
        shares('**any "helping"**', helping),
        ("that is at most, 95 % sure", f"{100 * at_most(sum(helping), count):.0f} %"),
    ]
    for rule in USUAL_RULES:
        found.append(shares(f"usual rule `{rule}`", [one.usual_rules[rule] for one in answers]))
    found += [(f"next step `{step}`", f"{steps[step]} of {count}") for step in NextStep]
    found += [(f"mean {name}", f"{value:.2f}") for name, value in _averages(answers)]
    return found


def _averages(answers: Iterable[Assessment]) -> list[tuple[str, float]]:
    changes = [one.answers.change for one in answers if one.answers.change is not None]
    effects = [one.answers.effect for one in answers if one.answers.effect is not None]
    return [
        ("change D, points", sum(c.points.mean for c in changes) / len(changes)),
        ("effect E, points", sum(e.points.mean for e in effects) / len(effects)),
        ("P(E ≥ 1)", sum(e.p_helping["neutral"] for e in effects) / len(effects)),
    ]


def render() -> str:
    """Both arms side by side."""
    arms = [column(judged(arm)) for arm in ARMS]
    lines = [
        (label, *(values[place][1] for values in arms)) for place, (label, _) in enumerate(arms[0])
    ]
    return table(("", *(arm.replace("_", " ") for arm in ARMS)), lines)


if __name__ == "__main__":
    try:
        sys.stdout.write(render() + "\n")
    except NoRealData as missing:
        sys.exit(str(missing))
