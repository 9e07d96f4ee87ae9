"""A page of timings holds what was measured, and the command that measured it."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
PAGES = sorted(FOLDER.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_of_timings_has_its_figures_and_its_command(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert f"python -m benchmarks.{page.stem}" in text
    assert (FOLDER / f"{page.stem}.py").exists()
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) > 2
    assert any(figure.isdigit() for figure in rows[-1])


def test_there_are_pages() -> None:
    assert len(PAGES) >= 3
