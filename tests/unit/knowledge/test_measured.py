"""Measured signs: the way to 0-10 harm and back, its ends, and the errors that come with it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from backcheck.knowledge.measured import measured, read_measured
from backcheck.knowledge.reading import DATA, KnowledgeFaults
from backcheck.knowledge.signs import read_signs, signs

REACH = "\nlow = -60\nhigh = 120\nbetter = "
MEASURED = sorted(measured().transforms)
SHARES = some.floats(0.0, 1.0)


def _between(sign: str, share: float) -> float:
    low, high = signs()[sign].ends
    return low + share * (high - low)


@pytest.mark.parametrize("sign", MEASURED)
@given(share=SHARES)
def test_a_value_within_the_ends_comes_back(sign, share):
    """1e-9 of the unit: a log and an exp, rounded."""
    value = _between(sign, share)
    assert signs()[sign].value(signs()[sign].harm(value)) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("sign", MEASURED)
@given(harm=some.floats(0.0, 10.0))
def test_a_harm_comes_back(sign, harm):
    assert signs()[sign].harm(signs()[sign].value(harm)) == pytest.approx(harm, abs=1e-9)


@pytest.mark.parametrize("sign", MEASURED)
@given(shares=some.tuples(SHARES, SHARES))
def test_worse_is_more_harm(sign, shares):
    """Two values 1e-6 of the scale apart are never taken the wrong way round."""
    one, other = (_between(sign, share) for share in sorted(shares))
    harms = [signs()[sign].harm(value) for value in (one, other)]
    if signs()[sign].higher_is_better:
        harms.reverse()
    assert harms[0] <= harms[1]
    if shares[0] - shares[1] > 1e-6 or shares[1] - shares[0] > 1e-6:
        assert harms[0] < harms[1]


@pytest.mark.parametrize("sign", MEASURED)
def test_the_ends_of_what_may_be_written_are_ends_of_harm(sign):
    """Best and beyond is exactly 0, worst and beyond exactly 10: both are read as censored."""
    held = signs()[sign]
    assert held.transform is not None
    assert held.harm(held.transform.best) == 0.0
    assert held.harm(held.transform.worst) == 10.0
    ends = [held.high, held.low] if held.higher_is_better else [held.low, held.high]
    assert [held.harm(value) for value in ends] == [0.0, 10.0]


def test_a_point_is_what_the_sources_call_a_change():
    """facts: reach 4.5 cm; sit-to-stand from 19 %; sitting about 30 % more minutes."""
    points = {
        "reach_cm": signs()["reach_cm"].value(6) - signs()["reach_cm"].value(5),
        "sit_to_stand_s": 1
        - signs()["sit_to_stand_s"].value(4) / signs()["sit_to_stand_s"].value(5),
        "sitting_minutes": signs()["sitting_minutes"].value(4)
        / signs()["sitting_minutes"].value(5),
    }
    assert points["reach_cm"] == pytest.approx(4.5)
    assert 0.19 <= points["sit_to_stand_s"] <= 0.45
    assert 1.3 <= points["sitting_minutes"] <= 1.4


def test_the_instruments_error_in_points():
    """By hand: 1.4 cm of 4.5 a point; a tenth of the seconds where a point is 1/10 of log 10."""
    assert measured().error_points("reach_cm") == pytest.approx(1.4 / 4.5)
    assert measured().error_points("sit_to_stand_s") == pytest.approx(
        10 * math.log(1.1) / math.log(10)
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("worst = 45\n", "worst = 0\n"), "must differ"),
        (("offset = 10\n", "offset = 0\n"), "above 0 for a log"),
        (("worst = 45\noffset = 0\n", "worst = 45\noffset = 1\n"), "belongs to a log"),
        (("standard_error = 1.4\n", "standard_error = 0\n"), "standard_error must lie"),
        (("[errors.reach_cm]", "[errors.reach]"), "'reach_cm' is missing"),
        (('shape = "linear"', 'shape = "root"'), "shape must be one of"),
    ],
)
def test_a_transform_that_cannot_be_is_refused(change, told):
    text = (DATA / "measured_signs.toml").read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(KnowledgeFaults, match=told):
        read_measured(text.replace(*change, 1))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("low = -60\n", "low = 10\n"), "lie outside low and high"),
        (('unit = "cm"' + REACH + '"lower"', 'unit = "cm"' + REACH + '"higher"'), "disagree"),
    ],
)
def test_a_sign_and_its_transform_must_agree(change, told):
    text = (DATA / "signs.toml").read_text(encoding="utf-8")
    assert change[0] in text
    with pytest.raises(KnowledgeFaults, match=told):
        read_signs(text.replace(*change, 1))
