"""The page docs/generated/evidence.md: the cards of evidence, item by item."""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.evidence_cards import picture_of_harm, read_card
from backcheck.knowledge.evidence_items import (
    Finding,
    Guideline,
    Payer,
    Picture,
    Section,
    evidence_items,
)
from backcheck.knowledge.wording import Audience, label
from tools.markdown import table
from tools.who_says import item


def evidence_page() -> str:
    """Cards, then every item once with who says so."""
    known = evidence_items()
    pictures = [*known.pictures.values(), picture_of_harm()]
    return "".join(
        [
            "# Evidence\n\n"
            "What studies, guidelines and payers say about acupuncture for low back pain. A card "
            "never compares with no treatment alone: usual care and sham stand beside it, for "
            "either reader, or none is shown. Every card shows all guidelines, since they "
            "disagree. What is from memory is not shown to a patient; a judgement is shown as "
            "ours. No clinician has reviewed it. Each item stands in "
            "`knowledge/data/evidence.toml`.\n\n",
            "## Cards\n\n",
            table(
                ("card", "compared", "without it", "pictures", "unknown", "payers"),
                _cards(),
            ),
            "\nHow many sentences the practitioner and, after the stroke, the patient reads.\n",
            _items("Compared", _of(Section.COMPARISON)),
            _items("Without it", _of(Section.ANYWAY)),
            _items("What is not known", _of(Section.UNKNOWN)),
            _items("Guidelines, which disagree", known.guidelines.values()),
            _items("Payers' rules for stopping", known.payers.values()),
            "\n## Of 100 people\n\nNumbers only; what is drawn is what is said.\n\n",
            *(_picture(picture) for picture in pictures),
        ]
    )


def _cards() -> list[tuple[str, ...]]:
    rows = []
    for card in evidence_items().cards.values():
        ours = read_card(card, Audience.PRACTITIONER)
        theirs = read_card(card, Audience.PATIENT)
        pairs = (
            (ours.compared, theirs.compared),
            (ours.anyway, theirs.anyway),
            (ours.pictures, theirs.pictures),
            (ours.unknown, theirs.unknown),
            (ours.payers, theirs.payers),
        )
        counts = [f"{len(one)} / {len(other)}" for one, other in pairs]
        rows.append((label(f"card.{card.id}"), *counts))
    return rows


def _of(section: Section) -> list[Finding]:
    return [each for each in evidence_items().findings.values() if each.section is section]


def _items(title: str, items: Iterable[Finding | Guideline | Payer]) -> str:
    return f"\n## {title}\n\n" + "".join(item(each.said, each.provenance) for each in items)


def _picture(picture: Picture) -> str:
    groups = "".join(
        f"  - {label(f'picture.{picture.id}.{group}')}: {people} of 100\n"
        for group, people in picture.of_100.items()
    )
    certainty = picture.provenance.certainty.value
    source = picture.provenance.source.citation
    return f"- {label(f'picture.{picture.id}')} ({certainty}: {source})\n{groups}"
