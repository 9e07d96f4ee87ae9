"""Answers are computed once and kept with the clinic; the same course gives the same answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache

from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import Course
from backcheck.verdict.picture import Picture, picture
from backcheck.verdict.robust import Robustness, robustness
from backcheck.web.kit.build import build

from .clinic import Clinic

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Found:
    """An answer and its picture; None where there is nothing to draw."""

    assessment: Assessment
    picture: Picture | None


def found(clinic: Clinic, course: Course) -> Found:
    """The answer on the last day of a course of the clinic."""
    return kept(("found", clinic.stamps[course.id]), lambda: found_now(course))


def found_now(course: Course) -> Found:
    """The same for a course that is not kept."""
    assessment = assess(course)
    return Found(assessment, picture(assessment))


def held(clinic: Clinic, course: Course) -> Robustness | None:
    """Whether that answer holds: some forty runs, so computed when the page is first asked for."""
    return kept(
        ("held", clinic.stamps[course.id]),
        lambda: (robustness(found(clinic, course).assessment),),
    )[0]


def kept(what: tuple[str, ...], compute: Callable[[], Kept]) -> Kept:
    """What is kept under these names; computed when this program hasn't done so before."""
    key = hashlib.sha256("\0".join((build(), *what)).encode()).hexdigest()
    known: Kept | None = cache.get(key)
    if known is None:
        known = compute()
        cache.set(key, known, timeout=None)
    return known
