"""One measure is not enough: a change that matters is asked of different kinds of measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .changes_said import Changed
from .instruments import Instrument, Kind
from .instruments_file import instruments
from .sentence import Sentence


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which kinds of measure changed by what matters, which got worse, and what is said of it."""

    important: frozenset[Kind]
    worse: frozenset[Kind]
    is_enough: bool
    said: Sentence


def evidence(found: Iterable[tuple[Instrument, Changed]]) -> Evidence:
    """Weigh the changes of several instruments. Those that disagree are told, never averaged.

    A change that is within a known error doesn't count.
    """
    changes, counted = list(found), instruments().kinds
    important = frozenset(i.kind for i, c in changes if i.kind in counted.kinds and _counts(c))
    worse = frozenset(i.kind for i, c in changes if c.is_worse and i.kind not in counted.left_out)
    enough = len(important) >= counted.needed and not worse
    if important and worse:
        how = "opposed"
    elif not important:
        how = "none"
    else:
        how = "enough" if enough else "too_few"
    return Evidence(important, worse, enough, Sentence(f"measure.kinds.{how}"))


def _counts(found: Changed) -> bool:
    within = found.difference is not None and found.difference.is_within_error
    return found.is_important is True and not within
