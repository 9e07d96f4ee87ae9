"""What the page of evidence shows: one card, in the order of the questions people ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backcheck.knowledge.evidence_cards import CardRead, Saying, picture_of_harm, read_card
from backcheck.knowledge.evidence_items import Against, evidence_items
from backcheck.knowledge.wording import Audience, label
from backcheck.reports.said import Said, all_said

from .pictures import Drawn, drawn

USUAL = "months"


@dataclass(frozen=True, slots=True)
class Part:
    """Sayings under a heading of their own."""

    heading: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class GuidelineSaid:
    """A guideline: where it stands, since when, and in words."""

    stand: str
    year: int
    ended: int | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """A card, and the other cards there are."""

    words: Audience
    card: str
    cards: tuple[tuple[str, str], ...]
    compared: tuple[Part, ...]
    anyway: tuple[Said, ...]
    pictures: tuple[Drawn, ...]
    harm: Drawn
    guidelines: tuple[GuidelineSaid, ...]
    unknown: tuple[Said, ...]
    payers: tuple[Said, ...]

    @property
    def keep(self) -> str:
        """What an address keeps when the words change."""
        return f"card={self.card}&"


def evidence_page(asked: str, audience: Audience, language: str) -> EvidencePage:
    """The card that was asked for; that of the most usual patient for any other word."""
    known = evidence_items()
    card = known.cards.get(asked, known.cards[USUAL])
    read = read_card(card, audience)
    return EvidencePage(
        words=audience,
        card=card.id,
        cards=tuple((each, label(f"page.evidence.card_{each}", language)) for each in known.cards),
        compared=tuple(_compared(read, audience, language)),
        anyway=all_said(read.anyway, audience, language),
        pictures=tuple(drawn(each, audience, language) for each in read.pictures),
        harm=drawn(picture_of_harm(), audience, language),
        guidelines=tuple(_guideline(each, audience, language) for each in read.guidelines),
        unknown=all_said(read.unknown, audience, language),
        payers=all_said(read.payers, audience, language),
    )


def _compared(read: CardRead, audience: Audience, language: str) -> Iterable[Part]:
    """By what it was compared with; the least flattering comparison stands where all stand."""
    findings = evidence_items().findings
    for against in (*Against, None):
        of_it = [each for each in read.compared if findings[each.item].against is against]
        name = f"against.{against}" if against else "page.guide.also_found"
        if of_it:
            yield Part(label(name, language), all_said(of_it, audience, language))


def _guideline(saying: Saying, audience: Audience, language: str) -> GuidelineSaid:
    found = evidence_items().guidelines[saying.item]
    return GuidelineSaid(
        stand=label(f"stand.{found.says}", language),
        year=found.year,
        ended=found.ended,
        said=all_said([saying], audience, language),
    )
