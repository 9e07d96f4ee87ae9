"""The sentences about the balance method whose id ends in the name of something."""

from __future__ import annotations

from backcheck.cli.terminal_points import COLUMNS, HEADINGS
from backcheck.knowledge.balance.body import LEVELS, VERTEBRAE
from backcheck.knowledge.balance.channel import channels
from backcheck.knowledge.balance.lineage import Line
from backcheck.knowledge.balance.lineage_reading import COMPASS, PROJECTIONS, lineage, lineages
from backcheck.knowledge.balance.pain import Side
from backcheck.knowledge.balance.rule import BalanceRule


def said_of_balance() -> set[str]:
    """One for each channel, level, line, rule, projection, disagreement and step."""
    named = [each for school in lineages() for each in lineage(school).disagreements]
    return {
        *(f"balance.channel.{code}" for code in channels()),
        *(f"balance.level.{level}" for level in (*LEVELS, "chin") if level not in VERTEBRAE),
        *(f"balance.line.{line.value}" for line in Line),
        *(f"balance.where.{side.value}" for side in Side),
        *(f"balance.needle.{side}" for side in ("left", "right", "either", "both")),
        *(f"balance.projection.{name}" for name in PROJECTIONS),
        *(f"balance.rule.{rule.value}" for rule in BalanceRule),
        *(f"balance.why.{kind}" for kind in ("line", "commonest")),
        *(f"balance.cover.{kind}" for kind in ("found", "published")),
        *(f"balance.disagreement.{each.name}" for each in named),
        *(f"balance.compass.{way}" for way in ("better", "worse")),
        *(f"balance.next.{rule}" for rule in COMPASS),
        *(f"balance.heading.{key}" for key in (*COLUMNS, *HEADINGS)),
    }
