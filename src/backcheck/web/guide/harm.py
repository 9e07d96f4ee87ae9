"""What the page of harm shows: figures with their denominators, and the text of the consent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backcheck.knowledge.adverse_events import HarmFigure, adverse_events, told_to_patients
from backcheck.knowledge.consents import Purpose, current
from backcheck.knowledge.evidence_cards import picture_of_harm
from backcheck.knowledge.wording import Audience, label
from backcheck.reports.said import mark

from .pictures import drawn


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in words, and how it is known."""

    what: str
    rate: str
    mark: str
    is_fact: bool
    source: str
    address: str


def harm_page(audience: Audience, language: str) -> Mapping[str, object]:
    """Everything that is known of harm that this reader may be told."""
    is_patient = audience is Audience.PATIENT
    figures = told_to_patients() if is_patient else tuple(adverse_events().values())
    text = current(Purpose.TREATMENT)
    return {
        "words": audience,
        "picture": drawn(picture_of_harm(), audience, language),
        "figures": [_figure(each, audience, language) for each in figures],
        "consent": text.read(language),
        "version": text.version,
    }


def _figure(figure: HarmFigure, audience: Audience, language: str) -> Figure:
    told = figure.provenance
    return Figure(
        what=label(f"harm.{figure.id}", language),
        rate=label(figure.said.id, language, **figure.said.parameters),
        mark=mark(told, audience, language),
        is_fact=told.certainty.may_be_told_as_fact,
        source=told.source.citation,
        address=told.source.address,
    )
