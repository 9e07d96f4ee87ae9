"""A small part of ``drills/upgrade.py``: an upgrade that was killed is begun again, whole."""

from __future__ import annotations

import pytest

from tests.support.drilled import drilled


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_an_upgrade_survives_a_kill(database: str) -> None:
    told = drilled("upgrade", database, "2", "--seed", "3")
    assert "2 rounds: " in told
    assert " 0 rounds wrong" in told
    assert "2 rounds: 0 upgrades killed" not in told
