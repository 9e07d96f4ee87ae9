"""The product against a sampler's frozen answers (tools/references/nuts): 70 courses.

The sampler shares no code with the filter: a dense joint normal, the levels behind readings at an
end sampled, shifts and onsets summed. Its own standard errors are frozen with its answers.
"""

from __future__ import annotations

import numpy as np
import pytest

from backcheck.stats.run import Reading
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior
from tools.references.nuts.choose import AFTERWARDS, MANY, at_an_end
from tools.references.nuts.frozen import PROBABILITIES, answers, courses, told
from tools.validate.nuts import Apart, all_apart

GOAL = 0.02  # the project's goal for any of the four probabilities


@pytest.fixture(scope="module")
def found() -> list[Apart]:
    return all_apart()


def test_the_answers_belong_to_the_prior_of_today():
    stale = answers()["prior"] != told(prior(Stratum.MIXED))
    assert not stale, "run python -m tools.references.nuts.sample again"


def test_seventy_courses_are_frozen_and_answered():
    names = [course.name for course in courses()]
    assert len(names) == len(set(names)) == 70
    assert [course.kind for course in courses()].count(AFTERWARDS) == 20
    assert set(answers()["courses"]) == set(names)


def test_a_third_of_them_have_many_readings_at_an_end_and_some_are_steady_or_late():
    assert sum(at_an_end(course) >= MANY for course in courses()) >= 17
    assert {"steady", "late onset", "scenario"} <= {course.kind for course in courses()}
    assert all(isinstance(course.happenings[0], Reading) for course in courses())


def test_the_sampler_did_well():
    for name, one in answers()["courses"].items():
        assert one["largest_rhat"] < 1.05, name
        assert max(one["errors"][key] for key in PROBABILITIES) <= 0.01, name


def test_no_probability_is_further_away_than_the_goal(found):
    """Nothing is granted for the sampler's own error, which is in it."""
    far = {
        (each.course.name, key): round(float(away), 3)
        for each in found
        for key, away in zip(PROBABILITIES, each.away, strict=True)
        if abs(away) > GOAL
    }
    assert far == {}


def test_on_average_they_are_far_nearer(found):
    """A bias of all answers would stay under the goal and show here."""
    away = np.array([each.away for each in found])
    assert np.abs(away.mean(axis=0)).max() < 0.003
    assert np.abs(away).mean() < 0.005
