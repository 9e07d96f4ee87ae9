"""A database copied into one file while it is written to, and what was found in the copy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

TRAIL_START = (0, "0" * 64)  # as ``audit.chain.START``: what stands before the first event


class Counting(Protocol):
    """A bar: called with what is done and how much there is, it gives what moves it on."""

    def __call__(
        self, what: str, total: int, *, counts: bool = True
    ) -> AbstractContextManager[Callable[[int], None]]:
        """The bar, for as long as the block lasts."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy of a database at one moment.

    Attributes:
        file: in clear.
        name: how it is called in a backup.
        migrations: those that were applied, ``app.name``, in their order.
        end: the number and the code of the trail's last event.
    """

    file: Path
    name: str
    migrations: tuple[str, ...]
    end: tuple[int, str]
