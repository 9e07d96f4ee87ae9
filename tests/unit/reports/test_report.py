"""One course on one sheet, for practitioner and patient, in both reading directions."""

from __future__ import annotations

import re
from unicodedata import category

import pypdfium2
import pytest

from backcheck import __version__
from backcheck.knowledge.wording import Audience, label
from backcheck.reports.chart import Layout, chart
from backcheck.reports.document import Document, Sayings, Table, document
from backcheck.reports.report import report_pdf
from backcheck.verdict.assessment import Assessment, assess
from backcheck.verdict.course import AlsoStarted, Event, Flag, FlagLevel, PainSince
from backcheck.verdict.picture import picture
from tests.spec.verdict.golden import GOLDEN, assessed
from tests.support import pdf
from tests.support.courses import course, ratings, visits

PRACTITIONER, PATIENT = Audience.PRACTITIONER, Audience.PATIENT
RED, GREY, GREEN = (0xA3, 0x2A, 0x1C), (0x73, 0x73, 0x73), (0x0B, 0x6B, 0x5D)
BAR_POINTS = (16.0 / 25.4 * 72.0, 76.0)  # from the left and the top: a place in the bar
CLAIM = b"pdfuaid"  # in its metadata, of a sheet that says it meets PDF/UA-1
ISOLATES = re.compile("[\u2066-\u2069]")
LINE_END_HYPHEN = "\ufffe"  # so the reader of the sheet says it


def _document(assessment: Assessment, audience: Audience, language: str = "en") -> Document:
    return document(assessment, audience, language)


def _sheet(assessment: Assessment, audience: Audience, language: str = "en") -> bytes:
    told, found = _document(assessment, audience, language), picture(assessment)
    drawn = None if found is None else chart(found, told.verdict, language, layout=Layout.WIDE_BARE)
    return report_pdf(told, drawn)


def _plain(text: str) -> str:
    """Without line ends and marks of direction; a hyphen at a line's end is read as one."""
    return " ".join(ISOLATES.sub("", text).replace(LINE_END_HYPHEN, "-").split())


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
@pytest.mark.parametrize("audience", [PRACTITIONER, PATIENT])
def test_every_golden_course_fits_one_sheet_and_says_all_of_it(golden, audience):
    assessment = assessed(golden)
    told = _document(assessment, audience)
    sheet = pdf.read(_sheet(assessment, audience))
    assert (sheet.pages, sheet.tagged) == (1, True)
    assert 0.01 < sheet.ink_share < 0.2
    text = _plain(sheet.text)
    for words in (told.verdict, told.next_step, told.caveat, label("label.not_reviewed")):
        assert words in text
    for block in told.blocks:
        if isinstance(block, Sayings):
            assert [item for item in block.items if _plain(item) not in text] == []
        if isinstance(block, Table) and audience is PRACTITIONER:
            assert {cell for row in block.rows for cell in row[1:] if cell not in text} == set()


def test_a_patient_reads_no_table():
    assessment = assessed(GOLDEN[2])
    text = _plain(pdf.read(_sheet(assessment, PATIENT)).text)
    told = _document(assessment, PATIENT)
    for table in (told.answers, told.forecast, told.usual_rules):
        assert table.columns[0] not in text


def test_a_doctor_comes_before_the_verdict():
    refer = next(golden for golden in GOLDEN if golden.next_step == "REFER")
    told = _document(assessed(refer), PRACTITIONER)
    text = _plain(pdf.read(_sheet(assessed(refer), PRACTITIONER)).text)
    assert text.index(told.next_step) < text.index(told.verdict)
    assert _bar(assessed(refer)) == RED


@pytest.mark.parametrize(
    ("name", "colour"),
    [
        ("worse", RED),
        ("no-visit-yet", GREY),
        ("little-sign-of-help", GREY),
        ("very-likely-helping", GREEN),
    ],
)
def test_the_bar_beside_the_verdict_has_the_colour_of_the_page(name, colour):
    assert _bar(assessed(next(golden for golden in GOLDEN if golden.name == name))) == colour


def _bar(assessment: Assessment) -> tuple[int, ...]:
    """The colour left of the headline, a little under the head."""
    across, down = BAR_POINTS
    page = pypdfium2.PdfDocument(_sheet(assessment, PRACTITIONER))[0]
    shown = page.render(scale=4.0, rev_byteorder=True).to_numpy()
    return tuple(int(part) for part in shown[round(4 * down), round(4 * across)][:3])


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_it_fits_one_sheet_from_right_to_left(golden, hebrew_letters):
    assert pdf.read(_sheet(assessed(golden), PATIENT, hebrew_letters)).pages == 1


