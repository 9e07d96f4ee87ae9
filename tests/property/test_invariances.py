"""What must not change an answer: when the course was, how its rows lie, how the machine counts.

Whole answers, as they are printed (three digits), of simulated courses.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backcheck.knowledge.scenarios import scenarios
from backcheck.stats.functional import Functional, read
from backcheck.stats.model import frozen_points
from backcheck.stats.quantities import effect_now
from backcheck.stats.run import Posterior, Reading, run, step, until
from backcheck.verdict.answers import Answers, answers
from backcheck.verdict.course import Course, PainSince
from backcheck.verdict.diary import diary_of
from backcheck.verdict.operating import one_of
from tests.support.models import SHIFTING, prior, random_happenings

ROOT = Path(__file__).parents[2]
LATER_DAYS = 1024.0  # a power of two: day numbers with fractions are carried to the last bit


def course(key: str, number: int = 3) -> Course:
    return one_of(scenarios().all[key], 81_000, number).course


def said(one: Course) -> Answers:
    return answers(diary_of(one))


def later(one: Course, days: float) -> Course:
    def moved(event):
        if isinstance(event, PainSince):
            return replace(event, reported_at_days=event.reported_at_days + days)
        return replace(event, at_days=event.at_days + days)

    return replace(one, events=tuple(moved(event) for event in one.events))


@pytest.mark.parametrize("key", ["gradual", "unrelated_lasting_drop", "worsening"])
def test_a_course_that_was_later_gets_the_same_answers(key):
    assert said(later(course(key), LATER_DAYS)) == said(course(key))


def test_a_day_between_events_changes_nothing():
    """A missing day is no event: carried over it in steps or at once; 1e-9 for rounding."""
    happenings = random_happenings(np.random.default_rng(4))
    points = frozen_points(64)
    at_once = until(run(prior(shape=SHIFTING), happenings, points), happenings[-1].at_days + 9.0)
    stepped = run(prior(shape=SHIFTING), happenings[:1], points)
    for happening in happenings[1:]:
        middle = 0.5 * (stepped[0].at_days + happening.at_days)
        stepped = until(stepped, max(middle, stepped[0].at_days))
        stepped = step(stepped, happening)
    for days in (2.0, 5.5, 9.0):
        stepped = until(stepped, happenings[-1].at_days + days)
    one, other = effect_now(at_once), effect_now(stepped)
    np.testing.assert_allclose(one.weight, other.weight, atol=1e-9)
    np.testing.assert_allclose(one.mean, other.mean, atol=1e-9)
    np.testing.assert_allclose(one.sd, other.sd, atol=1e-9)


def test_the_interval_of_a_cell_never_widens_with_a_reading_more():
    """Uncensored, in one fixed cell: of everything that is linear in the state, E among it."""
    ends = SHIFTING._replace(scale_low=-1e9, scale_high=1e9)
    happenings = random_happenings(np.random.default_rng(11), whole=False)
    rng, points = np.random.default_rng(12), frozen_points(8)
    factors = rng.normal(size=(20, 8))
    end = happenings[-1].at_days
    full = until(run(prior(shape=ends), happenings, points), end)
    readings = [each for each in happenings if isinstance(each, Reading)]
    for left_out in readings[1:-1:9]:
        rest = [each for each in happenings if each is not left_out]
        fewer = until(run(prior(shape=ends), rest, points), end)
        assert (effect_now(full).sd <= effect_now(fewer).sd + 1e-9).all()
        for row in factors:
            assert (combined(full, row) <= combined(fewer, row) + 1e-9).all()


def combined(posterior: Posterior, row: np.ndarray) -> np.ndarray:
    """The sd of a weighted sum of all components, in points."""
    return read(posterior, lambda _: Functional(dict(enumerate(row)))).sd


def printed(threads: int) -> bytes:
    """What ``check --json`` says of the example with so many threads of linear algebra."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    env = os.environ | dict.fromkeys(names, str(threads)) | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "backcheck", "check", "examples/course.csv", "--json"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True)
    return done.stdout


def test_one_thread_and_two_print_the_same():
    one = printed(1)
    assert json.loads(one)
    assert printed(2) == one


def test_two_versions_of_numpy_and_of_python_were_seen_to_say_the_same():
    """Measured by hand (docs/validation.md): another NumPy can't be had inside a test."""
    runs = json.loads((ROOT / "tools/references/versions/versions.json").read_text("utf-8"))
    assert len({run["numpy"] for run in runs.values()}) >= 2
    assert {run["threads"] for run in runs.values()} >= {"1", "2"}
    assert all(run["largest_difference"] == 0.0 for run in runs.values())
    assert all(run["texts_that_differ"] == 0 for run in runs.values())
