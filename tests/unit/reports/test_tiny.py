"""The picture for lists is small, on one scale, and says what it shows."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from backcheck.reports.tiny import tiny
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import Course
from backcheck.verdict.picture import picture
from tests.spec.verdict.golden import GOLDEN, assessed
from tests.support.courses import course, ratings, visits, weekly

SVG = "{http://www.w3.org/2000/svg}"


def _drawn(chosen: Course) -> ET.Element:
    found = picture(assess(chosen))
    assert found is not None
    return ET.fromstring(tiny(found))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_it_is_less_than_a_kilobyte_and_a_half(golden):
    found = picture(assessed(golden))
    assert found is not None
    assert len(tiny(found).encode()) < 1_500


def test_a_long_course_is_small_too():
    days = [12 + 3 * number for number in range(60)]
    found = picture(assess(course(ratings([6, 5, 7] * 70), visits(days))))
    assert found is not None
    assert len(tiny(found).encode()) < 1_500


def test_it_has_a_name_a_tick_a_visit_and_dots_at_both_ends():
    root = _drawn(weekly([7] * 12 + [4] * 30, 4))
    title = root.findtext(f"{SVG}title") or ""
    assert re.fullmatch(r"Usual level of pain: first \d\.\d, last \d\.\d; 4 visits", title)
    assert root.get("role") == "img"
    (ticks,) = [p for p in root.iter(f"{SVG}path") if p.get("stroke-opacity")]
    assert ticks.get("d", "").count("M") == 4
    first, last = root.iter(f"{SVG}circle")
    assert float(first.get("cx", "")) < float(last.get("cx", ""))
    assert float(first.get("cy", "")) < float(last.get("cy", ""))  # pain fell


def test_two_courses_are_on_one_scale():
    high, low = (_drawn(course(ratings([level] * 20))) for level in (8, 2))
    ys = [[float(c.get("cy", "")) for c in root.iter(f"{SVG}circle")] for root in (high, low)]
    assert max(ys[0]) < min(ys[1]) - 10


def test_one_rating_is_a_dot():
    assert "nan" not in ET.tostring(_drawn(course(ratings([6]))), "unicode")
