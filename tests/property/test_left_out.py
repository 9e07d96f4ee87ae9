"""Leaving out each reading on a shared way there is leaving it out of the run."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from backcheck.stats.left_out import each_left_out
from backcheck.stats.model import frozen_points
from backcheck.stats.quantities import now
from backcheck.stats.run import Reading, Treatment, run, spread_as_believed
from backcheck.verdict.course import Stratum
from backcheck.verdict.posterior import prior

POINTS = frozen_points(16)


@given(
    st.lists(st.integers(0, 10), min_size=2, max_size=8),
    st.sets(st.integers(1, 30), max_size=3),
    st.sampled_from([Stratum.ACUTE, Stratum.MIXED]),
)
@settings(max_examples=25, deadline=None)
def test_each_is_the_run_of_all_events_but_that_one(values, treated, stratum):
    told = prior(stratum)
    readings = [Reading(3.0 * number, float(value)) for number, value in enumerate(values)]
    treatments = [Treatment(day + 0.5) for day in treated]
    events = sorted([*readings, *treatments], key=lambda event: event.at_days)
    places = []
    for place, found in each_left_out(told, events, spread_as_believed(told, POINTS)):
        places.append(place)
        whole = run(told, events[:place] + events[place + 1 :], POINTS)
        for one, other in zip(now(found, 0.3), now(whole, 0.3), strict=True):
            # The same operations in the same order: equal but for a rounding of the last digit.
            np.testing.assert_allclose(one.mean, other.mean, rtol=1e-9, atol=1e-9)
            np.testing.assert_allclose(one.sd, other.sd, rtol=1e-6, atol=1e-9)
            np.testing.assert_allclose(one.weight, other.weight, rtol=1e-9, atol=1e-12)
    assert places == [n for n, event in enumerate(events) if isinstance(event, Reading)][1:]
