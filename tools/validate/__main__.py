"""Rewrite docs/validation.md between its markers.

    python -m tools.validate [NAME ...]

Each table is made by ``python -m tools.validate.NAME``; without names all are made again. Tables of
real data stay as they are where the data are not at hand.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from . import (
    calibration,
    cells,
    dense,
    dense_pain,
    nuts,
    peers,
    picture,
    placebo,
    placebo_looks,
    prior,
    relief,
    several,
    stance_exchange,
    trials,
    versions,
    waiting,
)
from .real_data import NoRealData

PAGE = Path(__file__).parents[2] / "docs/validation.md"
TABLES: Mapping[str, Callable[[], str]] = {
    "dense": dense.render,
    "cells": cells.render,
    "nuts": nuts.render,
    "calibration": calibration.render,
    "stance_exchange": stance_exchange.render,
    "prior": prior.render,
    "relief": relief.render,
    "picture": picture.render,
    "several": several.render,
    "versions": versions.render,
    "peers": peers.render,
    "placebo": placebo.render,
    "placebo_looks": placebo_looks.render,
    "dense_pain": dense_pain.render,
    "trials": trials.render,
    "waiting": waiting.render,
}


def section(name: str, page: str) -> str:
    """What stands between the markers of ``name``.

    Raises:
        ValueError: the page has no such markers.
    """
    found = _between(name).search(page)
    if found is None:
        raise ValueError(f"docs/validation.md has no section {name!r}")
    return found[2].strip()


def with_section(name: str, page: str, text: str) -> str:
    """The page with that section replaced."""
    section(name, page)
    return _between(name).sub(lambda found: f"{found[1]}\n{text.strip()}\n{found[3]}", page)


def _between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- begin: {name} -->)\n(.*?)(<!-- end: {name} -->)", re.DOTALL)


def main(names: list[str]) -> int:
    """Make the tables named, or all."""
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        sys.stderr.write(f"no such table: {', '.join(unknown)}; there are {', '.join(TABLES)}\n")
        return 2
    for name in names or TABLES:
        try:
            text = TABLES[name]()
        except NoRealData as missing:
            sys.stderr.write(f"{name} stays as it is: {missing}\n")
            continue
        page = with_section(name, PAGE.read_text(encoding="utf-8"), text)
        PAGE.write_text(page, encoding="utf-8")
        sys.stderr.write(f"{name} rewritten\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
