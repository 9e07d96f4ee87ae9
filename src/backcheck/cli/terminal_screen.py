"""A screening in a terminal: the level first, what to do, and why."""

from __future__ import annotations

from itertools import groupby

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from backcheck.knowledge.screening.level import Level
from backcheck.knowledge.screening.question import Question
from backcheck.knowledge.screening.rule import Rules
from backcheck.knowledge.screening.screen import Screening
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.wording import Audience, label, render
from backcheck.reports.screening import Reason, screening_report

from .terminal import READABLE, bullet, printed

# Never by colour alone: the level stands there in words.
_COLOUR = {
    Level.EMERGENCY: "red",
    Level.SAME_DAY: "red",
    Level.DOCTOR_FIRST: "yellow",
    Level.NOTE: "cyan",
    Level.NONE: "default",
}

_MOST_NAMES = 6  # of one reason; all of them are in the JSON


def show(screening: Screening, audience: Audience) -> None:
    """One screening."""
    told = screening_report(screening, audience)
    colour = _COLOUR[told.level]
    with printed(READABLE) as console:
        headline = Text(told.headline, style=f"bold {colour}")
        console.print(Panel(headline, box=box.ROUNDED, border_style=colour))
        for item in told.to_do:
            console.print()
            console.print(Padding(Text(item), (0, 2)))
        for group in told.because:
            console.print()
            console.print(Text(group.heading, style=f"bold {_COLOUR[group.level]}"))
            for reason in group.reasons:
                console.print(_reason(reason, audience))
        if told.left_open is not None:
            names = screening.unanswered if audience is Audience.PRACTITIONER else ()
            _print_names(console, told.left_open, names)
        if screening.unknown and audience is Audience.PRACTITIONER:
            _print_names(console, label("screen.heading.unknown"), screening.unknown)
        console.print()
        console.print(Text(f"{told.limits} {told.not_reviewed}".strip(), style="dim"))


def _reason(reason: Reason, audience: Audience) -> Grid:
    """The sentence, and below it by when; a practitioner also reads which rule, how sure what it
    rests on is, and which answers."""
    grid = bullet(reason.told)
    below = [reason.time_frame]
    if audience is Audience.PRACTITIONER:
        rests_on = reason.certainty.value.replace("_", " ")
        below += [f"{reason.rule} ({rests_on})", ", ".join(reason.questions[:_MOST_NAMES])]
        if len(reason.questions) > _MOST_NAMES:
            below[-1] += " ..."
    grid.add_row(Text(), Text(" \u00b7 ".join(part for part in below if part), style="dim"))
    return grid


def _print_names(console: Console, heading: str, names: tuple[str, ...]) -> None:
    """What has no answer or isn't known, by the names that the file has for them."""
    console.print()
    console.print(Text(heading, style="bold"))
    if names:
        console.print(Padding(Text(", ".join(names), style="dim"), (0, 2)))


def show_questions(rules: Rules, audience: Audience) -> None:
    """Every question, by topic, with its id and the answers it takes."""
    with printed(READABLE) as console:
        for topic, questions in groupby(rules.questions.all.values(), key=lambda each: each.topic):
            why = render(Sentence(f"screen.why.{topic}"), audience)
            console.print(Text(why, style="bold"))
            for question in questions:
                console.print(_question(question, audience))
            console.print()
        heading = label("screen.heading.rules")
        console.print(Text(f"{heading} {rules.version}", style="dim"))


def _question(question: Question, audience: Audience) -> Grid:
    grid = bullet(render(Sentence(f"screen.ask.{question.id}"), audience))
    takes = ", ".join(question.values) or f"{question.low:g} to {question.high:g} {question.unit}"
    grid.add_row(Text(), Text(f"{question.id}: {takes}", style="dim"))
    return grid
