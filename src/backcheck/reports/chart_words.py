"""The words of the chart: days, the description, and the table for who does not see it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from backcheck.knowledge.thresholds import thresholds
from backcheck.knowledge.wording import label, number
from backcheck.verdict.course import Flag, FlagLevel
from backcheck.verdict.picture import Line, Look, Picture

from .chart_headline import headline_words
from .chart_svg import quoted

_WEEK = 7
_EPOCH = date(1970, 1, 1).toordinal()
_MOST_LETTERS = 30  # of somebody's own text


def day_of(at_days: float) -> date:
    """The calendar day of an instant of a course with dates."""
    return date.fromordinal(_EPOCH + math.floor(at_days))


def day_words(dated: bool, at_days: float, language: str, year: bool = False) -> str:
    """A day as it is written: its date, or its number."""
    if not dated:
        return label("chart.day", language, day=number(math.floor(at_days), 0, language))
    day = day_of(at_days)
    month = label(f"chart.month_{day.month}", language)
    if year:
        return label("chart.date_year", language, day=day.day, month=month, year=str(day.year))
    return label("chart.date", language, day=day.day, month=month)


def month_words(at_days: float, language: str) -> str:
    """Month and year, for long courses."""
    day = day_of(at_days)
    month = label(f"chart.month_{day.month}", language)
    return label("chart.month_year", language, month=month, year=str(day.year))


def started_words(what: str, language: str, most: int = _MOST_LETTERS) -> str:
    """What else began, cut to so many letters."""
    return label("chart.started", language, what=quoted(what, most))


def flag_words(flag: Flag, language: str) -> str:
    """A warning sign by its urgency, or that it was cleared; never what it was about."""
    if flag.level is FlagLevel.CLEARED:
        return label("chart.flag_cleared", language)
    return label(f"chart.flag_{flag.level.value}", language)


def look_words(picture: Picture, look: Look, language: str) -> str:
    """The next look: which, and about when."""
    if look.at_days is None:
        return label("chart.next_look_visit", language, visit=look.visit or 0)
    day = day_words(picture.dated, look.at_days, language)
    if look.visit is None:
        return label("chart.next_look_day", language, day=day)
    return label("chart.next_look", language, visit=look.visit, day=day)


def notes(picture: Picture, language: str) -> list[str]:
    """What is easily misread: dots above the first usual level, and bands that overlap."""
    keys = ["flare", "bands"] if picture.visits else ["flare"]
    return [label(f"chart.note_{key}", language) for key in keys]


def title_words(picture: Picture, language: str) -> str:
    """What the picture is of."""
    course = quoted(picture.course_id, _MOST_LETTERS)
    return label("chart.title", language, course=course, sign=picture.sign.id)


def description(picture: Picture, verdict: str, language: str) -> str:
    """The facts of the picture in words."""
    day = day_words(picture.dated, picture.on_days, language, year=True)
    said = [
        label("chart.desc_verdict", language, day=day, verdict=verdict),
        label("chart.desc_ratings", language, count=len(picture.ratings)),
        label(
            "chart.desc_missed",
            language,
            count=sum(last - first + 1 for first, last in picture.missed),
        ),
        label("chart.desc_visits", language, count=len(picture.visits)),
        label(
            "chart.desc_usual" if picture.sign.transform is None else "chart.desc_usual_measured",
            language,
            **_ends(picture, picture.usual, language),
        ),
    ]
    if picture.visits:
        said.append(
            label("chart.desc_anyway", language, **_ends(picture, picture.anyway, language))
        )
    headline = headline_words(picture, language)
    said += [f"{headline}."] if headline else []
    better = "higher" if picture.sign.higher_is_better else "lower"
    said.append(label(f"chart.desc_{better}_is_better", language))
    said += [f"{started_words(event.what, language)}." for event in picture.also_started]
    said += [f"{flag_words(flag, language)}." for flag in picture.flags]
    if any(told.holding for told in picture.reliefs):
        said.append(f"{label('chart.holding', language)}.")
    said += notes(picture, language)
    return " ".join(said)


def _ends(picture: Picture, line: Line, language: str) -> dict[str, str | float]:
    """The mean of a line at its right edge, and its band."""
    values = {"mean": line.mean[-1], "low": line.low[-1], "high": line.high[-1]}
    shown: dict[str, str | float] = {
        key: number(_inside(picture, value), 1, language) for key, value in values.items()
    }
    return shown | {"coverage": thresholds().interval.coverage}


def data_table(picture: Picture, language: str = "en") -> tuple[tuple[str, ...], ...]:
    """Week by week: its first day, mean rating, usual level with the ends of its band, expected
    anyway; a heading first."""
    coverage = thresholds().interval.coverage
    heading = tuple(
        label(f"chart.column_{key}", language, coverage=coverage) for key in ("week", *_COLUMNS)
    )
    first = math.floor(picture.start_days)
    days = [*(day for day, _ in picture.ratings), *picture.marks]
    weeks = sorted({math.floor((day - first) / _WEEK) for day in days})
    return (heading, *(_week(picture, first + _WEEK * week, language) for week in weeks))


_COLUMNS = ("rating", "usual", "low", "high", "anyway")


def _week(picture: Picture, start: int, language: str) -> tuple[str, ...]:
    rated = [value for day, value in picture.ratings if start <= day < start + _WEEK]
    inside = [i for i, day in enumerate(picture.marks) if start <= day < start + _WEEK]
    usual = picture.usual
    columns = [rated]
    for drawn in (usual.mean, usual.low, usual.high, picture.anyway.mean):
        columns.append([_inside(picture, drawn[i]) for i in inside])
    first = day_words(picture.dated, start, language, year=True)
    return (first, *(_mean(values, language) for values in columns))


def _mean(values: Sequence[float], language: str) -> str:
    if not values:
        return label("chart.none", language)
    return number(math.fsum(values) / len(values), 1, language)


def _inside(picture: Picture, level: float) -> float:
    low, high = picture.sign.ends
    return min(max(level, low), high)
