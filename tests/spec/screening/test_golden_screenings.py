"""Twenty screenings and their answers to the letter."""

from __future__ import annotations

import json

import pytest

from backcheck.knowledge.screening.level import Level
from tests.spec.screening.golden import GOLDEN, HERE, GoldenScreening, screened, whole_answer

golden_screenings = pytest.mark.parametrize("golden", GOLDEN, ids=lambda each: each.title)


@golden_screenings
def test_the_level_is_as_told(golden: GoldenScreening) -> None:
    assert screened(golden).level.name == golden.level


@golden_screenings
def test_the_whole_answer_is_as_it_was_agreed(golden: GoldenScreening) -> None:
    expected = json.loads(golden.expected.read_text(encoding="utf-8"))
    assert whole_answer(golden) == expected, "run python -m tools.update_golden, and read it"


def test_every_level_has_a_screening_and_every_file_is_told() -> None:
    assert {golden.level for golden in GOLDEN} == {level.name for level in Level}
    assert len(GOLDEN) >= 20
    for folder in ("files", "expected"):
        names = {path.stem for path in (HERE / folder).glob("*.json")}
        assert names == {golden.name for golden in GOLDEN}
