"""Sentences of the pure rooms as a page shows them: in words, with how sure, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backcheck.knowledge.balance.lineage import Row
from backcheck.knowledge.provenance import Certainty, Provenance
from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.telling import Statement
from backcheck.knowledge.wording import Audience, render
from backcheck.web.kit.words import spoken, words


def said(sentence: Sentence) -> str:
    """A sentence, for the practitioner."""
    return render(sentence, Audience.PRACTITIONER, spoken())


def told(statement: Statement) -> str:
    """A statement as a practitioner may be told it: what is judged or remembered says so."""
    sentence = statement.told_to(Audience.PRACTITIONER)
    return "" if sentence is None else said(sentence)


def certainty_said(certainty: Certainty) -> str:
    """How sure, in a word or two."""
    return words(f"told.brief.{certainty}")


@dataclass(frozen=True, slots=True)
class SourceShown:
    """Who says so. ``row`` is the row of the table, where there is one."""

    row: str
    citation: str
    address: str
    certainty: str


def source_shown(provenance: Provenance, row: str = "") -> SourceShown:
    """Citation, address and certainty of one item."""
    source = provenance.source
    return SourceShown(row, source.citation, source.address, certainty_said(provenance.certainty))


def sources_of(rows: Iterable[Row]) -> tuple[SourceShown, ...]:
    """The rows that something rests on, each once, with who says so."""
    return tuple({row.id: source_shown(row.provenance, row.id) for row in rows}.values())


@dataclass(frozen=True, slots=True)
class Told:
    """A statement on a page. ``sure`` is empty where the words say it themselves."""

    text: str
    sure: str
    sources: Sequence[SourceShown]


def told_with_source(statement: Statement, rows: Iterable[Row] = ()) -> Told:
    """A statement with how sure it is and who says so: itself, or the rows it rests on."""
    certainty = statement.provenance.certainty
    sure = certainty_said(certainty) if certainty.may_be_told_as_fact else ""
    sources = sources_of(rows) or (source_shown(statement.provenance),)
    return Told(told(statement), sure, sources)
