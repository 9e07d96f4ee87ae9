"""Fixtures of the launcher's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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
