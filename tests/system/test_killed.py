"""A small part of ``drills/kill.py``: killed under writing load, nothing acknowledged is lost."""

from __future__ import annotations

import re

import pytest

from tests.support.drilled import drilled


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_what_was_acknowledged_survives_a_kill(database: str) -> None:
    told = drilled("kill", database, "2", "--seed", "4")
    [(writes, wrong)] = re.findall(r"2 kills .*: (\d+) acknowledged writes, .* (\d+) rounds", told)
    assert int(wrong) == 0
    assert int(writes) > 0  # or nothing was tried
