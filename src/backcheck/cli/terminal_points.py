"""Options of the balance method in a terminal: a table a pain, then what is to be known."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from backcheck.knowledge.balance.body import Stretch
from backcheck.knowledge.balance.cover import covers
from backcheck.knowledge.balance.lineage import Lineage, System
from backcheck.knowledge.balance.offer import Heeded, Offer
from backcheck.knowledge.balance.pain import Pain
from backcheck.knowledge.balance.reason import (
    cover_said,
    disagreement_said,
    limits_said,
    order_said,
    system_said,
)
from backcheck.knowledge.balance.saying import channels_said, level_said
from backcheck.knowledge.balance.sick import Sick
from backcheck.knowledge.caution_rules import caution_rules
from backcheck.knowledge.points.tung import tung_points
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, label, render

from .terminal import ROOMY, bullet, printed

COLUMNS = ("system", "channel", "side", "projection", "where", "points", "also", "certainty")
HEADINGS = ("why", "systems", "covers", "cautions", "disagreements", "before")
_MANY_COVERS = 9


def show(
    pains: Sequence[Pain],
    offered: Sequence[Offer],
    to_heed: Sequence[Heeded],
    found: Sick,
    notes: Sequence[Sentence],
    school: Lineage,
) -> None:
    """What was understood, the options of each pain, and what has to be known beside them."""
    with printed(ROOMY) as console:
        _sayings(console, None, [_said(note) for note in notes])
        why = [_told(each) for channel in found.channels for each in channel.why]
        _sayings(console, "why", why)
        for pain in pains:
            _pain(console, pain, [e for e in offered if e.option.pain == pain])
        systems = {offer.option.system.id: offer.option.system for offer in offered}
        _sayings(console, "systems", [_said(system_said(e, school)) for e in systems.values()])
        _sayings(console, "covers", _covers(pains, school))
        _sayings(console, "cautions", [_caution(each) for each in to_heed])
        _sayings(console, "disagreements", _disagreements(offered, found, pains, school))
        limits = [_said(each) for each in limits_said(school)]
        _sayings(console, "before", [_told(order_said(school)), *limits])


def _pain(console: Console, pain: Pain, offered: Sequence[Offer]) -> None:
    if not offered:
        return
    where = _said(Sentence(f"balance.where.{pain.side.value}"))
    head = f"{_said(channels_said(pain.channels))}, {where}, {_said(level_said(pain.level))}"
    console.print(Text(head, style="bold"))
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=True, expand=False)
    for column in COLUMNS:
        grid.add_column(Text(label(f"balance.heading.{column}")))
    before: tuple[str, str] | None = None
    for offer in offered:
        leads = _short_name(offer.option.system), offer.option.channel
        grid.add_row(*(Text(cell) for cell in _cells(offer, leads != before)))
        before = leads
    console.print(grid)


def _short_name(system: System) -> str:
    return system.id.removeprefix("systems.").replace("_", " ")


def _cells(offer: Offer, is_first: bool) -> tuple[str, ...]:
    """A row; what leads to it stands in the first row of several alone."""
    option = offer.option
    leads = (_short_name(option.system), option.channel, option.side)
    near = " ".join(point.code for point in offer.near)
    points = " ".join(point.code for point in offer.points) or "-"
    return (
        *(leads if is_first else ("", "", "")),
        _said(Sentence(f"balance.projection.{option.projection.name}")),
        _short(option.zone.where),
        f"{points} ({near})" if near else points,
        ", ".join(f"{use.point} {tung_points()[use.point].pinyin}" for use in offer.uses),
        option.certainty.value.replace("_", " "),
    )


def _short(stretch: Stretch) -> str:
    part = stretch.segment.replace("_", " ")
    if stretch.from_cun is None:
        return part
    if stretch.from_cun < 0.0:
        return f"{part} \u00b1{stretch.to_cun:g} cun"
    return f"{part} {stretch.from_cun:g} to {stretch.to_cun:g} cun"


def _covers(pains: Sequence[Pain], school: Lineage) -> list[str]:
    sick = dict.fromkeys(code for pain in pains for code in pain.channels)
    if len(sick) < 2:
        return []
    return [_said(cover_said(each, pains)) for each in covers(sick, school)[:_MANY_COVERS]]


def _disagreements(
    offered: Sequence[Offer], found: Sick, pains: Sequence[Pain], school: Lineage
) -> list[str]:
    """What sources say differently about anything shown above."""
    shown = {each.id: each for offer in offered for each in offer.disagreements}
    for channel in found.channels:
        shown |= {each.id: each for each in school.beside(channel.rows)}
    if len({code for pain in pains for code in pain.channels}) > 1:
        shown |= {each.id: each for each in school.disagreements if each.is_beside("covers")}
    return [_told(disagreement_said(each)) for each in shown.values()]


def _caution(each: Heeded) -> str:
    """With the points it is about, unless it is about the person."""
    told = each.caution.told_to(Audience.PRACTITIONER)
    text = "" if told is None else _said(told)
    rule = caution_rules()[each.caution.rule]
    return f"{' '.join(each.points)}: {text}" if rule.regions and each.points else text


def _sayings(console: Console, heading: str | None, items: Sequence[str]) -> None:
    if not items:
        return
    if heading is not None:
        console.print(Text(label(f"balance.heading.{heading}"), style="bold"))
    for item in dict.fromkeys(items):  # two parts of a leg may have one reason
        console.print(bullet(item))
    console.print()


def _said(sentence: Sentence) -> str:
    return render(sentence, Audience.PRACTITIONER)


def _told(statement: Statement) -> str:
    told = statement.told_to(Audience.PRACTITIONER)
    return "" if told is None else _said(told)
