"""Cards of evidence, by condition and stage: what was compared, who disagrees, what is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .adverse_events import adverse_events
from .evidence_items import Card, Finding, Guideline, Payer, Picture, Section, evidence_items
from .natural_course import natural_course
from .provenance import Provenance
from .sentence import Sentence
from .telling import told
from .wording import Audience


@dataclass(frozen=True, slots=True)
class Saying:
    """An item of a card as its reader is told it, and who says so."""

    item: str
    said: Sentence
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card as one reader may read it. Every guideline stands on every card."""

    id: str
    compared: tuple[Saying, ...]
    guidelines: tuple[Saying, ...]
    anyway: tuple[Saying, ...]
    pictures: tuple[Picture, ...]
    unknown: tuple[Saying, ...]
    payers: tuple[Saying, ...]


def cards_for(condition: str, days_since_onset: float | None) -> tuple[Card, ...]:
    """The cards of a condition and stage; all of the condition's when the stage isn't known.

    Raises:
        ValueError: no card is about this condition, or the days lie below 0.
    """
    found = tuple(card for card in evidence_items().cards.values() if card.condition == condition)
    if not found:
        known = sorted({card.condition for card in evidence_items().cards.values()})
        raise ValueError(f"no card is about {condition!r}: write one of {', '.join(known)}")
    if days_since_onset is None:
        return found
    if days_since_onset < 0.0:
        raise ValueError("days since onset can't lie below 0")
    return tuple(card for card in found if _is_at(card, days_since_onset))


def _is_at(card: Card, days_since_onset: float) -> bool:
    if card.stage is None:
        return True
    course = natural_course()[card.stage]
    # The last stage has no end: its upper limit is only how long anybody has lived.
    is_last = course.to_days == max(each.to_days for each in natural_course().values())
    return course.from_days <= days_since_onset and (is_last or days_since_onset < course.to_days)


def read_card(card: Card, audience: Audience) -> CardRead:
    """The card as this reader may be told it: see ``telling.told``."""
    known = evidence_items()
    findings = [known.findings[each] for each in card.findings]

    def section(wanted: Section) -> tuple[Saying, ...]:
        return _told((each for each in findings if each.section is wanted), audience)

    anyway = section(Section.ANYWAY)
    if card.stage is not None:
        course = natural_course()[card.stage]
        anyway = (Saying(course.id, course.said.said, course.provenance), *anyway)
    return CardRead(
        id=card.id,
        compared=section(Section.COMPARISON),
        guidelines=_told(known.guidelines.values(), audience),
        anyway=anyway,
        pictures=tuple(known.pictures[each] for each in card.pictures),
        unknown=section(Section.UNKNOWN),
        payers=_told((known.payers[each] for each in card.payers), audience),
    )


def _told(items: Iterable[Finding | Guideline | Payer], audience: Audience) -> tuple[Saying, ...]:
    return tuple(
        Saying(each.id, said, each.provenance)
        for each in items
        if (said := told(each.said, each.provenance, audience)) is not None
    )


def picture_of_harm() -> Picture:
    """Of 100 people, how many have at least one unwanted effect in a course."""
    figure = adverse_events()["any"]
    groups: Mapping[str, float] = {"any": 100.0 * figure.prob}
    return Picture("harm", groups, figure.provenance)
