"""Fixtures of the tests of the launcher and of ``score``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backcheck.__main__ import main
from backcheck.cli.scoring import many, spreading
from tests.support.launcher import Pretended, load


@pytest.fixture
def start(tmp_path: Path) -> Any:
    (tmp_path / "requirements.lock").write_text("one==1\n")
    (tmp_path / "requirements-test.lock").write_text("one==1\ntwo==2\n")
    return load(tmp_path)


@pytest.fixture
def installer(start: Any, monkeypatch: pytest.MonkeyPatch) -> Pretended:
    pretended = Pretended(start)

    def only_pip() -> Iterator[tuple[str, list[str], list[str]]]:
        yield "pip", ["venv"], ["add"]

    monkeypatch.setattr(start, "run", pretended)
    monkeypatch.setattr(start, "tools", only_pip)
    return pretended


@pytest.fixture
def score(capsys, tmp_path):
    """Run score on a file or a text, into out.parquet: (exit code, stdout, stderr)."""

    def run(content, *options, out="out.parquet"):
        source = content
        if not isinstance(content, Path):
            source = tmp_path / "in.csv"
            source.write_text(content, encoding="utf-8")
        code = main(["score", str(source), str(tmp_path / out), *options])
        printed, err = capsys.readouterr()
        return code, printed, err

    return run


@pytest.fixture
def parts_of_one(monkeypatch):
    """Every course a part of its own."""
    monkeypatch.setattr(spreading, "COURSES_OF_A_PART", 1)
    monkeypatch.setattr(many, "COURSES_OF_A_PART", 1)
