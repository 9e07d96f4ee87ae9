"""A simulated course as the recipe wants it: cut off today, its gaps, what else happened."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from backcheck.knowledge.scenarios import scenarios
from backcheck.verdict.course import (
    AlsoStarted,
    Closed,
    Course,
    Event,
    Flag,
    FlagLevel,
    PainSince,
    Rating,
    ReliefReport,
    Visit,
    time_of,
)
from backcheck.verdict.simulated import simulated_course

from .recipe import Order

_EVENING = 20.5 / 24.0
_CLEARED_BY = "demo practitioner"


def made(order: Order, today_days: float) -> Course:
    """The course of an order, as it stands on the morning of today.

    Args:
        order: which person, and how far.
        today_days: a whole number of days since 1970-01-01; the diary ended before it.
    """
    known = scenarios()
    start = today_days - order.days - order.quiet_days
    whole = simulated_course(
        known.all[order.scenario],
        np.random.default_rng(order.seed),
        order.id,
        start,
        dated=True,
        design=replace(known.design, planned_visits=float(order.visits)),
    ).course
    kept = [_milder(e, order) for e in whole.events if _is_kept(e, order, start, whole)]
    return replace(whole, events=(*kept, *_more(order, start)))


def _milder(event: Event, order: Order) -> Event:
    if not isinstance(event, Rating):
        return event
    return replace(event, value=max(event.value - order.milder_points, 0.0))


def _is_kept(event: Event, order: Order, start: float, whole: Course) -> bool:
    if isinstance(event, PainSince):
        return not order.unknown_duration
    day = math.floor(time_of(event) - start)
    if day >= order.days:
        return False
    if isinstance(event, Rating):
        silent = any(first <= day <= last for first, last in order.gaps)
        return day >= order.first_day and not silent
    if isinstance(event, Visit):
        visits = [each for each in whole.events if isinstance(each, Visit)]
        return visits.index(event) + 1 not in order.missed_visits
    if isinstance(event, ReliefReport):
        return not order.missed_visits
    return True


def _more(order: Order, start: float) -> Iterator[Event]:
    """What else happened, on the evening of a day of its own."""
    last = start + order.days - 1 + _EVENING
    if order.also_started:
        yield AlsoStarted(start + order.also_started_day + _EVENING, order.also_started)
    if order.flag is not None:
        yield Flag(last - 1.0, order.flag, order.question)
    if order.cleared:
        yield Flag(last, FlagLevel.CLEARED, _CLEARED_BY)
    if order.closed:
        yield Closed(last)
