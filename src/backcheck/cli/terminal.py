"""The document in a terminal, drawn by rich; plain text when nobody is looking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, percent, render
from backcheck.reports.document import Document, Facts, Sayings, Table, document
from backcheck.reports.holding import short
from backcheck.verdict.assessment import Assessment
from backcheck.verdict.robust import Robustness

# Never by colour alone: the verdict stands there in words.
_COLOUR = {
    "WORSE": "red",
    "VERY_LIKELY_HELPING": "green",
    "PROBABLY_HELPING": "green",
    "BETTER_CAUSE_UNCLEAR": "cyan",
    "LITTLE_SIGN_OF_HELP": "yellow",
    "CANNOT_TELL_YET": "default",
}
READABLE, ROOMY = 100, 130  # columns: of prose, of a table when nobody is looking


@contextmanager
def printed(widest: int) -> Iterator[Console]:
    """A console whose lines are printed at the end, without the blanks that pad them."""
    console = Console(highlight=False, soft_wrap=False)
    console.width = min(console.width, widest) if console.is_terminal else widest
    with console.capture() as captured:
        yield console
    for line in captured.get().splitlines():
        print(line.rstrip())


def show_whole(
    assessment: Assessment, audience: Audience, robustness: Robustness | None = None
) -> None:
    """One course, the whole document."""
    drawn = document(assessment, audience, robustness=robustness)
    with printed(READABLE) as console:
        _print_document(drawn, console)


def _print_document(drawn: Document, console: Console) -> None:
    console.print(_headline(drawn))
    for block in drawn.blocks:
        console.print()
        match block:
            case Facts():
                console.print(_facts(block))
            case Table():
                console.print(table(block))
            case Sayings() if block.items:
                console.print(Text(block.heading, style="bold"))
                for item in block.items:
                    console.print(bullet(item))
    console.print()
    console.print(Text(drawn.caveat, style="dim"))


def _headline(drawn: Document) -> Panel:
    words = Text()
    words.append(drawn.verdict, style=f"bold {_COLOUR[drawn.verdict_key]}")
    words.append("  \u2192  ")
    words.append(drawn.next_step, style="bold")
    return Panel(words, title=Text(drawn.title), title_align="left", box=box.ROUNDED)


def _facts(block: Facts) -> Padding:
    grid = Grid.grid(padding=(0, 3, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for name, value in block.rows:
        grid.add_row(Text(name), Text(value))
    return Padding(grid, (0, 0, 0, 2))


def table(block: Table) -> Grid:
    """A table of a document."""
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=True, expand=False)
    grid.add_column(Text(block.columns[0], style="bold"))
    for column in block.columns[1:]:
        grid.add_column(Text(column), justify="left")
    for row in block.rows:
        leads = len(row) > 1 and bool(row[1])
        first = Text(row[0]) if leads else Text(f"  {row[0]}", style="dim")
        grid.add_row(first, *(Text(cell) for cell in row[1:]))
    return grid


def bullet(item: str) -> Grid:
    """A sentence of a list."""
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(Text("  \u2022"), Text(item))
    return grid


def show_rows(
    assessments: Sequence[tuple[Assessment, str]],
    audience: Audience,
    held: Sequence[Robustness | None] | None = None,
) -> None:
    """Several courses, a row each; ``held`` is what each depends on, where that was asked."""
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=True)
    grid.add_column(Text(label("label.course")), no_wrap=True)
    for key in ("on", "verdict", "next_step", "benefit"):
        grid.add_column(Text(label(f"label.{key}")))
    if held is not None:
        grid.add_column(Text(label("robust.column")))
    for number, (assessment, on_text) in enumerate(assessments):
        effect = assessment.answers.effect
        verdict = Sentence(f"verdict.{assessment.verdict.value}")
        step = Sentence(f"next_step.{assessment.next_step.value}")
        grid.add_row(
            Text(assessment.diary.course.id),
            Text(on_text),
            Text(render(verdict, audience), style=_COLOUR[assessment.verdict.value]),
            Text(render(step, audience)),
            Text("" if effect is None else percent(effect.p_helping["neutral"])),
            *([] if held is None else [Text(short(held[number]))]),
        )
    with printed(ROOMY) as console:
        console.print(grid)
