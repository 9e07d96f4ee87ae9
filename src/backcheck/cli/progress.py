"""A progress bar on standard error, where somebody is looking and there is a wait."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def counting(
    what: str, total: int, done: int = 0, *, counts: bool = True
) -> Iterator[Callable[[int], None]]:
    """A bar with the time left, moved on by calling what is yielded with how many more are done.

    Args:
        what: is being done.
        total: how many there are.
        done: how many were done before.
        counts: show done / total as well; not where they say nothing, as bytes do.
    """
    if total < _WORTH_A_BAR or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 only when a bar is drawn
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    count = MofNCompleteColumn() if counts else TaskProgressColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), count, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, completed=done)
        yield lambda more: bar.advance(task, more)
