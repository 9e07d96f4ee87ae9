"""The facts the points were entered from, as they were researched: the data must agree.

``points.csv``: levels by hand from the WHO locations; ``points_limb_numeric.csv``: where a point
lies along its limb; ``tung_points.csv``: points of Tung's tradition, with what was verified.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
OFFSET = re.compile(r"[+-](\d+(?:\.\d+)?)(?!.*\d-\d)")
SIDE = re.compile(r"lat=(\d+(?:\.\d+)?)$")


def rows(file: str) -> list[dict[str, str]]:
    """Every row of a file beside this one."""
    with (HERE / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of points.csv, its notes by kind."""

    code: str
    pinyin: str
    hanzi: str
    region: str
    level: str
    notes: Mapping[str, tuple[str, ...]]


def facts() -> list[Fact]:
    """Every row of points.csv."""
    return [
        Fact(
            row["code"],
            row["pinyin"],
            row["hanzi"],
            row["body_region"],
            row["level"],
            _by_kind(row["notes"]),
        )
        for row in rows("points.csv")
    ]


def _by_kind(notes: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for note in notes.split(";"):
        kind, _, what = note.strip().partition(":")
        found[kind] = (*found.get(kind, ()), what.strip())
    return found
