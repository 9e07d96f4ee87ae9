"""Time runs from left to right in every language; words are isolated and begin at its side."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from backcheck.reports.chart import Layout, chart
from backcheck.reports.tiny import tiny
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import AlsoStarted, Event, Flag, FlagLevel, ReliefReport
from backcheck.verdict.picture import Picture, picture
from tests.support.courses import course, ratings, visits

SVG = "{http://www.w3.org/2000/svg}"
EVENTS: list[Event] = [
    ReliefReport(15.0, 2.0),
    AlsoStarted(16.0, "walking (new)"),
    Flag(17.0, FlagLevel.DOCTOR_FIRST, "weight_loss"),
]


@pytest.fixture(scope="module")
def found() -> Picture:
    drawn = picture(
        assess(course(ratings([7] * 12 + [5, 4] * 14), visits([12, 19, 26, 33]), EVENTS))
    )
    assert drawn is not None
    return drawn


@pytest.fixture(params=Layout)
def both(found, hebrew_letters, request) -> tuple[ET.Element, ET.Element]:
    """One layout from left to right and from right to left."""
    drawn = (chart(found, "-1 אב", language, layout=request.param) for language in ("en", "he"))
    left, right = map(ET.fromstring, drawn)
    return left, right


def _texts(root: ET.Element) -> list[ET.Element]:
    return list(root.iter(f"{SVG}text"))


def test_every_words_are_isolated_as_a_whole(both):
    for element in _texts(both[1]):
        assert re.fullmatch("\u2067.*\u2069", element.text or "", re.DOTALL), element.text
    assert not any((element.text or "").startswith("\u2067") for element in _texts(both[0]))


def test_no_direction_but_one_is_left_to_the_renderer(both):
    for root in both:
        assert root.get("direction") == "ltr"
        assert not any(element.get("direction") for element in _texts(root))


def test_time_and_levels_are_not_mirrored(both):
    left, right = both
    for name in ("path", "circle"):
        old, new = (
            [_lifted(element) for element in root.iter(f"{SVG}{name}") if _of_the_plot(element)]
            for root in both
        )
        assert old and old == new, name
    numbers = [[e.get("x") for e in _texts(root) if _digits(e).isdigit()] for root in (left, right)]
    assert numbers[0] == numbers[1]


def _lifted(element: ET.Element) -> dict[str, str]:
    """Without where the plot begins from above: a heading may take a line more in one language."""
    found = dict(element.attrib)
    found.pop("cy", None)
    if "d" in found:
        found["d"] = re.sub(r"^(M[\d.]+) [\d.]+", r"\1", found["d"])
    return found


def _of_the_plot(element: ET.Element) -> bool:
    """The marks of the legend and the names of lines move with their words."""
    if element.tag == f"{SVG}circle":
        return element.get("r") in {"3.2", "2.4"} and element.get("fill") is None
    return element.get("fill-opacity") == "0.24" and "h24" not in element.get("d", "")


def _digits(element: ET.Element) -> str:
    return re.sub("[\u2066-\u2069]", "", element.text or "")


def test_the_caption_begins_at_the_reading_side(found, hebrew_letters):
    def caption(language: str) -> ET.Element:
        root = ET.fromstring(chart(found, "verdict", language))
        return next(element for element in _texts(root) if "verdict" in (element.text or ""))

    assert (caption("en").get("x"), caption("en").get("text-anchor")) == ("6", None)
    right = caption(hebrew_letters)
    assert (right.get("x"), right.get("text-anchor")) == ("714", "end")


def test_all_words_come_from_the_catalogue(found, hebrew_letters):
    svg = chart(found, "", hebrew_letters) + tiny(found, hebrew_letters)
    said = re.sub("\u2068[^\u2069]*\u2069", "", svg)  # somebody's own words
    for words in re.findall(r">([^<>]+)<", said):
        assert not re.search("[A-Za-z]{2}", words), words
