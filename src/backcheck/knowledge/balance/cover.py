"""Several sick channels balanced by the fewest, and sets of four that balance one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from .channel import Limb, channels
from .lineage import Combo, Lineage, Row
from .rule import clock_steps


@dataclass(frozen=True, slots=True)
class Cover:
    """Channels that together balance all sick ones, none of them sick itself.

    Attributes:
        balances: for each, which sick channels it balances.
        rows: of the tables, that say so.
        published: a set of a source that it is.
    """

    by: tuple[str, ...]
    balances: tuple[tuple[str, ...], ...]
    rows: tuple[Row, ...]
    published: Combo | None


def covers(sick: Iterable[str], lineage: Lineage, unverified: bool = False) -> tuple[Cover, ...]:
    """All sets of the fewest channels that balance every sick one; empty where there is none.

    Args:
        sick: channels; one of the midline has no row unless ``unverified``.
        lineage: whose tables.
        unverified: also systems that no source was seen for.
    """
    wanted = frozenset(sick)
    reach = _reach(wanted, lineage, unverified)
    for size in range(1, len(wanted) + 1):
        found = [
            chosen
            for chosen in combinations(reach, size)
            if frozenset().union(*(reach[code] for code in chosen)) == wanted
        ]
        if found:
            return tuple(_cover(chosen, reach, lineage, unverified) for chosen in found)
    return ()


def _reach(wanted: frozenset[str], lineage: Lineage, unverified: bool) -> dict[str, frozenset[str]]:
    """Which sick channels each other one balances, in the order of the clock."""
    reach: dict[str, set[str]] = {code: set() for code in channels() if code not in wanted}
    for system in lineage.taught(unverified):
        for pairing in system.table.values():
            for code in pairing.by:
                if pairing.sick in wanted and code in reach:
                    reach[code].add(pairing.sick)
    return {code: frozenset(balanced) for code, balanced in reach.items() if balanced}


def _cover(
    chosen: tuple[str, ...],
    reach: dict[str, frozenset[str]],
    lineage: Lineage,
    unverified: bool,
) -> Cover:
    wanted = frozenset().union(*reach.values())
    rows = [
        pairing
        for system in lineage.taught(unverified)
        for pairing in system.table.values()
        if pairing.sick in wanted and set(pairing.by) & {*chosen}
    ]
    published = [
        combo
        for combo in lineage.combos.values()
        if {*combo.channels} == {*chosen} and wanted <= {*combo.balances}
    ]
    balances = tuple(tuple(c for c in channels() if c in reach[each]) for each in chosen)
    return Cover(chosen, balances, tuple(rows), published[0] if published else None)


@cache
def fours(steps: frozenset[int]) -> tuple[tuple[str, ...], ...]:
    """Every four channels any two of which are so many places apart on the clock.

    Which relation counts as balance is the lineage's: with the pairs of the five systems alone
    there is no such four.
    """
    on_limbs = [code for code, each in channels().items() if each.limb is not Limb.MIDLINE]
    return tuple(
        four
        for four in combinations(on_limbs, 4)
        if all(clock_steps(a, b) in steps for a, b in combinations(four, 2))
    )
