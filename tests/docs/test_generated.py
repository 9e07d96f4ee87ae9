"""Generated pages are fresh, and the README shows what the command prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from backcheck.__main__ import main
from tools.make_docs import PAGES, TARGET, page

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name):
    assert (TARGET / name).read_text(encoding="utf-8") == page(name), (
        "run python -m tools.make_docs"
    )


def test_no_generated_page_is_left_over():
    assert {path.name for path in TARGET.iterdir()} == set(PAGES)


def test_the_readme_shows_what_the_command_says(capsys):
    assert main(["check", str(ROOT / "examples/course.csv")]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.split("check examples/course.csv\n```\n\n```\n")[1].split("```")[0]
    for paragraph in shown.split("\n\n"):
        assert " ".join(paragraph.split()) in printed
