"""The page of drills names every drill with its command, and every drill is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")


def test_every_drill_is_told_and_every_told_one_is_there() -> None:
    told = set(re.findall(r"python -m drills\.(\w+)", PAGE))
    parts = [path for path in (ROOT / "drills").glob("*.py") if "__main__" in path.read_text()]
    assert told == {path.stem for path in parts}


def test_every_test_that_is_named_is_there() -> None:
    for named in re.findall(r"`(tests/[\w/]+\.py)`", PAGE):
        assert (ROOT / named).exists(), named
