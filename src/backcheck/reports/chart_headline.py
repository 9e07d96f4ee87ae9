"""The headline of the chart: the gap of the judged week in words."""

from __future__ import annotations

from backcheck.knowledge.thresholds import thresholds
from backcheck.knowledge.wording import label, number
from backcheck.verdict.answers import Interval
from backcheck.verdict.picture import Picture

_DAY = 1.0  # a week is past when less than a day of it is missing


def headline_words(picture: Picture, language: str) -> str:
    """The effect of the answer, by which of the two lines is the better one, and whether its week
    has been; before the first visit that there is none."""
    if not picture.visits:
        return label("chart.not_begun", language)
    if picture.effect is None:
        return ""
    return f"{_gap(picture, picture.effect.mean, language)} {_interval(picture.effect, language)}"


def _gap(picture: Picture, mean: float, language: str) -> str:
    """How much better or worse, and how much of the week is still ahead on the day of the answer;
    then the week is named by its visit."""
    side = "better" if round(mean, 1) >= 0.0 else "worse"
    points = number(abs(mean), 1, language)
    if picture.end_days < picture.on_days + _DAY:
        return label(f"chart.gap_{side}", language, points=points)
    when = "ahead" if picture.on_days <= picture.week_days else "partly"
    count = len(picture.visits)
    return label(f"chart.gap_{when}_{side}", language, points=points, count=count)


def _interval(effect: Interval, language: str) -> str:
    """The bounds, each as far as it is better or worse: a number has no sign that could be taken
    for the other direction."""
    low, high = round(effect.low, 1), round(effect.high, 1)
    if low >= 0.0:
        side, bounds = "better", (low, high)
    elif high <= 0.0:
        side, bounds = "worse", (-high, -low)
    else:
        first_better = round(effect.mean, 1) < 0.0
        side = "better_to_worse" if first_better else "worse_to_better"
        bounds = (high, -low) if first_better else (-low, high)
    return label(
        f"chart.interval_{side}",
        language,
        low=number(bounds[0], 1, language),
        high=number(bounds[1], 1, language),
        coverage=thresholds().interval.coverage,
    )
