"""Where a point lies, in words: built from its record alone, whole in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

import pytest

from backcheck.knowledge.points.location import LIMB_REGIONS, location, said_alike
from backcheck.knowledge.points.opened import opened
from backcheck.knowledge.points.point import Point
from backcheck.knowledge.points.tung import all_points
from backcheck.knowledge.reading import DATA
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import label, languages

POINTS = list(all_points().values())
RIB_SPACE = re.compile(r"ICS(\d)")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
WORD = re.compile(r"[A-Za-z0-9_.-]+")
NAMES = {"pinyin", "tone_marks", "characters", "other_names", "other_codes"}


def _words(said: Sentence, language: str = "en") -> str:
    return label(said.id, language, **said.parameters)


def _held(said: Sentence) -> Iterator[Sentence]:
    yield said
    for each in said.parameters.values():
        if isinstance(each, Sentence):
            yield from _held(each)


def _parameters(said: Sentence) -> Iterator[str | float]:
    for held in _held(said):
        for each in held.parameters.values():
            if isinstance(each, str | int | float):
                yield each


def _record(point: Point) -> set[str | float]:
    """Every number and code that its places hold."""
    found: set[str | float] = {*point.related.values()}
    for place in (point.place, point.also):
        if place is not None:
            numbers = (place.cun, place.from_midline_cun, place.from_line_cun)
            found |= {*place.at, *(each for each in numbers if each is not None)}
            found |= {
                match for end in place.at for match in re.findall(r"[CTL]\d+|S\d(?=_|$)", end)
            }
            found |= {match[1] for end in place.at if (match := RIB_SPACE.fullmatch(end))}
    return found


@pytest.mark.parametrize("language", languages())
def test_every_point_says_where_it_lies(language: str) -> None:
    for point in POINTS:
        said = _words(location(point), language)
        assert not set(said) & set("{}_"), point.code


def test_the_words_are_those_of_the_catalogue_and_the_rest_is_the_record() -> None:
    """No text of anybody's could come in: what isn't a label's is a number or a code."""
    for point in POINTS:
        said = location(point)
        assert all(held.id.startswith("point.") for held in _held(said))
        assert {*_parameters(said)} <= _record(point), point.code


def test_no_number_of_a_record_goes_untold() -> None:
    for point in POINTS:
        told = {*_parameters(location(point))}
        if point.place is not None and point.place.cun is not None:
            assert point.place.cun in told
        if point.place is not None and point.place.from_midline_cun:
            assert point.place.from_midline_cun in told


@pytest.mark.parametrize("file", ["who.toml", "extra.toml", "tung.toml"])
def test_the_data_have_no_place_for_a_sentence(file: str) -> None:
    entries = tomllib.loads((DATA / "points" / file).read_text(encoding="utf-8"))["points"]
    for code, entry in entries.items():
        for key, value in entry.items():
            if key not in NAMES:
                assert all(WORD.fullmatch(text) for text in _texts(value)), (code, key)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


@pytest.mark.parametrize(
    ("code", "english"),
    [
        ("ST36", "Lower leg: 3 cun below ST35; on the yang face, towards the front."),
        ("PC6", "Forearm: 2 cun above the wrist; on the yin face, between front and back."),
        ("SP6", "Lower leg: 3 cun above the inner ankle bone; on the yin face."),
        ("BL23", "Low back: vertebra L2; 1.5 cun from the midline."),
        ("SP13", "Lower belly: 4.3 cun below the navel; 4 cun from the midline."),
        ("GV20", "Head: 5 cun into the hair from the front hairline; on the midline."),
        ("GB23", "Side of the chest: intercostal space 4; 1 cun from the mid-axillary line."),
        ("BL32", "Sacrum: the sacral foramen at S2."),
        ("LU9", "Wrist: on the yin face, towards the front."),
        ("ST17", "Chest: intercostal space 4."),
        ("22.07", "Hand: 1 cun from 22.06 towards the wrist; about where the outer one of "
         "EX-UE7 lies."),
        ("22.01", "Our list doesn't hold where."),
        ("33.12", "Forearm: our list doesn't hold where."),
        ("EX-UE3", "Wrist."),
    ],
)  # fmt: skip
def test_in_english(code: str, english: str) -> None:
    assert _words(location(all_points()[code])) == english


def test_in_hebrew_numbers_and_codes_keep_their_direction() -> None:
    said = _words(location(all_points()["ST36"]), "he")
    assert said == "שוק: \u20663\u2069 צון כלפי מטה מן \u2068ST35\u2069; בצד היאנג, בחלק הקדמי."


def test_what_our_words_cannot_tell_apart_is_said() -> None:
    groups = {frozenset((p.code, *said_alike(p))) for p in POINTS if said_alike(p)}
    assert frozenset({"TE6", "TE7"}) in groups
    assert frozenset({"BL39", "BL40"}) in groups
    for group in groups:
        for code in group:
            known = opened(all_points()[code])
            told = [_words(note) for note in known.notes]
            assert any(all(other in text for other in group - {code}) for text in told)
    assert len(groups) == 9


def test_the_face_is_told_where_the_channel_tells_points_apart() -> None:
    for point in POINTS:
        on_face = "face" in _words(location(point))
        assert on_face is (point.region in LIMB_REGIONS and point.list == "who"), point.code


@cache
def _everything() -> tuple[Sentence, ...]:
    """Every sentence that stands on the page of some point, once, as what makes it."""
    pages = [opened(point) for point in POINTS]
    lists = [(each.along, each.notes, each.classes, each.flags, each.used_for) for each in pages]
    return tuple({repr(s): s for page in lists for told in page for s in told}.values())


@pytest.mark.parametrize("language", languages())
def test_all_that_is_told_of_a_point_is_whole(language: str) -> None:
    """That it promises nothing is held of every sentence, in test_promises."""
    assert len(_everything()) > 150
    for words in (_words(said, language) for said in _everything()):
        assert not set(words) & set("{}_")


def test_only_a_school_says_what_it_uses_a_point_for() -> None:
    used = [point for point in POINTS if point.used_for]
    assert {point.list for point in used} == {"tung"}
    for point in used:
        for said in opened(point).used_for:
            assert _words(said).startswith("In this school: ")


def test_a_point_opened() -> None:
    known = opened(all_points()["SP6"])
    assert [_words(each) for each in known.along] == ["Lower leg: 3 of 15 cun from its far end"]
    assert [_words(each) for each in known.flags] == [
        "left out in pregnancy, by tradition",
        "beside the posterior tibial vessels",
    ]
    assert {each.id for each in known.left_out_by} == {"tcmstudy", "iaomai", "physio_list"}
    assert "beside" in {caution.rule for caution in known.cautions.adapt}
    about = opened(all_points()["BL57"]).along
    assert [_words(each) for each in about] == ["Lower leg: about 8 of 16 cun from its far end"]
    shared = [_words(each) for each in opened(all_points()["LU4"]).notes]
    assert shared == ["The same name in pinyin: 22.07."]
