"""What is known, as a page shows it: sentences, how they are known, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from backcheck.knowledge.evidence_cards import Saying
from backcheck.knowledge.provenance import Provenance
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.telling import Statement, bare
from backcheck.knowledge.wording import Audience, render

Told = tuple[Sentence, Provenance]


@dataclass(frozen=True, slots=True)
class Said:
    """Sentences of one source and one certainty, in the reader's words.

    Attributes:
        lines: the sentences, without a mark of their own.
        mark: how they are known; it stands with them wherever they are shown.
        is_fact: whether they may be read as fact; where not, the mark says whose view it is.
    """

    lines: tuple[str, ...]
    mark: str
    is_fact: bool
    source: str
    address: str


def all_said(
    statements: Iterable[Statement | Saying], audience: Audience, language: str
) -> tuple[Said, ...]:
    """What this reader may be told, in order; neighbours of one source and certainty together."""
    given = [found for each in statements if (found := _told(each, audience)) is not None]
    return tuple(
        _said(list(group), audience, language) for _, group in groupby(given, key=lambda g: g[1])
    )


def _told(given: Statement | Saying, audience: Audience) -> Told | None:
    """A saying of a card was told to its reader already."""
    found = given.said if isinstance(given, Saying) else given.told_to(audience)
    return None if found is None else (found, given.provenance)


def _said(group: list[Told], audience: Audience, language: str) -> Said:
    told = group[0][1]
    return Said(
        lines=tuple(render(bare(each), audience, language) for each, _ in group),
        mark=mark(told, audience, language),
        is_fact=told.certainty.may_be_told_as_fact,
        source=told.source.citation,
        address=told.source.address,
    )


def mark(provenance: Provenance, audience: Audience, language: str) -> str:
    """How it is known, in words."""
    return render(Sentence(f"told.mark.{provenance.certainty}"), audience, language)
