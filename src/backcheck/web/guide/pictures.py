"""Pictures of 100 people, with their words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from backcheck.knowledge.evidence_items import Picture
from backcheck.knowledge.wording import Audience, label
from backcheck.reports.people_of_100 import people_of_100
from backcheck.reports.said import mark


@dataclass(frozen=True, slots=True)
class Group:
    """One hundred people: how many of them, of what, and their picture."""

    what: str
    count: str
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as a page shows it; its source stands with it."""

    title: str
    groups: tuple[Group, ...]
    mark: str
    source: str
    address: str


def drawn(picture: Picture, audience: Audience, language: str) -> Drawn:
    """Every group of a picture, drawn."""
    told = picture.provenance
    groups = tuple(
        _group(picture, group, people, language) for group, people in picture.of_100.items()
    )
    return Drawn(
        title=label(f"picture.{picture.id}", language),
        groups=groups,
        mark=mark(told, audience, language),
        source=told.source.citation,
        address=told.source.address,
    )


def _group(picture: Picture, group: str, people: int, language: str) -> Group:
    what = label(f"picture.{picture.id}.{group}", language)
    count = label("page.guide.of_100", language, people=people)
    said = label("page.guide.of_100_what", language, people=people, what=what)
    # Our own drawing; the words in it are escaped there.
    return Group(what, count, mark_safe(people_of_100(people, said, language)))
