"""docs/model.md and the code cite each other, and its printed numbers are the program's."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from backcheck.knowledge.measured import measured
from backcheck.knowledge.response import STANCES, STRATA, response
from backcheck.knowledge.several import several
from backcheck.knowledge.thresholds import thresholds
from backcheck.stats import belief, model
from backcheck.stats.quantities import WEEK_DAYS
from backcheck.verdict.posterior import SCALE_HIGH, SCALE_LOW
from tools.validate.prior import onset_table

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/model.md").read_text(encoding="utf-8")
SOURCES = [p for kind in ("*.py", "*.toml") for p in sorted((ROOT / "src").rglob(kind))]
_PART = r"\d+(?:[-–]\d+)?"
_CITATION = re.compile(rf"\beqs?\.\s+({_PART}(?:(?:,\s*|\s+and\s+){_PART})*)")
_ROW = re.compile(r"^\| \$.+?\$ \| `(\w+)\.\*\.(\w+)` \|(.+)\|$", re.MULTILINE)


def cited_in(text: str) -> set[int]:
    """The equations a text cites: ``eq. 4``, ``eq. 9-11``, ``eq. 2, 9-11``."""
    found: set[int] = set()
    for citation in _CITATION.findall(text):
        for part in re.findall(_PART, citation):
            ends = [int(end) for end in re.split("[-–]", part)]
            found.update(range(ends[0], ends[-1] + 1))
    return found


def numbered() -> list[int]:
    return [int(number) for number in re.findall(r"^### eq\. (\d+): ", TEXT, re.MULTILINE)]


@pytest.mark.parametrize(
    ("text", "equations"),
    [
        ("so it is.  eq. 4", {4}),
        ("model.md eq. 9-11", {9, 10, 11}),
        ("eq. 2, 9-11", {2, 9, 10, 11}),
        ("eq. 4, 7, 8\n", {4, 7, 8}),
        ("Priors of eq. 18 and the 6 reports", {18}),
        ("eq. 4 and 7", {4, 7}),
        ("seq. 4", set()),
    ],
)
def test_citations_are_read(text, equations):
    assert cited_in(text) == equations


def test_equations_are_numbered_without_a_gap_and_tagged_under_their_heading():
    numbers = numbered()
    assert numbers == list(range(1, len(numbers) + 1))
    places = [m.start() for m in re.finditer(r"^### eq\. ", TEXT, re.MULTILINE)] + [len(TEXT)]
    for number, (start, end) in zip(numbers, pairwise(places), strict=True):
        assert re.findall(r"\\tag\{(\d+)\}", TEXT[start:end]) == [str(number)]


def test_every_equation_the_code_cites_is_there():
    for source in SOURCES:
        lost = cited_in(source.read_text(encoding="utf-8")) - set(numbered())
        assert not lost, f"{source.relative_to(ROOT)} cites eq. {sorted(lost)}"


def test_every_equation_is_cited_by_code():
    cited = set().union(*(cited_in(p.read_text(encoding="utf-8")) for p in SOURCES))
    assert set(numbered()) <= cited


def test_equations_cited_within_the_page_are_there():
    assert cited_in(TEXT) <= set(numbered())


@pytest.mark.parametrize(("table", "names"), [("strata", STRATA), ("stances", STANCES)])
def test_the_printed_numbers_are_those_of_the_knowledge_file(table, names):
    entries = getattr(response(), table)
    rows = [(key, cells) for found, key, cells in _ROW.findall(TEXT) if found == table]
    assert rows
    for key, cells in rows:
        printed = [float(cell) for cell in cells.split("|")]
        assert printed == [getattr(entries[name], key) for name in names], key


def test_every_mean_and_sd_of_strata_and_stances_is_printed():
    for table, entry in (("strata", response().strata), ("stances", response().stances)):
        keys = {key for found, key, _ in _ROW.findall(TEXT) if found == table}
        some = next(iter(entry.values()))
        parts = ("fast_", "slow_", "flare_", "relief_", "gain_")
        assert keys == {name for name in type(some).__slots__ if name.startswith(parts)}


def test_the_constants_written_into_the_formulas_are_the_programs():
    assert "1/12" in TEXT
    assert model.ROUNDING_VAR == 1.0 / 12.0
    assert (SCALE_LOW, SCALE_HIGH, model.HALF_POINT) == (0.0, 10.0, 0.5)  # eq. 2, 11
    assert WEEK_DAYS == 7.0  # eq. 14
    assert thresholds().helping.points == 1.0  # eq. 17
    assert len(belief.FIXED) + 3 == 8  # eq. 1, 30
    assert 3 * belief.COLUMNS == 27  # eq. 30


def test_the_table_of_measured_signs_is_the_programs():
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", TEXT.split("### eq. 23")[0], re.MULTILINE)
    rows = [(sign, cells.split(" | ")) for sign, cells in rows if sign in measured().transforms]
    assert [sign for sign, _ in rows] == list(measured().transforms)
    for sign, (shape, best, worst, _, error) in rows:
        held = measured().transforms[sign]
        assert shape.split(",")[0] == held.shape
        assert ("10" in shape) == (held.offset == 10.0)
        assert (float(best), float(worst)) == (held.best, held.worst)
        assert float(error) == round(measured().error_points(sign), 2)


def test_the_numbers_on_several_signs_are_the_programs():
    text = TEXT.split("## Several signs")[1].split("## The numbers")[0]
    rule, own = several().discord, [part.fraction for part in several().own]
    assert (rule.points, rule.prob, rule.unchanged_below_prob, rule.room_points) == (1, 0.8, 0.2, 2)
    assert own == [0.0, 0.1, 0.25, 0.5] and "0, .1, .25 and .5" in text


def test_the_figures_on_the_onset_are_what_the_prior_gives():
    assert onset_table() in TEXT
