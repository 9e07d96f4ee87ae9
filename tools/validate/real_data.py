"""The folder of real data, named by BACKCHECK_REAL_DATA; its rows never leave it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

VARIABLE = "BACKCHECK_REAL_DATA"


class NoRealData(Exception):
    """The variable is not set, or the folder lacks the data set."""


def rows(data_set: str, name: str = "ratings.csv") -> list[dict[str, str]]:
    """The rows of one table.

    Raises:
        NoRealData: with what to do about it.
    """
    folder = os.environ.get(VARIABLE)
    if not folder:
        raise NoRealData(f"set {VARIABLE} to the folder of real data")
    path = Path(folder) / data_set / name
    if not path.is_file():
        raise NoRealData(f"{VARIABLE} has no {data_set}/{name}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
