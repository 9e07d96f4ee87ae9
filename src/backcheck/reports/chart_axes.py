"""The axes of the chart: levels with worse and better, days, missed days, the day of the answer."""

from __future__ import annotations

import math
from collections.abc import Iterable

from backcheck.verdict.picture import Picture

from .chart_frame import Frame
from .chart_layout import Paper
from .chart_svg import path, polyline, tag, upright
from .chart_words import day_words, month_words

_STEPS_DAYS = (1, 2, 7, 14, 28, 56, 91, 182, 364, 728, 1820, 3640)
_STEPS_LEVELS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
_MOST_LEVELS = 6  # steps from one end to the other; a scale of 10 has five, of two points
_LONG_DAYS = 250  # from here on months are told, not days
_NARROW = 3.0  # units a day: below it ticks would run together


def levels(picture: Picture, frame: Frame, paper: Paper) -> Iterable[str]:
    """Lines across every two points, their numbers, and which way is better."""
    sign, at = picture.sign, frame.at
    low, high = sign.ends
    step = next(step for step in _STEPS_LEVELS if high - low <= _MOST_LEVELS * step)
    shown = [step * number for number in range(math.ceil(low / step), int(high // step) + 1)]
    grid = "".join(
        polyline([(at.left, frame.y(level)), (at.right, frame.y(level))]) for level in shown
    )
    yield path(grid, stroke="currentColor", stroke_opacity=0.16)
    for level in shown:
        yield paper.write((at.left - 7, frame.y(level) + 0.35 * at.text), f"{level:g}", "end")
    ends = (paper.say("chart.worse"), paper.say("chart.better"))
    lower, upper = ends if sign.higher_is_better else reversed(ends)
    yield _upwards(paper, frame.top - 3, upper, "end")
    yield _upwards(paper, frame.bottom, lower, "start")


def _upwards(paper: Paper, y: float, word: str, anchor: str) -> str:
    x = 1.1 * paper.at.text
    return paper.write((0, 0), word, anchor, transform=f"translate({x:.0f} {y:.0f}) rotate(-90)")


def judged_week(picture: Picture, frame: Frame) -> Iterable[str]:
    """The week that the answer is about, as a shade behind everything; what is ahead is lighter."""
    if picture.effect is None:
        return
    on = min(max(picture.on_days, picture.week_days), picture.end_days)
    for start, end, opacity in ((picture.week_days, on, 0.1), (on, picture.end_days, 0.04)):
        left, right = frame.x(start), frame.x(end)
        if right > left:
            yield tag(
                "rect", x=round(left, 1), y=round(frame.top, 1), width=round(right - left, 1),
                height=frame.at.plot, fill="currentColor", fill_opacity=opacity,
            )  # fmt: skip


def days(picture: Picture, frame: Frame, paper: Paper) -> Iterable[str]:
    """Days below the plot, not more than fit, and the day of the answer."""
    at, language = frame.at, paper.language
    span = frame.end_days - frame.start_days
    first = math.floor(frame.start_days)

    def named(day: int) -> str:
        if picture.dated and span > _LONG_DAYS:
            return month_words(day, language)
        return day_words(picture.dated, day, language)

    samples = range(first, first + math.ceil(span) + 1, math.ceil(span / 12))
    wide = max(paper.wide(named(day)) for day in samples) + at.text
    room = span * wide / (at.right - at.left)
    step = next((days for days in _STEPS_DAYS if days >= room), math.ceil(room))
    shown = range(first, math.floor(frame.end_days) + 1, step)
    ticks = [frame.x(day) for day in shown]
    line = polyline([(at.left, frame.axis_y), (at.right, frame.axis_y)])
    yield path(line + upright(ticks, frame.axis_y, frame.axis_y + 5), stroke="currentColor",
        stroke_opacity=0.5)  # fmt: skip
    low, high, answer = _answer(picture, frame, paper)
    yield from answer
    for day, x in zip(shown, ticks, strict=True):
        half = (wide - at.text) / 2
        if x + half <= at.width and (x + half < low or x - half > high):
            yield paper.write((x, frame.dates_y), named(day), "middle")


def _answer(picture: Picture, frame: Frame, paper: Paper) -> tuple[float, float, list[str]]:
    """From where to where its word reaches; a dotted line and the word."""
    at, x, word = frame.at, frame.x(picture.on_days), paper.say("chart.answer")
    half = paper.wide(word) / 2
    middle = min(x, at.width - at.margin - half)
    dotted = upright([x], frame.top, frame.axis_y + 5)
    return (
        middle - half - 4,
        middle + half + 4,
        [
            path(dotted, stroke="currentColor", stroke_width=1.5, stroke_dasharray="1.5 3"),
            paper.write((middle, frame.dates_y), word, "middle", font_weight="bold"),
        ],
    )


def missed(picture: Picture, frame: Frame, paper: Paper) -> Iterable[str]:
    """A tick for every day without a rating; a bar for each run where days are too narrow."""
    if not picture.missed:
        return
    y, high = frame.missed_y, 0.55 * frame.at.text
    if frame.at.roomy:
        yield paper.write((frame.at.left - 7, y + high + 2), paper.say("chart.missed"), "end")
    if frame.x(frame.start_days + 1.0) - frame.at.left >= _NARROW:
        lost = [day for first, last in picture.missed for day in range(first, last + 1)]
        ticks = upright([frame.x(day + 0.5) for day in lost], y, y + high)
        yield path(ticks, stroke="currentColor", stroke_width=2)
        return
    middle = y + high / 2
    runs = [((frame.x(a), middle), (frame.x(b + 1.0), middle)) for a, b in picture.missed]
    yield path("".join(map(polyline, runs)), stroke="currentColor", stroke_width=5)
