"""Counts of simulated courses in a terminal: our verdicts beside the usual rules."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table as Grid
from rich.text import Text

from backcheck.knowledge.how_often_wrong import Counts
from backcheck.knowledge.scenarios import Kind, Scenario
from backcheck.knowledge.wording import label
from backcheck.reports.how_often_wrong import rates_table

from .terminal import ROOMY, printed


def show(wanted: Sequence[Scenario], counts: Sequence[Counts]) -> None:
    """A table for the scenarios in which nothing helped, another for those in which it did."""
    pairs = list(zip(wanted, counts, strict=True))
    with printed(ROOMY) as console:
        for heading in ("rates.nothing_helped", "rates.helped"):
            group = [p for p in pairs if (p[0].kind is Kind.HELPED) == (heading == "rates.helped")]
            if group:
                console.print(_grid(heading, group))
        console.print(Text(label("rates.error")), style="dim")


def _grid(heading: str, group: Sequence[tuple[Scenario, Counts]]) -> Grid:
    drawn = rates_table(heading, [s for s, _ in group], [c for _, c in group], digits=0)
    title = Text(drawn.columns[0], style="bold")
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=True, title=title, title_justify="left")
    grid.add_column(no_wrap=True)
    for column in drawn.columns[1:]:
        grid.add_column(Text(column), justify="right")
    for (scenario, _), row in zip(group, drawn.rows, strict=True):
        grid.add_row(Text(scenario.id), *(Text(cell) for cell in row[1:]))
    return grid
