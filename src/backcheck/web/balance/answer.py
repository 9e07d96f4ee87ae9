"""Everything that the page says of where it hurts, ready to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from backcheck.knowledge.balance.cover import Cover, covers
from backcheck.knowledge.balance.lineage_reading import lineage
from backcheck.knowledge.balance.offer import Offer, offers, without_options
from backcheck.knowledge.balance.pain import Pain
from backcheck.knowledge.balance.reason import (
    cover_said,
    disagreement_said,
    left_out_said,
    limits_said,
    order_said,
)
from backcheck.web.kit.words import words

from .filters import Filter, chosen_options, covering, filters
from .heeded import CautionShown, of_person, of_points
from .offered import PainShown, pains_shown
from .said import SourceShown, Told, said, sources_of, told_with_source
from .understood import SickShown, Understood, sick_shown

_MOST_COVERS = 9


@dataclass(frozen=True, slots=True)
class CoverShown:
    """The fewest channels for several, and the address that shows them alone."""

    text: str
    address: str
    sources: tuple[SourceShown, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown, in the order in which it is read. ``hidden`` counts what filters leave out."""

    sick: tuple[SickShown, ...]
    notes: tuple[str, ...]
    left_out: str
    covers: tuple[CoverShown, ...]
    disputed: tuple[Told, ...]
    order: Told
    filters: tuple[Filter, ...]
    pains: tuple[PainShown, ...]
    shown: str
    of_person: tuple[CautionShown, ...]
    of_points: tuple[CautionShown, ...]
    is_asked_about: bool


def answer(asked: Understood, query: QueryDict) -> Answer:
    """The options for what was understood."""
    found = offers(asked.pains, asked.school, asked.background, asked.unverified)
    options = [each.option for each in found]
    kept = {id(each) for each in chosen_options(query, options)}
    chosen = tuple(each for each in found if id(each.option) in kept)
    return Answer(
        sick=sick_shown(asked),
        notes=asked.notes,
        left_out=_left_out(asked),
        covers=_covers(asked, query),
        disputed=_disputed(asked),
        order=told_with_source(order_said(asked.school)),
        filters=filters(query, options),
        pains=pains_shown(chosen, asked, query),
        shown=_how_many(chosen, found),
        of_person=of_person(asked.background),
        of_points=of_points(chosen, asked.background),
        is_asked_about=bool(asked.background.answers),
    )


def limits() -> tuple[str, ...]:
    """What has to be known beside every option."""
    return tuple(said(each) for each in limits_said(lineage()))


def _left_out(asked: Understood) -> str:
    nowhere = without_options(asked.pains, asked.school, asked.unverified)
    return said(left_out_said(dict.fromkeys(each.sick for each in nowhere))) if nowhere else ""


def _how_many(chosen: Sequence[Offer], found: Sequence[Offer]) -> str:
    return words("page.points.how_many", shown=len(chosen), of=len(found)) if found else ""


def _covers(asked: Understood, query: QueryDict) -> tuple[CoverShown, ...]:
    sick = tuple(dict.fromkeys(code for pain in asked.pains for code in pain.channels))
    if len(sick) < 2:
        return ()
    found = covers(sick, asked.school, asked.unverified)[:_MOST_COVERS]
    return tuple(_cover(each, asked.pains, query) for each in found)


def _disputed(asked: Understood) -> tuple[Told, ...]:
    """What sources say differently about covering several channels with few."""
    found = (each for each in asked.school.disagreements if each.is_beside("covers"))
    return tuple(told_with_source(disagreement_said(each)) for each in found)


def _cover(cover: Cover, pains: Sequence[Pain], query: QueryDict) -> CoverShown:
    rows = (*cover.rows, *([cover.published] if cover.published else ()))
    return CoverShown(said(cover_said(cover, pains)), covering(query, cover.by), sources_of(rows))
