"""docs/validation.md prints what the code gives now. Real data: see BACKCHECK_REAL_DATA there."""

from __future__ import annotations

import re

import pytest

from backcheck.verdict.rules import Verdict
from tools.validate import placebo, prior
from tools.validate.__main__ import PAGE, TABLES, section, with_section
from tools.validate.real_data import VARIABLE, NoRealData

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def columns() -> list[dict[str, str]]:
    """Both arms, as computed now."""
    try:
        return [dict(placebo.column(placebo.judged(arm))) for arm in placebo.ARMS]
    except NoRealData as missing:
        pytest.skip(str(missing))


def printed(name: str) -> list[list[str]]:
    lines = [line for line in section(name, TEXT).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_there_with_its_command(name):
    assert "|---|" in section(name, TEXT)
    assert f"`python -m tools.validate.{name}`" in TEXT


def test_every_section_has_a_table():
    assert set(re.findall(r"<!-- begin: (\w+) -->", TEXT)) == set(TABLES)


def test_the_prior_is_printed_as_it_is():
    assert section("prior", TEXT) == prior.render()


def test_a_section_is_replaced_and_nothing_else():
    page = "a\n<!-- begin: x -->\nold\n<!-- end: x -->\nb\n"
    found = with_section("x", page, r"new \1")
    assert found == "a\n<!-- begin: x -->\nnew \\1\n<!-- end: x -->\nb\n"
    with pytest.raises(ValueError, match="no section 'y'"):
        section("y", page)


def test_without_the_folder_the_variable_is_named(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(NoRealData, match=VARIABLE):
        placebo.render()


def test_the_trial_is_printed_as_it_is_judged_now(columns):
    computed = [[label, *(arm[label] for arm in columns)] for label in columns[0]]
    assert printed("placebo")[1:] == computed


def test_every_verdict_is_counted_once(columns):
    for arm in columns:
        counts = [int(arm[f"`{verdict}`"].split(" of ")[0]) for verdict in Verdict]
        assert sum(counts) == int(arm["people"])


def test_no_row_of_the_data_is_on_the_page():
    assert not re.search(r"\bPL\d{3}\b", TEXT)
