"""The axes of the chart: levels with worse and better, days, missed days, looks, the legend."""

from __future__ import annotations

import math
from collections.abc import Iterable

from backcheck.knowledge.thresholds import thresholds
from backcheck.knowledge.wording import label
from backcheck.verdict.picture import Picture

from .chart_frame import (
    DATES_Y,
    LEFT,
    LEGEND_Y,
    LOOKS_Y,
    MISSED_Y,
    PLOT_BOTTOM,
    RIGHT,
    WIDTH,
    Frame,
)
from .chart_svg import path, polyline, tag, text, upright, width_of
from .chart_words import day_words, look_words, month_words

_STEPS_DAYS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1820, 3640)
_LONG_DAYS = 250  # from here on months are told, not days
_GAP = 14.0
_NARROW = 3.0  # units a day: below it ticks would run together


def levels(picture: Picture, frame: Frame, language: str) -> Iterable[str]:
    """Lines across every two points, their numbers, and which way is better."""
    sign = picture.sign
    step = (sign.high - sign.low) / 5
    shown = [sign.low + step * number for number in range(6)]
    grid = "".join(polyline([(LEFT, frame.y(level)), (RIGHT, frame.y(level))]) for level in shown)
    yield path(grid, stroke="currentColor", stroke_opacity=0.16)
    for level in shown:
        yield text((LEFT - 8, frame.y(level) + 7), f"{level:g}", "end")
    ends = (label("chart.worse", language), label("chart.better", language))
    lower, upper = ends if sign.higher_is_better else reversed(ends)
    yield _upwards(frame.top, upper, "end")
    yield _upwards(PLOT_BOTTOM, lower, "start")


def _upwards(y: float, word: str, anchor: str) -> str:
    return text((0, 0), word, anchor, transform=f"translate(20 {y:.0f}) rotate(-90)")


def days(picture: Picture, frame: Frame, language: str) -> Iterable[str]:
    """Days below the plot, not more than fit, and a tick for every day without a rating."""
    span = frame.end_days - frame.start_days
    first = math.floor(frame.start_days)

    def named(day: int) -> str:
        if picture.dated and span > _LONG_DAYS:
            return month_words(day, language)
        return day_words(picture, day, language)

    samples = range(first, first + math.ceil(span) + 1, math.ceil(span / 12))
    wide = max(width_of(named(day)) for day in samples) + _GAP
    room = span * wide / (RIGHT - LEFT)
    step = next((days for days in _STEPS_DAYS if days >= room), math.ceil(room))
    shown = range(first, math.floor(frame.end_days) + 1, step)
    ticks = [frame.x(day) for day in shown]
    yield path(upright(ticks, PLOT_BOTTOM, PLOT_BOTTOM + 16), stroke="currentColor")
    for day, x in zip(shown, ticks, strict=True):
        if x + wide / 2 <= WIDTH:
            yield text((x, DATES_Y), named(day), "middle")
    if picture.missed:
        yield _missed(picture, frame)


def _missed(picture: Picture, frame: Frame) -> str:
    """A tick a day; a bar for each run where days are too narrow for ticks."""
    if frame.x(frame.start_days + 1.0) - LEFT >= _NARROW:
        missed = [day for first, last in picture.missed for day in range(first, last + 1)]
        ticks = upright([frame.x(day + 0.5) for day in missed], MISSED_Y, MISSED_Y + 9)
        return path(ticks, stroke="currentColor", stroke_width=2)
    middle = MISSED_Y + 4.5
    runs = [((frame.x(a), middle), (frame.x(b + 1.0), middle)) for a, b in picture.missed]
    return path("".join(map(polyline, runs)), stroke="currentColor", stroke_width=5)


def looks(picture: Picture, frame: Frame, language: str) -> Iterable[str]:
    """A tick for each look that was agreed, and the day of the answer."""
    answer = frame.x(picture.on_days)
    yield path(
        upright([answer], frame.top, LOOKS_Y - 14), stroke="currentColor", stroke_dasharray="1 4"
    )
    places = [(answer, label("chart.answer", language))]
    come = [look for look in picture.looks if look.passed and look.at_days is not None]
    places += [(frame.x(look.at_days or 0.0), label("chart.look", language)) for look in come]
    taken: list[tuple[float, float]] = []
    for x, word in places:
        half = width_of(word) / 2 + _GAP / 2
        if x != answer:
            yield path(f"M{x:.1f} {LOOKS_Y - 22}l5 8h-10z", fill="currentColor")
        if all(x + half <= low or x - half >= high for low, high in taken):
            taken.append((x - half, x + half))
            yield text((x, LOOKS_Y + 3), word, "middle")


def legend(picture: Picture, language: str) -> Iterable[str]:
    """What has no room for a name of its own; at the right the next look."""
    x, y = 8.0, LEGEND_Y - 7
    yield tag("circle", cx=x + 4, cy=y, r=4, fill="currentColor", fill_opacity=0.65)
    word = label(f"sign.{picture.sign.id}", language)
    yield text((x + 14, LEGEND_Y), word)
    x += 14 + width_of(word) + _GAP
    if picture.missed:
        yield path(upright([x + 2], y - 5, y + 4), stroke="currentColor", stroke_width=2.5)
        word = label("chart.missed", language)
        yield text((x + 10, LEGEND_Y), word)
        x += 10 + width_of(word) + _GAP
    word = label("chart.bands", language, coverage=thresholds().interval.coverage)
    yield text((x, LEGEND_Y), word)
    room = WIDTH - 6 - x - width_of(word) - _GAP
    fits = [said for said in _coming(picture, language) if width_of(said) <= room]
    if fits:
        yield text((WIDTH - 6, LEGEND_Y), fits[0], "end")


def _coming(picture: Picture, language: str) -> list[str]:
    """The next look, the fullest words first."""
    looks = [look for look in picture.looks if not look.passed]
    if not looks:
        return []
    soonest = min(looks, key=lambda look: math.inf if look.at_days is None else look.at_days)
    short = label("chart.next_look_visit", language, visit=soonest.visit or 0)
    return [look_words(picture, soonest, language), *([short] if soonest.visit else [])]
