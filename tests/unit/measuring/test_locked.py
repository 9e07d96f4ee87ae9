"""The locked set is measured once, or says why not. No verdict of a locked course is computed."""

from __future__ import annotations

import dataclasses
import json
import sys

import pytest

from backcheck import __version__
from backcheck.knowledge.scenarios import locked_scenarios, scenarios
from backcheck.verdict.assessment import ENGINE
from tools import locked_page, measure_locked
from tools.measure_locked import refusal, result
from tools.measure_rates import in_lines
from tools.measuring.ends import ends_of
from tools.measuring.spread import Part

DONE = [{"release": __version__, "engine": ENGINE, "again": None}]


def test_it_is_measured_once():
    assert refusal([], None) is None
    assert refusal([DONE[0] | {"engine": "another"}], None) is None
    assert "--again" in (refusal(DONE, None) or "")
    assert "reason" in (refusal(DONE, " ") or "")
    assert refusal(DONE, "the noise of the first run was set wrong") is None


def test_the_command_refuses_and_computes_nothing(tmp_path, monkeypatch):
    file = tmp_path / "locked.json"
    file.write_text(json.dumps({"results": DONE}))
    monkeypatch.setattr(measure_locked, "FILE", file)
    monkeypatch.setattr(measure_locked, "spread", lambda *_: pytest.fail("measured"))
    monkeypatch.setattr(sys, "argv", ["measure_locked"])
    with pytest.raises(SystemExit, match="measured on the locked scenarios already"):
        measure_locked.main()
    assert json.loads(file.read_text())["results"] == DONE


def test_a_second_measurement_stands_beside_the_first(tmp_path, monkeypatch):
    file = tmp_path / "locked.json"
    ends = ends_of(Part("late", 1, 0, 1))
    monkeypatch.setattr(measure_locked, "FILE", file)
    monkeypatch.setattr(measure_locked, "spread", lambda _, known, *__: {s.id: ends for s in known})
    for asked in ([], ["--again", "to see"]):
        monkeypatch.setattr(sys, "argv", ["measure_locked", "--n", "1", *asked])
        measure_locked.main()
    kept = json.loads(file.read_text())["results"]
    assert [each["again"] for each in kept] == [None, "to see"]
    assert all(set(each["scenarios"]) == set(locked_scenarios().all) for each in kept)


@pytest.fixture(scope="module")
def like_locked():
    """Results of the form the locked set has, made of an open scenario's courses."""
    ends = ends_of(Part("late", 1, 0, 2))
    known = {
        key: dataclasses.replace(scenarios().all["late"], id=key) for key in locked_scenarios().all
    }
    return result(dict.fromkeys(known, ends), known, "a reason of the test")


def test_a_page_shows_every_measurement_and_why_it_was_made(like_locked, monkeypatch):
    first = like_locked | {"again": None, "engine": "an older one"}
    monkeypatch.setattr(locked_page, "results", lambda: [first, like_locked])
    page = locked_page.locked_page()
    assert "Measured again: a reason of the test" in page
    assert page.index(f"## {ENGINE}") < page.index("## an older one")
    for key in locked_scenarios().all:
        assert page.count(f"| `{key}` |") == 3  # who they are, and two measurements


def test_nothing_measured_is_said_to_be_nothing(monkeypatch):
    monkeypatch.setattr(locked_page, "results", list)
    assert "No release was measured on it yet" in locked_page.locked_page()


def test_a_file_in_short_lines_says_the_same(like_locked):
    numbers = like_locked | {"numbers": [1, 2.5, -3], "rows": [[1, 2], [3, 4]], "none": []}
    text = in_lines(numbers)
    assert json.loads(text) == json.loads(json.dumps(numbers))
    assert "[ 1, 2.5, -3 ]" in text
