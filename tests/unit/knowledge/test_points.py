"""Points: how many, in which order, and where they lie along a limb."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from backcheck.knowledge.points.point import CHANNELS, Point, Segment
from backcheck.knowledge.points.points import (
    COUNTS,
    along,
    in_region,
    points,
    read_extra,
    read_who,
    unplaced,
    who_points,
)
from backcheck.knowledge.points.pregnancy import pregnancy_lists, read_pregnancy
from backcheck.knowledge.points.segments import ON_LIMBS, read_segments, segments
from backcheck.knowledge.points.tung import all_points, read_tung, tung_points
from backcheck.knowledge.reading import DATA, KnowledgeFaults

READERS: dict[str, Callable[[str], Any]] = {
    "who.toml": read_who,
    "extra.toml": read_extra,
    "tung.toml": read_tung,
    "segments.toml": read_segments,
    "pregnancy.toml": read_pregnancy,
}
SOME_CODES = ("LU1", "LU6", "LU11", "LI4", "ST17", "ST41", "SP9", "TE19")
SOME = ("sources.", *(f"points.{code}]" for code in SOME_CODES))
# A number further on that lies further back: ST40 beside ST38, on the way back up.
TURNS = {"ST40"}


def _text(file: str) -> str:
    return (DATA / "points" / file).read_text(encoding="utf-8")


def test_every_file_of_points_has_a_reader_here() -> None:
    assert {path.name for path in (DATA / "points").iterdir()} == {*READERS}


def test_the_channels_have_as_many_points_as_they_have() -> None:
    wanted = "LU 11 LI 20 ST 45 SP 21 HT 9 SI 19 BL 67 KI 27 PC 9 TE 23 GB 44 LR 14 GV 28 CV 24"
    words = wanted.split()
    assert dict(zip(words[::2], map(int, words[1::2]), strict=True)) == COUNTS
    found = [point.channel for point in who_points().values()]
    assert {channel: found.count(channel) for channel in CHANNELS} == COUNTS
    assert len(who_points()) == 361
    assert len(points()) == 361 + 29
    assert len(tung_points()) == 15
    assert len(all_points()) == 361 + 29 + 15


def test_the_midline_is_the_midline() -> None:
    for point in who_points().values():
        on = point.place is not None and point.place.from_midline_cun == 0.0
        assert on is (point.channel in ("GV", "CV"))


@pytest.mark.parametrize("channel", ON_LIMBS)
@pytest.mark.parametrize("segment", Segment)
def test_cun_run_one_way_along_a_channel(channel: str, segment: Segment) -> None:
    """Hand yang and foot yin channels run towards the trunk, the others away from it."""
    found = [
        (point.on(segment), point)
        for point in who_points().values()
        if point.channel == channel and point.code not in TURNS
    ]
    cun = [station.cun for station, _ in found if station is not None]
    upwards = channel in ("LI", "SI", "TE", "SP", "KI", "LR")
    assert cun == sorted(cun, reverse=not upwards)


@pytest.mark.parametrize(
    ("first", "last"),
    [("ST19", "ST29"), ("SP13", "SP16"), ("KI11", "KI21"), ("CV3", "CV14")],
)
def test_cun_run_one_way_along_the_belly(first: str, last: str) -> None:
    heights = [_above_the_navel(each) for each in _from_to(first, last)]
    ups = [after > before for before, after in pairwise(heights)]
    assert set(ups) == {first != "ST19"}


def _above_the_navel(point: Point) -> float:
    place = point.place
    assert place is not None
    assert place.at == ("umbilicus",)
    return (place.cun or 0.0) * (-1.0 if place.way == "below" else 1.0)


@pytest.mark.parametrize(
    ("first", "last", "down"),
    [
        ("BL11", "BL30", True),
        ("BL41", "BL54", True),
        ("GV3", "GV15", False),
        ("ST14", "ST18", True),
        ("SP17", "SP20", False),
        ("KI22", "KI26", False),
        ("CV17", "CV20", False),
    ],
)
def test_levels_run_one_way_along_the_trunk(first: str, last: str, down: bool) -> None:
    levels = [_level(each) for each in _from_to(first, last)]
    assert levels == sorted(levels, reverse=not down)
    assert len(set(levels)) == len(levels)


def _level(point: Point) -> tuple[int, int]:
    """Neck, chest, loin, sacrum; or spaces between the ribs."""
    assert point.place is not None
    kind, number = re.fullmatch(r"(C|T|L|S|ICS)(\d+)", point.place.at[0]).groups()  # type: ignore[union-attr]
    return "CTLS".find(kind[0]), int(number)


def _from_to(first: str, last: str) -> list[Point]:
    codes = [*who_points()]
    return [who_points()[code] for code in codes[codes.index(first) : codes.index(last) + 1]]


def test_a_stretch_of_a_limb_has_its_points_from_distal_to_proximal() -> None:
    found = [point.code for point in along("LU", Segment.FOREARM, 12, 0)]
    assert found == ["LU9", "LU8", "LU7", "LU6", "LU5"]
    assert [point.code for point in along("LU", Segment.UPPER_ARM, 0, 5)] == ["LU5", "LU4"]
    assert [p.code for p in along("BL", Segment.LOWER_LEG, 6, 9)] == ["BL58", "BL57"]
    assert along("GV", Segment.FOREARM, 0, 12) == ()


def test_every_point_with_a_station_is_found_along_its_limb() -> None:
    for point in points().values():
        for station in point.stations:
            assert 0.0 <= station.cun <= station.length_cun
            assert station.length_cun == segments().length_cun(point.channel, station.segment)
            assert point in along(point.channel, station.segment, station.cun, station.cun)


def test_what_nobody_has_a_number_for_is_told_apart() -> None:
    assert [point.code for point in unplaced("TE", Segment.UPPER_ARM)] == ["TE13"]
    assert [point.code for point in unplaced("GB", Segment.THIGH)] == ["GB31"]
    assert unplaced("LU", Segment.FOREARM) == ()


def test_points_of_a_region() -> None:
    assert [point.code for point in in_region("SI", "hand")] == ["SI3"]
    assert [point.code for point in in_region("BL", "ankle")] == ["BL60"]


def test_a_place_or_a_relation_names_points_that_there_are() -> None:
    coded = re.compile(r"(?:[A-Z]{2}\d+|EX-.*|\d\d\.\d\d)")
    levels = re.compile(r"[CTLS]\d+|ICS\d|[CTLS]\d+_to_.*")
    for point in all_points().values():
        ends = [end for each in (point.place, point.also) if each is not None for end in each.at]
        for end in (*ends, *point.related.values()):
            if coded.fullmatch(end) and not levels.fullmatch(end):
                assert end in all_points(), point.code


def test_a_list_of_pregnancy_names_points_that_there_are() -> None:
    with pytest.raises(KnowledgeFaults, match="'LI99' is no point"):
        read_pregnancy(_text("pregnancy.toml").replace('"LI4"', '"LI99"', 1))
    assert len(pregnancy_lists()) == 6


@pytest.mark.parametrize("file", READERS)
def test_every_entry_needs_its_source_and_its_certainty(file: str) -> None:
    for line in ("source", "certainty"):
        broken, count = re.subn(rf"(?m)^{line} = .*$", "", _text(file))
        assert count > 0
        with pytest.raises(KnowledgeFaults) as told:
            READERS[file](broken)
        assert len(told.value.faults) >= count


@pytest.mark.parametrize("file", READERS)
def test_no_entry_comes_reviewed_and_no_key_is_misspelt(file: str) -> None:
    with pytest.raises(KnowledgeFaults, match="set by a clinician in the product"):
        READERS[file](_text(file).replace("certainty =", 'review = "Dr A"\ncertainty =', 1))
    with pytest.raises(KnowledgeFaults, match="unknown key 'regoin'"):
        READERS[file](_text(file).replace("certainty =", "regoin = 1\ncertainty =", 1))


@pytest.mark.parametrize("file", READERS)
def test_every_source_that_is_listed_is_used(file: str) -> None:
    listed = set(re.findall(r"(?m)^\[sources\.(\w+)\]", _text(file)))
    assert set(re.findall(r'(?m)^source = "(\w+)"', _text(file))) == listed


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ("[points.LU11]", "[points.LU12]", "entry 'LU11' is missing"),
        ("[points.LU11]", "[points.XX1]", "called by its channel and a number"),
        ("above_cun = 7 ", "above_cun = 70 ", "above_cun must lie between 0 and 30"),
        ("above_cun = 7 ", "over_cun = 7 ", "unknown key 'over_cun' in place"),
        ("above_cun = 7 ", "above_cun = 7, below_cun = 2 ", "can't both be true"),
        ('at = "wrist"', 'on = "wrist"', "with either at or between"),
        ('between = ["TE17", "TE20"]', 'between = ["a", "b", "c"]', "must name two landmarks"),
        ('over = ["lung"]', 'over = ["liver"]', "over must be a list of"),
        ('pregnancy = "core"', 'pregnancy = "never"', "pregnancy must be one of"),
        ("needled = false", 'needled = "no"', "needled must be true or false"),
        ('joint = "ankle"', 'joint = "toe"', "joint must be one of"),
    ],
)
def test_a_fault_of_the_file_is_told(was: str, now: str, message: str) -> None:
    """Of a few entries: the others are told to be missing, and read in no time."""
    head, *entries = _text("who.toml").split("\n\n[")
    some = [each for each in entries if each.startswith(SOME)]
    text = "\n\n[".join((head, *some))
    assert was in text
    with pytest.raises(KnowledgeFaults, match=message):
        read_who(text.replace(was, now, 1))


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ('channels = ["BL"]', 'channels = ["XX"]', "'XX' is no channel"),
        ('channels = ["BL"]\n', "", "thigh needs one length"),
        ("[joints.hip]", "[joints.toe]", "'hip' is missing"),
        ('towards = "front"', 'towards = "left"', "towards must be one of"),
    ],
)
def test_a_fault_of_the_limbs_is_told(was: str, now: str, message: str) -> None:
    text = _text("segments.toml")
    assert was in text
    with pytest.raises(KnowledgeFaults, match=message):
        read_segments(text.replace(was, now, 1))


def test_a_table_of_related_points_is_a_table() -> None:
    with pytest.raises(KnowledgeFaults, match="related must be a table of codes"):
        read_tung(_text("tung.toml").replace('related = { near = "LI3" }', 'related = "LI3"'))
