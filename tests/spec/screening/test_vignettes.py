"""What published sources describe is as urgent as the specification says."""

from __future__ import annotations

import tomllib

import pytest

from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.rules import rules
from backcheck.knowledge.screening.screen import screen
from tests.spec.screening.vignettes import FILE, VIGNETTES, Vignette


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda each: each.id)
def test_a_vignette_has_its_level(vignette: Vignette) -> None:
    found = screen(vignette.answers, vignette.context, rules())
    assert found.level.name == vignette.level, [each.rule.id for each in found.raised]


def test_there_are_at_least_forty_of_every_level() -> None:
    assert len(VIGNETTES) >= 40
    assert {each.level for each in VIGNETTES} == {level.name for level in Level}


def test_every_source_is_used_and_every_story_is_told_once() -> None:
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert {entry["source"] for entry in raw["vignettes"].values()} == set(raw["sources"])
    assert len({each.story for each in VIGNETTES}) == len(VIGNETTES)
