"""The same drawing as SVG, PNG and PDF: same course, same bytes; nothing is markup."""

from __future__ import annotations

import re
import struct
from datetime import date

import pytest

from backcheck.reports.chart import Layout, chart
from backcheck.reports.picture_file import PICTURE_KINDS, picture_pdf, picture_png
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import AlsoStarted, Course
from backcheck.verdict.picture import picture
from tests.support import pdf
from tests.support.courses import course, ratings, visits

DAY = date(2026, 4, 8)
NASTY = '#panic("x") *bold* @nobody </text>'


def _svg(chosen: Course, language: str = "en", layout: Layout = Layout.WIDE) -> str:
    found = picture(assess(chosen))
    assert found is not None
    return chart(found, "Cannot tell yet", language, layout=layout)


@pytest.fixture(scope="module")
def course_of_six_weeks() -> Course:
    begun = [AlsoStarted(16.0, NASTY)]
    return course(ratings([7] * 12 + [5, 4] * 14), visits([12, 19, 26, 33]), begun)


@pytest.fixture(scope="module")
def svg(course_of_six_weeks) -> str:
    return _svg(course_of_six_weeks)


def test_the_pdf_is_one_tagged_page_with_title_day_and_words(svg):
    sheet = pdf.read(picture_pdf(svg, "en", DAY))
    assert sheet.pages == 1 and sheet.tagged
    assert sheet.about["Title"].startswith("Course \u2068A1\u2069: pain")
    assert sheet.about["CreationDate"].startswith("D:20260408")
    assert "4 visits" in sheet.about["Subject"]
    assert 0.005 < sheet.ink_share < 0.2
    for words in ("Cannot tell yet", "usual level", "missed", "answer"):
        assert words in sheet.text or words == "missed"
    assert '#panic("x") *bold*' in sheet.text


@pytest.mark.parametrize("odd", ["שָׁלוֹם", "aḿb", "b\u0591", "a\u200db", "a\u0600b", "a\x7fb"])
def test_no_letter_stops_the_picture(odd):
    begun = [AlsoStarted(16.0, odd)]
    drawn = _svg(course(ratings([7] * 12 + [5, 4] * 14), visits([12, 19]), begun, name=odd))
    sheet = pdf.read(picture_pdf(drawn, "en", DAY))
    assert sheet.pages == 1 and sheet.tagged


def test_without_dates_the_pdf_has_no_date(svg):
    about = pdf.read(picture_pdf(svg, "en", None)).about
    assert not about["CreationDate"] or about["CreationDate"].startswith("D:1970")


@pytest.mark.parametrize("kind", PICTURE_KINDS)
def test_the_same_course_makes_the_same_bytes(svg, kind):
    made = [PICTURE_KINDS[kind](svg, "en", DAY) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("layout", [Layout.WIDE, Layout.NARROW])
def test_the_png_has_two_dots_a_unit(course_of_six_weeks, layout):
    data = picture_png(_svg(course_of_six_weeks, layout=layout), "en", DAY)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    (width,) = struct.unpack(">I", data[16:20])
    assert width == pytest.approx(2 * (layout.value.width + 24), abs=2)
    assert len(data) > 20_000  # a blank one is a tenth of it


def test_words_from_right_to_left_are_in_the_order_they_are_read(
    course_of_six_weeks, hebrew_letters
):
    drawn = _svg(course_of_six_weeks, hebrew_letters)
    sheet = pdf.read(picture_pdf(drawn, hebrew_letters, DAY))
    for words in re.findall(">\u2067([\u05d0-\u05ea ]{4,})\u2069<", drawn):
        assert words in sheet.text or words[::-1] not in sheet.text, words
    usual = "ושואל להאהל"  # "usual level" in those letters
    assert usual in sheet.text
