"""Equal false alarms: against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tools.measuring.calibration import reliability
from tools.measuring.discrimination import area, equal_alarms, found_above, strict_cut

SCORES = {
    "quiet": np.arange(10) / 100.0,
    "loud": np.arange(10) / 10.0,
    "helped": np.array([0.2, 0.5, 0.8, 0.85, 0.95]),
}
NULLS = ["quiet", "loud"]


def test_the_cut_is_the_lowest_that_holds_every_null():
    """One of ten may lie above it: .9 of the loud ones, so the cut is the next, .8."""
    cut = strict_cut(SCORES, NULLS, 0.10)
    assert cut == pytest.approx(0.8)
    assert found_above(SCORES, ["helped"], cut) == {"helped": pytest.approx(0.4)}
    assert strict_cut(SCORES, NULLS, 0.0) == pytest.approx(0.9)
    for null in NULLS:
        assert np.mean(SCORES[null] > cut) <= 0.10


def test_ties_at_the_cut_are_not_called_helping():
    tied = {"null": np.array([0.0] * 8 + [1.0] * 2), "helped": np.array([1.0, 2.0])}
    cut = strict_cut(tied, ["null"], 0.10)
    assert found_above(tied, ["helped"], cut) == {"helped": 0.5}


def test_the_area_counts_every_pair():
    pairs = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for high in SCORES["helped"]
        for null in NULLS
        for low in SCORES[null]
    ]
    assert area(SCORES, ["helped"], NULLS) == pytest.approx(np.mean(pairs))


def test_the_errors_are_of_the_size_of_a_binomials():
    rng = np.random.default_rng(1)
    drawn = {"null": rng.normal(0, 1, 400), "helped": rng.normal(1.28, 1, 400)}
    told = equal_alarms(drawn, ["helped"], ["null"], 0.10)
    share, error = told["found"]["helped"]
    assert share == pytest.approx(0.5, abs=0.12)
    assert 0.02 < error < 0.10  # .025 were the cut known
    assert told["held_by"] == "null"
    assert told == equal_alarms(drawn, ["helped"], ["null"], 0.10)


def test_what_is_well_said_has_no_calibration_error():
    said = [0.25] * 400 + [0.75] * 400
    true = [number % 4 == 0 for number in range(400)] + [number % 4 != 0 for number in range(400)]
    told = reliability(said, true)
    assert told["error"] == 0.0
    assert told["tenths"] == [[400, 0.25, 0.25], [400, 0.75, 0.75]]
    assert reliability([1.0] * 10, [False] * 10)["error"] == 1.0
