"""Nothing licensed is in the repository: names of instruments may be, their texts and codes not.

The texts themselves can't be listed here. What is checked is that no place exists in which they
could stand, and that no code stands anywhere that isn't ours to ship or that nobody has verified.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from backcheck.knowledge.instruments_file import instruments
from tests.docs.test_house import FILES, ROOT
from tools import compile_words

# Families of instruments whose text is somebody's, or may be used only word for word.
LICENSED = ("odi", "oswestry", "rmdq", "roland", "promis", "startback", "start_back", "tsk")
LICENSED += ("tsk11", "tsk17", "tampa", "fabq", "phq", "phq2", "phq9", "gad", "gad2", "gad7")
LICENSED += ("csi", "basdai", "sf12", "eq5d")
HOLDS_TEXT = {"items", "questions", "question", "ask", "text", "texts", "wording", "words"}
# Procedure codes of a licensed list; concept codes that need an affiliate's licence; answer codes
# that are read wrongly; and codes that were seen in somebody's program only.
CODES = [str(code) for code in (*range(97810, 97815), 20560, 20561)]
CODES += ["279039007", "278860009", "23056005", "192970008", "44868003", "LA6113-0"]
CODES += ["75893-8", "91148-7", "91145-3", "91146-1", "91147-9", "91351-7", "38221-8"]
ANY_CODE = re.compile(r"(?<![\w.+-])(?:" + "|".join(map(re.escape, CODES)) + r")(?![\w.-])")
TEXT = {".py", ".toml", ".po", ".md", ".html", ".csv", ".txt", ".js", ".typ", ".yml", ".sh"}
DATA = [path for path in FILES if path.suffix in {".toml", ".json"}]


def _is_licensed(key: str) -> bool:
    """``odi``, ``fabq_work``, ``promis_physical_function``, but not ``modified``."""
    return any(re.search(rf"(?:^|[._]){name}(?:[._]|$)", key.lower()) for name in LICENSED)


def _held(table: Any, key: str = "") -> Iterator[str]:
    """Where a table of a licensed instrument has a place for text."""
    if isinstance(table, Mapping):
        for name, inner in table.items():
            if _is_licensed(key) and name in HOLDS_TEXT and inner:
                yield f"{key}.{name}"
            yield from _held(inner, f"{key}.{name}" if key else name)


def _names_a_place_for_text(key: str) -> bool:
    """Its name, and what studies found of who scores high, are words of ours."""
    return _is_licensed(key) and not key.startswith(("instrument.name.", "alarm.known."))


def test_a_licensed_instrument_has_a_name_and_a_scale_and_no_items():
    licensed = [e for e in instruments().all.values() if not e.licence.kind.may_hold_items]
    assert len(licensed) >= 10
    for each in licensed:
        assert (each.items, each.own_items) == ((), 0), each.id
        assert _is_licensed(each.id), f"{each.id} is missing in the list of this test"


@pytest.mark.parametrize("language", compile_words.languages())
def test_the_catalogue_says_nothing_of_a_licensed_instrument_but_its_name(language):
    keys = {entry.msgid for entry in compile_words.whole(language)}
    assert sorted(filter(_names_a_place_for_text, keys)) == []


def test_no_data_file_has_a_place_for_a_licensed_text():
    for path in DATA:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
        assert list(_held(found)) == [], path


def test_no_file_is_called_like_an_instrument_whose_text_is_not_ours():
    assert [path for path in FILES if _is_licensed(path.stem)] == []


def test_no_code_that_is_licensed_or_unverified():
    for path in FILES:
        if path.suffix in TEXT and path != Path(__file__):
            found = ANY_CODE.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path.relative_to(ROOT)}: {found}"


def test_the_checks_catch_what_they_must():
    assert list(_held({"instruments": {"odi": {"items": ["one"]}}})) == ["instruments.odi.items"]
    assert list(_held({"fabq_work": {"words": {"1": "a"}}})) == ["fabq_work.words"]
    assert list(_held({"rmdq": {"source": "a"}, "modified": {"items": ["a"]}})) == []
    assert _names_a_place_for_text("instrument.ask.tsk11.q1")
    assert _names_a_place_for_text("page.start_back.first")
    assert not _names_a_place_for_text("instrument.name.odi")
    assert ANY_CODE.search("bill 97810 for it")
    assert not ANY_CODE.search("0.978102 and 197810, 1.97810")
