"""A progress bar on standard error, where somebody is looking and there is a wait."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
_WORTH_A_BAR = 5


def progress(items: Sequence[Item], what: str) -> Iterable[Item]:
    """The items one by one, with a bar when there are several and stderr is a terminal."""
    return progress_of(items, len(items), what)


def progress_of(items: Iterable[Item], count: int, what: str) -> Iterable[Item]:
    """The same for items that are made one after the other; ``count`` is how many there will be."""
    if count < _WORTH_A_BAR or not sys.stderr.isatty():
        return items
    from rich.console import Console  # noqa: PLC0415 only when a bar is drawn
    from rich.progress import track  # noqa: PLC0415

    return track(
        items,
        description=f"{count} {what}",
        total=count,
        console=Console(stderr=True),
        transient=True,
    )
