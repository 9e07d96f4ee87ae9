"""The demo clinic, ready to be served."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from backcheck.web.demo.answers import are_kept, compute
from backcheck.web.demo.folder import fill
from backcheck.web.demo.recipe import orders


def demo(folder: Path) -> Path:
    """The folder of the demo clinic, filled for today when it isn't yet.

    Raises:
        NotADemo: the folder holds something else.
        OSError: it can't be written.
    """
    folder = folder.resolve()
    fill(folder, date.today())
    if not are_kept(folder):
        names = [order.id for order in orders()]
        deque(_shown(compute(folder, names), len(names)), maxlen=0)
    return folder


def _shown(names: Iterable[str], count: int) -> Iterable[str]:
    """The names as they come, with a bar where somebody is looking."""
    what = "Filling the demo clinic with simulated courses"
    if not sys.stderr.isatty():
        print(f"{what} ...", file=sys.stderr, flush=True)
        return names
    from rich.console import Console  # noqa: PLC0415 only when a bar is drawn
    from rich.progress import track  # noqa: PLC0415

    return track(names, what, count, console=Console(stderr=True), transient=True)
