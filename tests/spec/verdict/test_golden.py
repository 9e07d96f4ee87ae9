"""Twelve courses, their answers to the letter, and the reason in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backcheck.verdict.rules import NextStep, Verdict
from tests.spec.verdict.golden import GOLDEN, Golden, assessed, whole_answer

golden_courses = pytest.mark.parametrize("golden", GOLDEN, ids=[golden.title for golden in GOLDEN])


@golden_courses
def test_the_verdict_and_the_next_step_are_as_told(golden: Golden) -> None:
    answer = assessed(golden)
    assert (answer.verdict.value, answer.next_step.value) == (golden.verdict, golden.next_step)


@golden_courses
def test_the_whole_answer_is_as_it_was_agreed(golden: Golden) -> None:
    """Words to the letter; numbers to one unit in the third digit, for another processor's sake."""
    expected = json.loads(golden.expected.read_text(encoding="utf-8"))
    _agree(whole_answer(golden), expected, golden.name)


def test_every_verdict_and_every_next_step_has_a_course() -> None:
    assert {golden.verdict for golden in GOLDEN} == {verdict.value for verdict in Verdict}
    assert {golden.next_step for golden in GOLDEN} == {step.value for step in NextStep}


def test_every_course_file_is_told() -> None:
    here = {golden.file for golden in GOLDEN}
    assert here == set(GOLDEN[0].file.parent.glob("*.csv"))


def _agree(found: Any, expected: Any, place: str) -> None:
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), place
        for key, value in expected.items():
            _agree(found[key], value, f"{place}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), place
        for index, value in enumerate(expected):
            _agree(found[index], value, f"{place}[{index}]")
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=0.0015), place
    else:
        assert found == expected, place