def test_the_head_names_course_day_and_version():
    sheet = pdf.read(_sheet(assessed(GOLDEN[2]), PRACTITIONER))
    head = _plain(sheet.text)[:120]
    assert "Backcheck Course very-likely-helping 8 Apr 2026" in head
    assert f"backcheck {__version__}, model 3" in head
    assert ISOLATES.sub("", sheet.about["Title"]) == "Course very-likely-helping, 8 Apr 2026"
    assert sheet.about["CreationDate"].startswith("D:20260408")


def test_the_same_course_makes_the_same_bytes():
    assert _sheet(assessed(GOLDEN[1]), PATIENT) == _sheet(assessed(GOLDEN[1]), PATIENT)


def test_what_somebody_wrote_is_not_markup():
    nasty = '#panic("x") *b* $x$'
    events: list[Event] = [PainSince(0.0, began_at_days=-900.0), AlsoStarted(14.0, nasty)]
    treated = course(ratings([7] * 12 + [5] * 30), visits([12, 19, 26, 33]), events, since=None)
    assert nasty in _plain(pdf.read(_sheet(treated_answer := assess(treated), PATIENT)).text)
    assert treated_answer.answers.effect is not None


def test_many_flags_and_beginnings_make_the_type_smaller_not_the_sheet_longer():
    many: list[Event] = [AlsoStarted(13.0 + day, f"number {day} of very many") for day in range(9)]
    many += [Flag(14.0 + day, FlagLevel.NOTE, "fever") for day in range(9)]
    crowded = course(
        ratings([7] * 12 + [5] * 50),
        ratings([3] * 60, sign="sleep"),
        visits(range(12, 60, 4)),
        many,
    )
    assert pdf.read(_sheet(assess(crowded), PRACTITIONER)).pages == 1


def test_words_alone_where_nothing_can_be_drawn():
    sheet = pdf.read(_sheet(assess(course(visits([1, 8]))), PRACTITIONER))
    assert sheet.pages == 1
    assert "Cannot tell yet" in sheet.text


def test_signed_numbers_keep_their_sign_before_them_from_right_to_left(hebrew_letters):
    worse = next(golden for golden in GOLDEN if golden.name == "worse")
    text = pdf.read(_sheet(assessed(worse), PRACTITIONER, hebrew_letters)).text
    assert "\u22122.9" in text and "2.9\u2212" not in text


def test_words_from_right_to_left_are_in_the_order_they_are_read(hebrew_letters):
    assessment = assessed(GOLDEN[1])
    told = _document(assessment, PATIENT, hebrew_letters)
    text = _plain(pdf.read(_sheet(assessment, PATIENT, hebrew_letters)).text)
    assert told.verdict in text
    assert told.next_step in text


def _sheet_of(odd: str) -> bytes:
    """Of a course that is called so, during which something of that name was started."""
    treated = course(ratings([7] * 12 + [5] * 30), visits([12]), [AlsoStarted(14.0, odd)], name=odd)
    return _sheet(assess(treated), PATIENT)


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("Ходьба", "Ходьба"),
        ("aمشيb", "a\ufffd\ufffd\ufffdb"),
        ("a漢字b", "a\ufffd\ufffdb"),
        ("a\U0001f600\ufe0fb", "a\ufffdb"),
        ("a\ue000b", "a\ufffdb"),
        ("a\u00adb", "ab"),
        ("a\u200db", "ab"),
        ("a\x00\r\x7f\x85b", "ab"),
    ],
)
def test_letters_that_no_font_has_do_not_stop_the_sheet(odd, shown):
    made = _sheet_of(odd)
    sheet = pdf.read(made)
    assert sheet.pages == 1
    assert shown in _plain(sheet.text)
    assert CLAIM in made


def test_no_character_that_is_never_drawn_stops_the_sheet():
    """Every control and format character there is, on one sheet."""
    every = [chr(code) for code in range(0x110000) if category(chr(code)) in ("Cc", "Cf")]
    assert len(every) > 200
    made = _sheet_of(f"a{''.join(every)}b")
    assert pdf.read(made).pages == 1
    assert CLAIM in made


@pytest.mark.parametrize(("odd", "claims"), [("שָׁלוֹם", True), ("aḿb", True), ("b\u0591", False)])
def test_marks_that_the_standard_can_not_hold_cost_the_claim_and_not_the_sheet(odd, claims):
    made = _sheet_of(odd)
    sheet = pdf.read(made)
    assert (sheet.pages, sheet.tagged) == (1, True)
    assert (CLAIM in made) == claims
