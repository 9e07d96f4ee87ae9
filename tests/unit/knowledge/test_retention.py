"""How long a record is kept: years after the last contact, longer of a minor."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.retention import retention

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("contact", "born", "until"),
    [
        (date(2026, 3, 1), date(1978, 3, 31), date(2033, 3, 1)),
        (date(2026, 3, 1), None, date(2033, 3, 1)),
        (date(2024, 2, 29), None, date(2031, 3, 1)),
        (date(2026, 3, 1), date(2014, 5, 6), date(2039, 5, 6)),
        (date(2026, 3, 1), date(2008, 3, 1), date(2033, 3, 1)),  # eighteen on the day
        (date(2026, 3, 1), date(2008, 3, 2), date(2033, 3, 2)),  # a day before
    ],
)
def test_until_when(contact: date, born: date | None, until: date) -> None:
    assert retention().kept_until(contact, born) == until


@given(contact=DAYS, born=DAYS)
def test_knowing_the_birth_date_never_shortens_it(contact: date, born: date) -> None:
    rule = retention()
    assert rule.kept_until(contact, born) >= rule.kept_until(contact, None)


def test_the_rule_is_not_told_as_fact() -> None:
    assert retention().provenance.certainty is Certainty.FROM_MEMORY
    assert not retention().provenance.certainty.may_be_told_as_fact
