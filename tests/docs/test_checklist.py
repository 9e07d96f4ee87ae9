"""The security checklist names ids that exist once, and tests and documents that are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/security-checklist.md"
ROWS = re.findall(r"^\| (V[\d.]+) \| (.+?) \| (.+?) \|$", PAGE.read_text(encoding="utf-8"), re.M)
# Chapter and section of ASVS 4.0.3: how many requirements each has, of those we speak of.
SECTIONS = {
    "2.1": 12,
    "2.2": 7,
    "2.3": 3,
    "2.4": 6,
    "2.5": 7,
    "2.6": 3,
    "2.7": 6,
    "2.8": 7,
    "2.10": 4,
    "3.1": 1,
    "3.2": 4,
    "3.3": 4,
    "3.4": 5,
    "3.7": 1,
    "4.1": 5,
    "4.2": 2,
    "4.3": 3,
    "5.1": 5,
    "5.2": 8,
    "5.3": 10,
    "5.5": 4,
    "6.1": 3,
    "6.2": 8,
    "6.3": 3,
    "6.4": 2,
    "7.1": 4,
    "7.2": 2,
    "7.3": 4,
    "7.4": 3,
    "8.1": 6,
    "8.2": 3,
    "8.3": 8,
    "9.1": 3,
    "9.2": 5,
    "12.1": 3,
    "12.3": 6,
    "12.4": 2,
    "14.1": 5,
    "14.2": 6,
    "14.3": 3,
    "14.4": 7,
    "14.5": 4,
}


def test_every_chapter_has_rows() -> None:
    assert len(ROWS) > 80
    assert {each.partition(".")[0] for each, _, _ in ROWS} >= {
        *("V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V14")
    }


def test_every_id_is_one_of_the_standard_and_stands_once() -> None:
    ids = [each for each, _, _ in ROWS]
    assert len(ids) == len(set(ids))
    for each in ids:
        section, _, number = each.removeprefix("V").rpartition(".")
        assert 1 <= int(number) <= SECTIONS[section], each


def test_what_a_row_names_is_there() -> None:
    for each, _, shown in ROWS:
        if shown not in ("open", "not met"):
            assert (ROOT / shown.partition("::")[0]).is_file(), f"{each}: {shown}"


def test_every_test_that_a_row_names_has_tests() -> None:
    for each, _, shown in ROWS:
        if shown.startswith("tests/"):
            file, _, name = shown.partition("::")
            text = (ROOT / file).read_text(encoding="utf-8")
            assert f"\ndef {name}(" in text if name else "\ndef test_" in text, each


def test_nothing_is_left_open() -> None:
    assert [each for each, _, shown in ROWS if shown == "open"] == []
