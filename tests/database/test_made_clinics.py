"""Whatever a clinic holds, it is the same clinic elsewhere, row for row."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from backcheck.web.keeping.exchange.everything import GIVEN
from tests.support.databases import opened
from tests.support.exchanging import Place, give, take_in
from tests.support.made_clinics import Made, keep, made_clinics

EXAMPLES = 25
NEW_THERE = {"manifest.json", "trail.jsonl", "trail.csv", "earlier-trail.jsonl"}


def everything(environment: dict[str, str], clinic: UUID) -> list[Any]:
    """Every column of every row, but the tokens, which are of other keys."""
    found = []
    with opened(environment):
        for table in GIVEN:
            for row in table.model._base_manager.filter(**{table.clinic: clinic}).order_by("pk"):
                values = [getattr(row, column) for column in table.columns]
                values += [getattr(row, token) is None for token in table.tokens]
                found.append((table.name, values))
    return found


@pytest.mark.parametrize(
    ("here", "there"), [("sqlite", "postgresql"), ("postgresql", "sqlite")], ids=str
)
def test_a_clinic_is_the_same_elsewhere(
    place: Place, tmp_path: Path, here: str, there: str
) -> None:
    one, other = place(here), place(there)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(made_clinics())
    def holds(made: Made) -> None:
        with opened(one), transaction.atomic():
            clinic = keep(made)
        first = give(one, clinic, tmp_path / "1.zip")
        taken = take_in(other, tmp_path / "1.zip")
        again = give(other, clinic, tmp_path / "2.zip")
        assert taken.rows == sum(map(len, made.values()))
        differ = {name for name in first if first[name] != again[name]}
        assert {"manifest.json", "earlier-trail.jsonl"} ^ NEW_THERE <= differ <= NEW_THERE
        assert everything(one, clinic) == everything(other, clinic)

    holds()
