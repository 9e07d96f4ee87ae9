"""The answers to every course of the demo, computed before anybody waits for them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from backcheck.processes import cores, workers
from backcheck.web.kit.build import forget, kept_in

_DONE = "all"


def are_kept(folder: Path) -> bool:
    """Whether this program has computed them all before."""
    return (kept_in(folder) / _DONE).exists()


def compute(folder: Path, courses: Sequence[str]) -> Iterator[str]:
    """Compute and keep the answers in the clinic's folder; give each course's name when done.

    Raises:
        WorkerEnded: one of the processes was killed.
    """
    forget(folder)
    with workers(cores(), partial(_begin, folder)) as each:
        yield from each(_answer, courses)
    (kept_in(folder) / _DONE).touch()


def _begin(folder: Path) -> None:
    os.environ["BACKCHECK_CLINIC"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "backcheck.web.settings"
    import django  # noqa: PLC0415 it reads the settings

    django.setup()


def _answer(course: str) -> str:
    from backcheck.web.courses.context import open_clinic  # noqa: PLC0415
    from backcheck.web.courses.kept import found  # noqa: PLC0415

    clinic = open_clinic()
    assert clinic is not None
    found(clinic, clinic.courses[course])
    return course
