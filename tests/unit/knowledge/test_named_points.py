"""Whatever is typed for a point: a code of any list, pinyin with or without tones, characters."""

from __future__ import annotations

import pytest

from backcheck.knowledge.points.named import (
    AmbiguousPoint,
    UnknownPoint,
    named,
    names_of,
    shared_names,
)
from backcheck.knowledge.points.point import CHANNELS
from backcheck.knowledge.points.points import COUNTS
from backcheck.knowledge.points.spelling import PREFIXES, bare
from backcheck.knowledge.points.tung import all_points
from backcheck.knowledge.wording import label


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *((typed, "ST36") for typed in ("ST36", "st 36", "ST-36", "S36", "s.36", "ST036")),
        *((typed, "ST36") for typed in ("zusanli", "Zu San Li", "Zú Sān Lǐ", "足三里")),
        ("Du 4", "GV4"),
        ("DU-4", "GV4"),
        ("Ren 17", "CV17"),
        ("rn17", "CV17"),
        ("SJ5", "TE5"),
        ("TB5", "TE5"),
        ("UB 40", "BL40"),
        ("22.05", "22.05"),
        ("Ling Gu", "22.05"),
        ("linggu", "22.05"),
        ("灵骨", "22.05"),
        ("靈骨", "22.05"),
        ("Da Bai", "22.04"),
        ("TAN-JD", "TAN-JD"),
        ("Yaoyan", "EX-B7"),
        ("EX-B7", "EX-B7"),
        ("ex b7", "EX-B7"),
        ("EX-BW-24", "EX-B7"),
        ("GV29", "EX-HN3"),
        ("Du 29", "EX-HN3"),
        ("yintang", "EX-HN3"),
        ("huatuojiaji", "EX-B2"),
        ("renzhong", "GV26"),
        ("人中", "GV26"),
        ("shanzhong", "CV17"),
        ("zanzhu", "BL2"),
        ("太沖", "LR3"),
        ("太衝", "LR3"),
        ("Fútū", "LI18"),  # tones tell what sounds alike apart
        ("fútù", "ST32"),
        ("Xiábái", "LU4"),
        ("下白", "22.07"),
        ("腰痛點", "EX-UE7"),
    ],
)
def test_what_is_typed_is_found(typed: str, code: str) -> None:
    assert named(typed).code == code


def test_every_name_of_every_point_finds_it_or_asks_which_is_meant() -> None:
    for point in all_points().values():
        for name in names_of(point):
            try:
                assert named(name) is point, name
            except AmbiguousPoint as told:
                assert point in told.choices
                assert bare(name) in shared_names()


def test_every_prefix_reaches_the_last_point_of_its_channel() -> None:
    for prefix, channel in PREFIXES.items():
        assert named(f"{prefix}{COUNTS[channel]}").code == f"{channel}{COUNTS[channel]}"
    assert {*PREFIXES.values()} == {*CHANNELS}


def test_codes_and_characters_are_unique_and_shared_pinyin_is_told() -> None:
    characters = [point.characters for point in all_points().values() if point.characters]
    assert len(characters) == len(set(characters))
    assert {name: [p.code for p in having] for name, having in shared_names().items()} == {
        "futu": ["LI18", "ST32"],
        "juliao": ["ST3", "GB29"],
        "wangu": ["SI4", "GB12"],
        "xiabai": ["LU4", "22.07"],
        "yinjiao": ["GV28", "CV7"],
        "zhongdu": ["GB32", "LR6"],
        "zhongzhu": ["KI15", "TE3"],
    }


def test_a_name_of_two_points_is_told_with_both() -> None:
    with pytest.raises(AmbiguousPoint, match=r"LU4 .*22\.07") as told:
        named("xiabai")
    assert [point.code for point in told.value.choices] == ["LU4", "22.07"]
    for language in ("en", "he"):
        said = label(told.value.said.id, language, **told.value.said.parameters)
        assert "xiabai" in said
        assert "LU4 (俠白), 22.07 (下白)" in said


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("zusanly", "ST36"),
        ("san cha", "A.02"),
        ("太冲", "LR3"),
        ("yaotong", "EX-UE7"),
        ("ST46", "ST45"),
        ("Du 30", "GV28"),
    ],
)
def test_what_nobody_is_called_is_told_with_what_is_near(typed: str, nearest: str) -> None:
    with pytest.raises(UnknownPoint) as told:
        named(typed)
    assert nearest in [point.code for point in told.value.nearest]
    for language in ("en", "he"):
        said = label(told.value.said.id, language, **told.value.said.parameters)
        assert typed in said
        assert nearest in said


@pytest.mark.parametrize("typed", ["", "  ", "qqqqqq", "12345", "🙂", "\u2066", "'; drop"])
def test_nonsense_is_told_and_no_traceback(typed: str) -> None:
    with pytest.raises(UnknownPoint) as told:
        named(typed)
    assert told.value.nearest == ()
    assert label(told.value.said.id, "en", **told.value.said.parameters)


def test_a_name_that_sources_swap_is_said_to_be() -> None:
    for typed in ("Ling Gu", "Da Bai"):
        assert "names_swapped" in named(typed).notes
