"""The chart: it holds what the picture holds, says it in words, and nothing can be slipped in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from backcheck.reports.chart import Layout, chart, data_table
from backcheck.reports.chart_events import placed
from backcheck.reports.chart_frame import ACCENT, EDGE_OPACITY, Curve
from backcheck.reports.chart_headline import headline_words
from backcheck.reports.chart_layout import Paper
from backcheck.reports.chart_svg import polyline, quoted, short, tag, words
from backcheck.reports.letters import width_of
from backcheck.verdict.answers import Interval
from backcheck.verdict.assessment import assess
from backcheck.verdict.course import (
    AlsoStarted,
    Course,
    Event,
    Flag,
    FlagLevel,
    PainSince,
    Primary,
    ReliefReport,
    Stratum,
)
from backcheck.verdict.picture import Line, Picture, picture
from tests.support.courses import course, ratings, visits

SVG = "{http://www.w3.org/2000/svg}"
PHONE, LEAST = 350, 10.0  # pixels: a phone 390 wide without its margins; the least of any words
PAGE = 826  # pixels of a wide screen
NASTY = '</text><script>alert("1")</script>\x00 & \u202e twenty letters more of it'
PAPER = Paper(Layout.WIDE.value, "en")
EVENTS: list[Event] = [
    ReliefReport(15.0, 2.0),
    ReliefReport(22.0, None),
    AlsoStarted(16.0, NASTY),
    Flag(17.0, FlagLevel.DOCTOR_FIRST, "weight_loss"),
]


def _picture(chosen: Course) -> Picture:
    found = picture(assess(chosen))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def full() -> Picture:
    return _picture(
        course(ratings([7] * 12 + [5] * 20), ratings([4], 40), visits([12, 19]), EVENTS)
    )


@pytest.fixture(scope="module")
def drawn(full: Picture) -> str:
    return chart(full, "Cannot tell yet")


def _texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def test_it_is_well_formed_and_names_itself(drawn):
    root = ET.fromstring(drawn)
    assert root.get("role") == "img"
    ids = {element.get("id") for element in root.iter()}
    assert set(root.get("aria-labelledby", "-").split()) <= ids
    description = root.findtext(f"{SVG}desc") or ""
    for fact in (
        "Cannot tell yet",
        "33 ratings",
        "8 days",
        "2 visits",
        "doctor first",
        "points better than expected anyway (90% interval",
        "relief still holding at the next visit",
        "often a flare",
        "out of 10",
    ):
        assert fact in description


def test_every_rating_visit_and_missed_day_is_there(full, drawn):
    assert _dots(ET.fromstring(drawn)) == len(full.ratings)
    assert {"1", "2", "visit", "relief", "missed", "answer"} <= set(_texts(drawn))
    assert "day 0" in _texts(drawn)


def test_the_two_lines_are_told_apart_without_colour(drawn):
    assert "stroke-dasharray" in drawn
    assert 'fill="url(#chart-hatch)"' in drawn
    assert {"usual level", "expected", "anyway"} <= set(_texts(drawn))


def test_a_strict_content_policy_lets_it_pass(drawn):
    assert not re.search(
        r"<style|\sstyle=|<script|\son\w+=|href|https?://(?!www.w3.org/2000)", drawn
    )


def test_what_somebody_wrote_is_escaped_cut_and_isolated(drawn):
    (said,) = [text for text in _texts(drawn) if text.startswith("also:")]
    assert said.startswith("also: \u2068</text><script>")
    assert said.endswith("\u2026\u2069")
    assert "\u202e" not in drawn
    assert quoted("a\n b\x07", 30) == "\u2068a b\u2069"


@pytest.mark.parametrize(("layout", "pixels"), [(Layout.WIDE, PAGE), (Layout.NARROW, PHONE)])
def test_text_can_be_read_where_the_layout_is_for(full, layout, pixels):
    svg = chart(full, "Cannot tell yet", layout=layout)
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
    assert min(sizes) * pixels / layout.value.width >= LEAST


def test_both_layouts_tell_the_same_facts(full):
    wide, narrow = (
        ET.fromstring(chart(full, "x", layout=layout)) for layout in (Layout.WIDE, Layout.NARROW)
    )
    assert wide.findtext(f"{SVG}desc") == narrow.findtext(f"{SVG}desc")
    assert _dots(wide) == _dots(narrow) == len(full.ratings)
    said = set(_texts(chart(full, "x", layout=Layout.NARROW)))
    assert {"usual level", "expected anyway", "visit", "relief", "missed"} <= said


def _dots(root: ET.Element) -> int:
    (dots,) = [group for group in root.iter(f"{SVG}g") if group.get("fill-opacity")]
    return len(dots)


def test_a_bare_drawing_says_the_verdict_only_to_who_does_not_see(full):
    root = ET.fromstring(chart(full, "Cannot tell yet", layout=Layout.WIDE_BARE))
    assert "Cannot tell yet" in (root.findtext(f"{SVG}desc") or "")
    assert "Cannot tell yet" not in [element.text for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("layout", Layout)
def test_words_stay_inside_the_drawing(full, layout):
    svg = chart(full, "Better, but we cannot say why", layout=layout)
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        if element.get("transform") is None:
            low, high = _reach(element, layout)
            assert low >= 0 and high <= layout.value.width, element.text


def _reach(element: ET.Element, layout: Layout) -> tuple[float, float]:
    size = float(element.get("font-size", layout.value.text))
    wide = width_of(element.text or "", size, bold=element.get("font-weight") == "bold")
    x = float(element.get("x", "nan"))
    match element.get("text-anchor", "start"):
        case "start":
            return x, x + wide
        case "end":
            return x - wide, x
    return x - wide / 2, x + wide / 2


def test_days_after_the_last_rating_are_missed_too(full):
    late = _picture(course(ratings([6] * 9), visits([14])))
    assert late.missed == ((9, 13),)
    assert "missed" in _texts(chart(late, "x"))


def test_the_gap_is_said_by_which_line_is_better(full):
    said = headline_words(_effect(-1.24, -3.02, 0.46), "en")
    assert said == (
        "Shaded week: 1.2 points worse than expected anyway"
        " (90% interval from 0.5 better to 3.0 worse)"
    )
    assert "1.9 points better" in headline_words(_effect(1.9, 0.04, 3.7), "en")


@pytest.mark.parametrize(
    ("effect", "bounds"),
    [
        ((1.9, -0.04, 3.7), "0.0 to 3.7"),
        ((1.9, -0.3, 3.7), "from 0.3 worse to 3.7 better"),
        ((-1.2, -3.0, 0.5), "from 0.5 better to 3.0 worse"),
        ((-1.2, -3.0, -0.5), "from 0.5 to 3.0 worse"),
        ((0.0, -0.5, 0.5), "from 0.5 worse to 0.5 better"),
    ],
)
def test_a_bound_is_better_or_worse_and_has_no_sign(effect, bounds):
    assert headline_words(_effect(*effect), "en").endswith(f"(90% interval {bounds})")
    assert "\u2212" not in headline_words(_effect(*effect), "he")


def _effect(mean: float, low: float, high: float, ahead_days: float = 0.0) -> Picture:
    """The full picture with another effect, its week ending so long after the answer."""
    base = _picture(course(ratings([6] * 40), visits([12, 19])))
    return replace(base, effect=Interval(mean, low, high), on_days=base.end_days - ahead_days)


@pytest.mark.parametrize(
    ("ahead_days", "begins"),
    [
        (0.0, "Shaded week: 1.9 points"),
        (0.9, "Shaded week: 1.9 points"),
        (1.0, "Week after visit 2, partly still ahead: estimated 1.9 points"),
        (6.9, "Week after visit 2, partly still ahead: estimated 1.9 points"),
        (7.0, "Week after visit 2, still ahead: estimated 1.9 points"),
    ],
)
def test_a_week_that_is_ahead_is_said_to_be(ahead_days, begins):
    assert headline_words(_effect(1.9, 0.0, 3.7, ahead_days), "en").startswith(begins)


def test_before_the_first_visit_the_headline_says_so():
    svg = chart(_picture(course(ratings([6] * 9))), "x", layout=Layout.NARROW_BARE)
    assert _texts(svg)[0].startswith("Treatment has not begun")


def test_what_is_ahead_is_drawn_slighter():
    """Thinner lines, fainter bands with dotted edges and a lighter shade past the answer."""

    def drawn(ahead_days: float) -> list[dict[str, str]]:
        svg = chart(_effect(1.9, 0.0, 3.7, ahead_days), "x")
        return [element.attrib for element in ET.fromstring(svg).iter()]

    def values(name: str, ahead_days: float, **given: str) -> list[str]:
        found = [each for each in drawn(ahead_days) if given.items() <= each.items()]
        return [each.get(name, "") for each in found]

    line = {"fill": "none", "stroke": ACCENT, "stroke-linejoin": "round"}
    assert values("stroke-width", 0.0, **line) == ["3"]
    assert values("stroke-width", 3.0, **line) == ["3", "1.5"]
    assert values("fill-opacity", 3.0, fill=ACCENT) == ["0.24", "0.12"]
    assert values("stroke-dasharray", 3.0, fill=ACCENT) == ["", "1 2"]
    shades = [
        [each["fill-opacity"] for each in drawn(ahead) if "height" in each and "x" in each]
        for ahead in (0.0, 3.0, 7.0)
    ]
    assert shades == [["0.1"], ["0.1", "0.04"], ["0.04"]]


def test_what_is_known_and_what_is_ahead_meet_on_the_day_of_the_answer():
    curve = Curve((0.0, 4.0, 4.5, 8.0), Line((0.0, 4.0, 2.0, 9.0), (0.0,) * 4, (9.0,) * 4))
    known, ahead = curve.part(0.0, 6.25), curve.part(6.25, 8.0)
    assert known.marks == (0.0, 4.0, 4.5, 6.25)
    assert ahead.marks == (6.25, 8.0)
    assert known.line.mean[-1] == ahead.line.mean[0] == pytest.approx(5.5)
    assert curve.part(-3.0, 0.0).marks == (0.0,)


@pytest.mark.parametrize(("paper", "ink"), [("#faf9f5", "#1c2220"), ("#1c2220", "#e7ebe9")])
def test_the_edge_of_a_band_can_be_seen_on_either_paper(paper, ink):
    """WCAG 2.1, 1.4.11: what is needed to understand a drawing has 3:1."""
    assert _contrast(_mixed(ACCENT, paper, 1.0), paper) >= 3.0
    assert _contrast(_mixed(ink, paper, EDGE_OPACITY), paper) >= 3.0


def _mixed(colour: str, paper: str, opacity: float) -> str:
    pairs = [(int(c[n : n + 2], 16)) for n in (1, 3, 5) for c in (colour, paper)]
    parts = zip(pairs[::2], pairs[1::2], strict=True)
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in parts)


def _contrast(first: str, second: str) -> float:
    darker, lighter = sorted(map(_luminance, (first, second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_what_is_easily_misread_stands_under_the_wide_legend(full):
    wide, narrow = (_texts(chart(full, "x", layout=each)) for each in (Layout.WIDE, Layout.NARROW))
    note = "Bands show each level; the gap has its own interval, above."
    assert note in wide and note not in narrow


def test_an_open_end_of_relief_is_in_the_legend_when_there_is_one(full):
    assert "relief still holding at the next visit" in _texts(chart(full, "x"))
    ended = _picture(course(ratings([6] * 30), visits([12]), [ReliefReport(15.0, 2.0)]))
    assert "relief still holding at the next visit" not in _texts(chart(ended, "x"))


def test_steps_of_a_line_do_not_add_up_their_rounding():
    assert polyline([(0.04, 1.0), (0.08, 0.5), (10.12, 0.46)]) == "M0 1l.1-.5 10 0"


def test_a_look_taken_has_a_ring_and_one_to_come_is_said():
    falling = [9, 9, 8, 9, 8, 9, 8, 8, 9, 8, 8, 8, *([6, 7, 6, 5] * 3), *([4, 5, 4, 3] * 4)]
    svg = chart(_picture(course(ratings(falling), visits([12, 19, 26, 33]))), "x")
    rings = [c for c in ET.fromstring(svg).iter(f"{SVG}circle") if c.get("fill") == "none"]
    assert len(rings) == 3  # at visit 4, and of both kinds in the legend
    assert any(text.startswith("next look: visit 6") for text in _texts(svg))


def test_it_is_small_and_exact_to_two_decimals():
    weeks = [12 + 7 * number for number in range(8)]
    svg = chart(_picture(course(ratings([6] * 70), visits(weeks))), "Cannot tell yet")
    assert len(svg.encode()) < 40_000
    assert not re.search(r"\d\.\d{3}", svg)


def test_worse_is_on_the_side_of_worse():
    def places(chosen: Course) -> dict[str, float]:
        found = re.findall(r"translate\(\d+ (\d+)\)[^>]*>(\w+)<", chart(_picture(chosen), "x"))
        return {word: float(y) for y, word in found}

    pain = places(course(ratings([6] * 9)))
    assert pain["worse"] < pain["better"]  # higher up
    sleep = places(course(ratings([6] * 9, sign="sleep"), [Primary(0.0, "sleep")]))
    assert sleep["worse"] > sleep["better"]


def test_dates_for_a_dated_course():
    events = [
        *ratings([6] * 30, first_day=20_486),
        PainSince(20_486.0, stratum=Stratum.OVER_A_YEAR),
    ]
    svg = chart(_picture(Course("A1", True, tuple(events))), "Cannot tell yet")
    assert "2 Feb" in _texts(svg)
    assert "3 Mar 2026" in _texts(svg)
    years = [*events, *ratings([6] * 3, first_day=20_790)]
    assert "Feb 2026" in _texts(chart(_picture(Course("A1", True, tuple(years))), "x"))


def test_before_the_first_visit_there_is_one_line():
    svg = chart(_picture(course(ratings([6] * 9))), "Cannot tell yet")
    assert "anyway" not in _texts(svg)
    assert "next look: visit 4" in _texts(svg)


def test_one_rating_can_be_drawn():
    ET.fromstring(chart(_picture(course(ratings([6]))), "Cannot tell yet"))


def test_words_do_not_lie_on_each_other_and_warnings_choose_first():
    begun: list[Event] = [AlsoStarted(15.0 + n / 10, f"number {n} of many") for n in range(8)]
    flag = Flag(15.5, FlagLevel.SAME_DAY, "fever")
    marks = placed(_picture(course(ratings([6] * 40), visits([12]), begun, [flag])), PAPER)
    assert len(marks) == 9
    said = [mark for mark in marks if mark.words]
    assert "warning sign: same day" in {mark.words for mark in said}
    assert len({mark.row for mark in said}) == len(said) <= 3


def test_the_table_says_week_by_week_what_is_drawn(full):
    heading, *weeks = data_table(full)
    assert heading[:3] == ("Week from", "Mean rating", "Usual level")
    assert heading[3:5] == ("Low end of its 90% band", "High end of its 90% band")
    assert heading[5] == "Expected anyway"
    assert weeks[0][:2] == ("day 0", "7.0")
    assert weeks[0][2] == weeks[0][5]
    for week in weeks:
        assert float(week[3]) < float(week[2]) < float(week[4])
    assert weeks[-1][0] == "day 35"
    gap = _picture(course(ratings([7] * 3), ratings([7], 30)))
    assert data_table(gap)[3][1] == "none"


def test_elements():
    assert tag("a", words("<&"), b_c='"') == "<a b-c='\"'>&lt;&amp;</a>"
    assert [short(value) for value in (0.0, 1.0, 1.256, -0.5)] == ["0", "1", "1.26", "-0.5"]


def test_a_century_between_two_ratings_stays_small():
    far = _picture(course(ratings([6] * 9), ratings([5], first_day=36_000)))
    assert len(chart(far, "Cannot tell yet")) < 40_000
    assert len(data_table(far)) < 300
