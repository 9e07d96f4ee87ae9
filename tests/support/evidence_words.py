"""The sentences of the evidence and of what is done at home, by the names of their data."""

from __future__ import annotations

from backcheck.knowledge.evidence_cards import picture_of_harm
from backcheck.knowledge.evidence_items import Against, Grade, Stand, evidence_items
from backcheck.knowledge.home import home
from backcheck.knowledge.ladder import Step
from backcheck.knowledge.provenance import Certainty
from backcheck.knowledge.suits import NOTE_PARTS, Suits


def said_of_evidence() -> set[str]:
    """What is said of findings, guidelines, payers, cards and pictures."""
    known = evidence_items()
    pictures = [*known.pictures.values(), picture_of_harm()]
    return {
        "evidence.course",
        *(f"evidence.{finding}" for finding in known.findings),
        *(f"guideline.{guideline}" for guideline in known.guidelines),
        *(f"payer.{payer}" for payer in known.payers),
        *(f"card.{card}" for card in known.cards),
        *(f"told.mark.{certainty}" for certainty in Certainty),
        *(f"told.brief.{certainty}" for certainty in Certainty),
        *(f"picture.{picture.id}" for picture in pictures),
        *(f"picture.{picture.id}.{group}" for picture in pictures for group in picture.groups),
        *(f"against.{against}" for against in Against),
        *(f"grade.{grade}" for grade in Grade),
        *(f"stand.{stand}" for stand in Stand),
    }


def said_of_home() -> set[str]:
    """What is said of habits, of the ladder, and of whom it may suit."""
    habits = home().habits.values()
    return {
        *(said.said.id for habit in habits for said in (habit.to_do, habit.more)),
        *(said.said.id for habit in habits for said in (*habit.studies, *habit.cares)),
        *(f"walk.{way}" for way in ("same", "more", "less", "goal")),
        *(f"home.name.{habit.id}" for habit in habits),
        *(f"ladder.{step}" for step in (*Step, "when_up", "when_down")),
        *(f"suits.{outcome}" for outcome in Suits),
        *(f"suits.advice_{part}" for part in ("active", "check", "sooner", "evidence", "agree")),
        *(f"note.{part}" for part in NOTE_PARTS),
    }
